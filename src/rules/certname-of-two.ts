import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { addressText, membersOf, serverName } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two addresses have one certname. */
export const certnameOfTwo: Rule = {
  code: 'INV122',
  name: 'certname-of-two',
  severity: 'error',
  summary: 'A certname belongs to one address.',
  why: "A certificate names one node: one of the two addresses is another machine's, whose checks fail as soon as they verify, and whose check script would be that of the first.",
  *check({ pools }) {
    const named = [...membersOf(pools)].filter(({ server }) => server.address !== undefined);
    const certnames = repeated(named, ({ server }) => server.certname?.value);
    for (const [{ server }, { server: first }] of certnames) {
      const [own, other] = [addressText(server), addressText(first)];
      if (server.certname === undefined || own === other) continue;
      yield {
        message: `certname ${quote(server.certname.value)} is already that of ${serverName(first)} at ${other}`,
        at: server.certname.from,
        help: `write the certname of ${own}`,
        related: [{ at: first.certname?.from, note: 'first used here' }],
      };
    }
  },
};
