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
  summary: 'A server tracks a server at another address.',
  why: 'The server goes DOWN with the other machine, and stays UP when its own machine is gone.',
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
        message: `tracked server ${quote(name)} is at ${other}, but this server is at ${own}`,
        at: address.from,
        help: 'write the server at the same address in track, or remove track',
        related: [
          { at: target?.address?.from, note: 'the tracked server' },
          { at: track.from, note: 'tracked here' },
        ],
      };
    }
  },
};
