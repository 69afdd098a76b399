import { formatEndpoint, parseEndpoint } from '../haproxy/endpoint.ts';
import { isRefusal } from '../haproxy/judged.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import type { Rule } from './rule.ts';

interface Taken {
  readonly at: Origin;
  readonly note: string;
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
      const name = pool.name?.value;
      for (const { endpoint } of pool.binds) {
        const key = normalize(formatEndpoint(endpoint.value), endpoint.value.port);
        const taken = first.get(key);
        if (taken === undefined) {
          const note =
            name === undefined ? 'first bound here' : `first bound here, by pool "${name}"`;
          first.set(key, { at: endpoint.from, note });
          continue;
        }
        yield {
          message: `${formatEndpoint(endpoint.value)} is already bound`,
          at: endpoint.from,
          help: 'give each pool an address or a port of its own',
          related: [taken],
        };
      }
    }
  },
};

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
