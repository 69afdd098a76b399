import { kindOf } from '../inventory/check-kinds.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { isWrittenOut, membersOf, serverName } from './shared/places.ts';

/** A check verifies the certificate's signature and not whose it is. */
export const verifyWithoutCertname: Rule = {
  code: 'CHK210',
  name: 'verify-without-certname',
  severity: 'info',
  summary: 'A check that verifies certificates knows the name that each must bear.',
  why: 'Puppet\'s CA signs the certificates of all agents too; without a name any of them passes for the master\'s (configuration manual 5.2, "verifyhost").',
  *check({ pools }) {
    for (const { server } of membersOf(pools.filter(({ isValid }) => isValid))) {
      const { check, certname, place, track, isValid } = server;
      const { verify } = check;
      if (!kindOf(check).isTls || verify?.value !== 'required') continue;
      if (certname !== undefined || !isValid || track !== undefined) continue;
      const isOfHost = !isWrittenOut(place);
      const name = isOfHost ? quote(String(place.path.at(-1))) : serverName(server);
      yield {
        message: `${name} has no certname, so that any certificate of the CA will do`,
        at: place,
        part: isOfHost ? 'key' : 'value',
        help: 'write the name that is in its certificate as "certname"',
        related: [{ at: verify.from, note: 'verified here' }],
      };
    }
  },
};
