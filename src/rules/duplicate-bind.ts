import { formatEndpoint, parseEndpoint } from '../haproxy/endpoint.ts';
import { isRefusal } from '../haproxy/judged.ts';
import type { Bind, Inventory, Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { poolName } from './places.ts';
import type { Finding, Rule } from './rule.ts';

interface Taken {
  readonly at: Origin;
  readonly note: string;
  readonly pool?: Pool;
}

/** Two binds are the same address and port. */
export const duplicateBind: Rule = {
  code: 'INV104',
  name: 'duplicate-bind',
  severity: 'error',
  summary: 'Every address and port is bound once.',
  why: 'HAProxy starts without a word, and the kernel splits the connections between the two: half of the agents land in the wrong pool.',
  *check(inventory) {
    const first = bindsInSections(inventory);
    for (const pool of inventory.pools) {
      for (const bind of pool.binds) {
        const key = keyOf(bind);
        const taken = first.get(key);
        if (taken === undefined) first.set(key, firstBind(bind, pool));
        else yield finding(bind, pool, taken);
      }
    }
  },
};

function firstBind({ endpoint }: Bind, pool: Pool): Taken {
  return { at: endpoint.from, note: `first bound here, by ${poolName(pool)}`, pool };
}

function finding({ endpoint }: Bind, pool: Pool, { at, note, pool: taken }: Taken): Finding {
  return {
    message: `${formatEndpoint(endpoint.value)} is already bound`,
    at: endpoint.from,
    help:
      taken === pool
        ? 'leave one of the two out'
        : 'give each pool an address or a port of its own',
    related: [{ at, note }],
  };
}

/** What the kernel takes for one listener: address, port and interface. */
function keyOf({ endpoint, interface: device }: Bind): string {
  const address = normalize(formatEndpoint(endpoint.value), endpoint.value.port);
  return device === undefined ? address : `${address} ${device.value}`;
}

/** 0.0.0.0 and * are the same to HAProxy. */
function normalize(endpoint: string, port: number): string {
  return endpoint === `0.0.0.0:${port}` ? `*:${port}` : endpoint;
}

function bindsInSections({ haproxy }: Inventory): Map<string, Taken> {
  const binds = new Map<string, Taken>();
  if (haproxy.sections === undefined) return binds;
  const { sections, place } = haproxy.sections;
  for (const { words, origin } of sections.flatMap((section) => section.lines)) {
    if (words[0] !== 'bind') continue;
    for (const text of (words[1] ?? '').split(',')) {
      const endpoint = parseEndpoint(text);
      if (isRefusal(endpoint)) continue;
      const key = normalize(formatEndpoint(endpoint.value), endpoint.value.port);
      binds.set(key, { at: { ...place, line: origin }, note: 'first bound here' });
    }
  }
  return binds;
}
