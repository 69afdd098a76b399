import { kindOf, speaksTls } from '../inventory/check-kinds.ts';
import type { Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { isWrittenOut, serverName } from './shared/places.ts';

/** Checks verify the certificate's signature and not whose it is. */
export const verifyWithoutCertname: Rule = {
  code: 'CHK210',
  name: 'verify-without-certname',
  severity: 'info',
  summary: 'A check verifies certificates, but not the name in them.',
  why: 'Puppet\'s CA also signs the certificates of all agents. Without a name HAProxy accepts any of them for the master (configuration manual 5.2, "verifyhost").',
  *check({ pools }) {
    for (const pool of pools.filter(({ isValid, role }) => isValid && role.value !== 'other')) {
      const nameless = pool.servers.filter(acceptsAny);
      const [first] = nameless;
      if (first === undefined) continue;
      const { length } = nameless;
      const whose =
        length === 1 ? serverName(first) : `${length} of ${pool.servers.length} servers`;
      yield {
        message: `no certname for ${whose}: any certificate of this CA is accepted`,
        at: first.place,
        part: isWrittenOut(first.place) ? 'value' : 'key',
        help: 'write certname: NAME for each server, with the name in its certificate',
        related: [{ at: first.check.verify?.from, note: 'verified here' }],
      };
    }
  },
};

function acceptsAny({ check, certname, extra = [], track, isValid }: Server): boolean {
  if (extra.some(({ value }) => value.includes('verifyhost'))) return false;
  const isVerified =
    kindOf(check).isNamed && speaksTls(check) && check.verify?.value === 'required';
  return isVerified && certname === undefined && isValid && track === undefined;
}
