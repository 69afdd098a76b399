import type { Server } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { endpointText, serverPlace } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two servers of a pool share a name. */
export const duplicateServerName: Rule = {
  code: 'INV102',
  name: 'duplicate-server-name',
  severity: 'error',
  summary: 'Two servers of a pool have the same name.',
  why: 'HAProxy does not start with two servers of one name in a section: logs and the runtime socket name a server by it.',
  *check({ pools }) {
    for (const { servers } of pools) {
      const free = freeNames(servers);
      for (const [server, first] of repeated(servers, ({ name }) => name?.value)) {
        const name = server.name?.value ?? '';
        const isSame =
          server.place.path === first.place.path ||
          (server.address !== undefined && endpointText(server) === endpointText(first));
        yield {
          message: `server name ${quote(name)} is already taken`,
          at: serverPlace(server),
          help: isSame ? 'remove one of the two' : `write another name, for example ${free(name)}`,
          related: [{ at: serverPlace(first), note: 'first used here' }],
        };
      }
    }
  },
};

/** Gives the name with the next number that no server has: for puppetmaster1 it is puppetmaster2. */
function freeNames(servers: readonly Server[]): (name: string) => string {
  const taken = new Set(servers.map((server) => server.name?.value));
  const last = new Map<string, number>();
  return (name) => {
    const [, stem = name, digits = '1'] = /^(.*?)([0-9]{1,9})$/.exec(name) ?? [];
    for (let number = last.get(name) ?? Number(digits) + 1; ; number += 1) {
      const free = `${stem}${String(number).padStart(digits.length, '0')}`;
      last.set(name, number + 1);
      if (!taken.has(free)) return free;
    }
  };
}
