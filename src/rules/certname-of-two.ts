import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { addressText, membersOf, serverName } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two addresses have one certname. */
export const certnameOfTwo: Rule = {
  code: 'INV122',
  name: 'certname-of-two',
  severity: 'error',
  summary: 'Two addresses have the same certname.',
  why: 'A certificate names one node. At the other address every check that verifies the certificate fails, and the check script is that of the first node.',
  *check({ pools }) {
    const named = [...membersOf(pools)].filter(({ server }) => server.address !== undefined);
    const certnames = repeated(named, ({ server }) => server.certname?.value);
    for (const [{ server }, { server: first }] of certnames) {
      const [own, other] = [addressText(server), addressText(first)];
      if (server.certname === undefined || own === other) continue;
      yield {
        message: `certname ${quote(server.certname.value)} is already used by ${serverName(first)} at ${other}`,
        at: server.certname.from,
        help: `write the certname of the node at ${own}`,
        related: [{ at: first.certname?.from, note: 'first used here' }],
      };
    }
  },
};
