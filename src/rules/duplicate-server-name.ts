import type { Server } from '../inventory/model.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { serverPlace } from './shared/places.ts';

/** Two servers of a pool share a name. */
export const duplicateServerName: Rule = {
  code: 'INV102',
  name: 'duplicate-server-name',
  severity: 'error',
  summary: 'Every server of a pool has a name of its own.',
  why: 'HAProxy does not start with two servers of one name in a section; logs and the runtime socket could not tell them apart.',
  *check({ pools }) {
    for (const { servers } of pools) {
      const first = new Map<string, Server>();
      const free = freeNames(servers);
      for (const server of servers) {
        const name = server.name?.value;
        if (name === undefined) continue;
        const taken = first.get(name);
        if (taken === undefined) first.set(name, server);
        else yield finding(name, server, taken, free);
      }
    }
  },
};

function finding(
  name: string,
  server: Server,
  taken: Server,
  free: (name: string) => string,
): Finding {
  const isSame = isSameServer(server, taken);
  return {
    message: `server name ${quote(name)} is already taken`,
    at: serverPlace(server),
    help: isSame
      ? 'leave one of the two out'
      : `call this one "${free(name)}"; HAProxy does not start with two servers of one name`,
    related: [{ at: serverPlace(taken), note: 'first used here' }],
  };
}

/** Whether both are one host, or one address and port. */
function isSameServer(a: Server, b: Server): boolean {
  if (a.place.path === b.place.path) return true;
  if (a.address === undefined || b.address === undefined) return false;
  const [first, second] = [a, b].map(({ address, port }) => {
    return address === undefined ? '' : formatServerAddress(address.value, port.value);
  });
  return first === second;
}

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
