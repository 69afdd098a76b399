import { speaksTls } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';

/** A check verifies certificates and has no CA to verify them with. */
export const verifyWithoutCa: Rule = {
  code: 'CHK202',
  name: 'verify-without-ca',
  severity: 'error',
  summary: 'A check that verifies certificates names the CA file.',
  why: 'HAProxy refuses a server that is verified without a CA file, and "verify: none" would trust any machine at the address.',
  *check({ pools }) {
    for (const { check, isValid } of pools) {
      if (!isValid) continue;
      const { kind, verify, caFile } = check;
      if (!speaksTls(check) || verify?.value !== 'required' || caFile !== undefined) continue;
      yield {
        message: 'the check verifies certificates and has no CA file',
        at: verify.from === 'builtin' ? kind.from : verify.from,
        help: "write ca-file: with the path of Puppet's CA certificate on the balancer, or verify: none",
      };
    }
  },
};
