import { kindOf } from '../inventory/check-kinds.ts';
import type { Server } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { isWrittenOut, serverName } from './shared/places.ts';

/** A check verifies the certificate's signature and not whose it is. */
export const verifyWithoutCertname: Rule = {
  code: 'CHK210',
  name: 'verify-without-certname',
  severity: 'info',
  summary: 'A check that verifies certificates knows the name that each must bear.',
  why: 'Puppet\'s CA signs the certificates of all agents too; without a name any of them passes for the master\'s (configuration manual 5.2, "verifyhost").',
  *check({ pools }) {
    for (const { servers } of pools.filter(({ isValid }) => isValid)) {
      for (const server of servers.filter(isNameless)) {
        const isOfHost = !isWrittenOut(server.place);
        const name = isOfHost ? quote(String(server.place.path.at(-1))) : serverName(server);
        const { verify, kind } = server.check;
        yield {
          message: `${name} has no certname, so that any certificate of the CA will do`,
          at: server.place,
          part: isOfHost ? 'key' : 'value',
          help: 'write the name that is in its certificate as "certname"',
          related: [{ at: verify?.from ?? kind.from, note: 'verified here' }],
        };
      }
    }
  },
};

/** Whether a server's certificate is verified, and the name in it is not known. */
function isNameless({ check, certname, isValid, track }: Server): boolean {
  const isVerified = kindOf(check).isTls && check.verify?.value === 'required';
  return isVerified && certname === undefined && isValid && track === undefined;
}
