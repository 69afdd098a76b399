import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import { formatEndpoint, parseEndpoint } from '../inventory/values/endpoint.ts';
import { isError } from '../text/result.ts';
import type { Rule } from './rule.ts';
import { findCycles } from './shared/cycles.ts';
import { type BindListener, isPool, type ListeningSection, proxyName } from './shared/listeners.ts';
import { type Reach, reachOf } from './shared/reach.ts';

/** Servers that are VIPs of the same balancer and lead back to where they came from. */
export const proxyLoop: Rule = {
  code: 'INV117',
  name: 'proxy-loop',
  severity: 'error',
  summary: 'No connection is led back to where it came from.',
  why: 'HAProxy would hand a connection from one pool to the next and to the first again: one agent becomes maxconn connections, and nobody is served.',
  *check(inventory) {
    const steps = findSteps(inventory, reachOf(inventory));
    const cycles = findCycles(toGraph(steps));
    const told = new Map<number | undefined, Step[]>();
    for (const step of steps) {
      const cycle = cycles.get(step.from);
      if (step.server === undefined || cycle === undefined) continue;
      if (cycle !== cycles.get(step.to) || isItsOwnPool(step)) continue;
      const before = told.get(cycle);
      if (before === undefined) told.set(cycle, [step]);
      else before.push(step);
    }
    for (const [first, ...others] of told.values()) {
      if (first?.server === undefined) continue;
      yield {
        message: `${first.server.text} is where ${proxyName(first.to)} listens, which leads back here`,
        at: first.server.at,
        help: 'write the address of the master itself',
        related: others.slice(0, 3).flatMap(({ server, to }) => {
          if (server === undefined) return [];
          return [{ at: server.at, note: `and from there on to ${proxyName(to)}` }];
        }),
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

/** A server that is its own pool's VIP has a rule of its own. */
function isItsOwnPool({ from, to }: Step): boolean {
  return from === to && isPool(from);
}

function toGraph(
  steps: readonly Step[],
): ReadonlyMap<ListeningSection, readonly ListeningSection[]> {
  const graph = new Map<ListeningSection, ListeningSection[]>();
  for (const step of steps) {
    if (isItsOwnPool(step)) continue;
    const targets = graph.get(step.from);
    if (targets === undefined) graph.set(step.from, [step.to]);
    else targets.push(step.to);
  }
  return graph;
}

function findSteps(inventory: Inventory, reach: Reach): Step[] {
  return [...stepsOfPools(inventory, reach), ...stepsOfSections(inventory, reach)];
}

function stepsOfPools({ pools }: Inventory, reach: Reach): Step[] {
  return pools.flatMap((pool) =>
    pool.servers.flatMap(({ address, port, isValid }): Step[] => {
      if (address === undefined || !isValid) return [];
      const text = formatServerAddress(address.value, port.value);
      return toStep(pool, reach(address.value, port.value), { at: address.from, text });
    }),
  );
}

function toStep(
  from: ListeningSection,
  listener: BindListener | undefined,
  server: Step['server'],
): Step[] {
  if (listener === undefined || server === undefined) return [];
  return [{ from, to: listener.by, server }];
}

/** From a section on by its servers, and from a frontend to its backends. */
function stepsOfSections({ haproxy, pools }: Inventory, reach: Reach): Step[] {
  const { sections = [], place } = haproxy.sections ?? {};
  if (place === undefined) return [];
  const byName = new Map<string | undefined, ListeningSection>();
  for (const pool of pools) byName.set(pool.name?.value, pool);
  for (const section of sections) byName.set(section.words[1], section);
  return sections.flatMap((from) =>
    from.lines.flatMap(({ words: [keyword, name, address = ''], origin }): Step[] => {
      if (keyword === 'default_backend' || keyword === 'use_backend') {
        const to = byName.get(name);
        return to === undefined ? [] : [{ from, to }];
      }
      const endpoint = keyword === 'server' ? parseEndpoint(address) : undefined;
      if (endpoint === undefined || isError(endpoint) || endpoint.value.address === '*') {
        return [];
      }
      const listener = reach(endpoint.value.address, endpoint.value.port);
      const at = { ...place, line: origin };
      return toStep(from, listener, { at, text: formatEndpoint(endpoint.value) });
    }),
  );
}
