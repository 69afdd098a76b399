import { speaksTls } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { membersOf } from './shared/places.ts';

/** A check verifies certificates and has no CA to verify them with. */
export const verifyWithoutCa: Rule = {
  code: 'CHK202',
  name: 'verify-without-ca',
  severity: 'error',
  summary: 'A check, or a server with "ssl", verifies certificates without a CA file.',
  why: 'HAProxy refuses a server that is verified without a CA file. "verify: none" trusts any machine at the address.',
  *check({ haproxy, pools }) {
    const isOff = haproxy.global.extra.some(
      ({ value }) => value.join(' ') === 'ssl-server-verify none',
    );
    for (const { server } of isOff ? [] : membersOf(pools)) {
      const line = server.extra?.find(({ value }) => value.includes('ssl'));
      if (line === undefined || speaksTls(server.check) || isVerified(line.value)) continue;
      yield {
        message: `"ssl" of server "${server.name?.value}" verifies certificates without a CA file`,
        at: line.from,
        help: 'write ssl ca-file PATH, or ssl verify none',
      };
    }
    for (const { check, isValid } of pools) {
      if (!isValid) continue;
      const { kind, verify, caFile } = check;
      if (!speaksTls(check) || verify?.value !== 'required' || caFile !== undefined) continue;
      yield {
        message: 'the check verifies certificates without a CA file',
        at: verify.from === 'builtin' ? kind.from : verify.from,
        help: "write ca-file: PATH, the path of Puppet's CA certificate on the balancer, or verify: none",
      };
    }
  },
};

/** Whether a server has what to verify certificates with, or is not to verify them. */
function isVerified(words: readonly string[]): boolean {
  return words.includes('ca-file') || words[words.indexOf('verify') + 1] === 'none';
}
