import { serverName, serverPlace } from './places.ts';
import type { Rule } from './rule.ts';

/** A check verifies the certificate's signature and not whose it is. */
export const verifyWithoutCertname: Rule = {
  code: 'CHK210',
  name: 'verify-without-certname',
  severity: 'info',
  summary: 'A check that verifies certificates knows the name that each must bear.',
  why: 'Puppet\'s CA signs the certificates of all agents too; without a name any of them passes for the master\'s (configuration manual 5.2, "verifyhost").',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isWhole) continue;
      for (const server of pool.servers) {
        const { check, certname, isWhole, track } = server;
        const isVerified = check.kind.value === 'puppet' && check.verify?.value === 'required';
        if (!isVerified || certname !== undefined || !isWhole || track !== undefined) continue;
        yield {
          message: `${serverName(server)} has no certname, so that any certificate of the CA will do`,
          at: serverPlace(server),
          help: 'write its certname',
          related: [{ at: check.verify?.from ?? check.kind.from, note: 'verified here' }],
        };
      }
    }
  },
};
