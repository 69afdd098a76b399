import type { Server } from '../inventory/model.ts';
import { addressText } from '../inventory/nodes.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { serverName } from './shared/places.ts';

/** Two addresses have one certname. */
export const certnameOfTwo: Rule = {
  code: 'INV122',
  name: 'certname-of-two',
  severity: 'error',
  summary: 'A certname belongs to one address.',
  why: "A certificate names one node: one of the two addresses is another machine's, whose checks fail as soon as they verify, and whose check script would be that of the first.",
  *check({ pools }) {
    const first = new Map<string, { server: Server; address: string }>();
    for (const server of pools.flatMap(({ servers }) => servers)) {
      const { certname, address } = server;
      if (certname === undefined || address === undefined) continue;
      const text = addressText(address.value);
      const taken = first.get(certname.value);
      if (taken === undefined) first.set(certname.value, { server, address: text });
      else if (taken.address !== text) {
        yield {
          message: `certname ${quote(certname.value)} is already that of ${serverName(taken.server)} at ${taken.address}`,
          at: certname.from,
          help: `write the certname of ${text}`,
          related: [
            { at: taken.server.certname?.from ?? taken.server.place, note: 'first used here' },
          ],
        };
      }
    }
  },
};
