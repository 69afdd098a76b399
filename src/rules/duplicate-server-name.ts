import type { Server } from '../inventory/model.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import { quote } from '../source/characters.ts';
import { serverPlace } from './places.ts';
import type { Finding, Rule } from './rule.ts';

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
      const names = new Set(servers.map((server) => server.name?.value));
      for (const server of servers) {
        const name = server.name?.value;
        if (name === undefined) continue;
        const taken = first.get(name);
        if (taken === undefined) first.set(name, server);
        else yield finding(name, server, taken, names);
      }
    }
  },
};

function finding(
  name: string,
  server: Server,
  taken: Server,
  names: Set<string | undefined>,
): Finding {
  const isSame = isSameServer(server, taken);
  const free = freeName(name, names);
  names.add(free);
  return {
    message: `server name ${quote(name)} is already taken`,
    at: serverPlace(server),
    help: isSame
      ? 'leave one of the two out'
      : `call this one "${free}"; HAProxy does not start with two servers of one name`,
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

/** The name with the next number that no server has: puppetmaster1 becomes puppetmaster2. */
function freeName(name: string, names: ReadonlySet<string | undefined>): string {
  const [, stem = name, digits = '1'] = /^(.*?)([0-9]{1,9})$/.exec(name) ?? [];
  for (let number = Number(digits) + 1; ; number += 1) {
    const free = `${stem}${String(number).padStart(digits.length, '0')}`;
    if (!names.has(free)) return free;
  }
}
