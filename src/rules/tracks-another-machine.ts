import { trackedServer } from '../inventory/track.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { addressText, membersOf, serversByName } from './shared/places.ts';

/** A server follows the check of another machine. */
export const tracksAnotherMachine: Rule = {
  code: 'HAP336',
  name: 'tracks-another-machine',
  severity: 'info',
  comparesPools: true,
  summary: 'A server tracks one at its own address.',
  why: 'It goes down with the other machine, and stays up when its own is gone.',
  *check({ pools }) {
    const servers = serversByName(pools);
    for (const { server } of membersOf(pools)) {
      const { track, address, isValid } = server;
      if (track === undefined || address === undefined || !isValid) continue;
      const name = trackedServer(server) ?? '';
      const target = servers.get(name);
      const [own, other] = [addressText(server), target && addressText(target)];
      if (other === undefined || other === own) continue;
      yield {
        message: `${quote(name)} is at ${other}, and this server at ${own}`,
        at: address.from,
        help: 'track the server at the same address, or let this one be checked itself',
        related: [
          { at: target?.address?.from, note: 'the tracked one is here' },
          { at: track.from, note: 'tracked by this' },
        ],
      };
    }
  },
};
