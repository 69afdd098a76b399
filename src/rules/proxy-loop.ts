import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { formatEndpoint, parseEndpoint } from '../inventory/values/endpoint.ts';
import { groupBy } from '../text/group-by.ts';
import { isError } from '../text/result.ts';
import type { Rule } from './rule.ts';
import { findCycles } from './shared/cycles.ts';
import { isPool, type ListeningSection, proxyName } from './shared/listeners.ts';
import { endpointText, membersOf } from './shared/places.ts';
import { type Reach, reachOf } from './shared/reach.ts';
import { writtenSections } from './shared/sections.ts';

/** Servers that are VIPs of the same balancer and lead back to where they came from. */
export const proxyLoop: Rule = {
  code: 'INV117',
  name: 'proxy-loop',
  severity: 'error',
  mildSeverity: 'warning',
  summary: 'A server leads connections back to the pool that they came from.',
  why: 'HAProxy passes a connection from one pool to the next and back to the first: one agent becomes maxconn connections, and no agent is served. It is only a warning if no pool is on the way, because HAProxy accepts such sections and serves the pools.',
  *check(inventory) {
    const reach = reachOf(inventory);
    // A server that is its own pool's VIP has a rule of its own.
    const steps = [...stepsOfPools(inventory, reach), ...stepsOfSections(inventory, reach)].filter(
      ({ from, to }) => from !== to || !isPool(from),
    );
    const cycles = findCycles(steps);
    const byServers = groupBy(steps, ({ from, to, server }) => {
      const cycle = cycles.get(from);
      return server !== undefined && cycle === cycles.get(to) ? cycle : undefined;
    });
    for (const [first, ...others] of byServers.values()) {
      if (first?.server === undefined) continue;
      const isMild = [first, ...others].every(({ from }) => !isPool(from));
      yield {
        message: `${first.server.text} is a bind of ${proxyName(first.to)}, which leads back here`,
        at: first.server.at,
        help: 'write the address of the master itself',
        related: others.slice(0, 3).map(({ server, to }) => {
          return { at: server?.at, note: `and from there on to ${proxyName(to)}` };
        }),
        isMild,
      };
    }
  },
};

/** A way that connections take on the balancer; with the server it goes by, where it does. */
interface Step {
  readonly from: ListeningSection;
  readonly to: ListeningSection;
  readonly server?: { readonly at: Origin; readonly text: string };
}

function* stepsOfPools({ pools }: Inventory, reach: Reach): Iterable<Step> {
  for (const { pool, server } of membersOf(pools)) {
    const { address, port, isValid } = server;
    const text = endpointText(server);
    if (address === undefined || text === undefined || !isValid) continue;
    const to = reach(address.value, port.value)?.by;
    if (to !== undefined) yield { from: pool, to, server: { at: address.from, text } };
  }
}

/** From a section on by its servers, and from a frontend to its backends. */
function stepsOfSections(inventory: Inventory, reach: Reach): Step[] {
  const sections = writtenSections(inventory);
  const byName = new Map<string | undefined, ListeningSection>();
  for (const pool of inventory.pools) byName.set(pool.name?.value, pool);
  for (const section of sections) byName.set(section.words[1], section);
  const lines = sections.flatMap((from) => from.lines.map((line) => ({ ...line, from })));
  return lines.flatMap(({ from, words: [keyword, name, address = ''], at }): Step[] => {
    if (keyword === 'default_backend' || keyword === 'use_backend') {
      const to = byName.get(name);
      return to === undefined ? [] : [{ from, to }];
    }
    const endpoint = keyword === 'server' ? parseEndpoint(address) : undefined;
    if (endpoint === undefined || isError(endpoint) || endpoint.value.address === '*') return [];
    const to = reach(endpoint.value.address, endpoint.value.port)?.by;
    const server = { at, text: formatEndpoint(endpoint.value) };
    return to === undefined ? [] : [{ from, to, server }];
  });
}
