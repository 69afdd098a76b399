import type { Proxies } from './proxies.ts';
import type { Service } from './services.ts';

/** Where a section sends its clients. */
export interface Route {
  /** From "if" or "unless" on; empty for all clients that no condition sends elsewhere. */
  readonly condition: readonly string[];
  readonly service: Service;
}

/**
 * The servers that clients of a section can reach, in the order in which HAProxy asks: every "use_backend", then
 * "default_backend" wherever it stands, then the section's own servers (configuration manual 4.2). What no client
 * comes to is left out, and a backend that only a client's request names.
 */
export function routesOf(front: Service['front'], { proxies }: Proxies): Route[] {
  const backends = new Map(
    proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
  );
  const targets = (keyword: string) =>
    front.directives.flatMap(({ words: [first, target = '', ...condition] }) =>
      first === keyword ? [{ back: backends.get(target), condition }] : [],
    );
  const all = [
    ...targets('use_backend'),
    ...targets('default_backend').map(({ back }) => ({ back, condition: [] })),
    ...(front.kind === 'listen' ? [{ back: front, condition: [] }] : []),
  ];
  const end = all.findIndex(({ condition }) => condition.length === 0);
  const known = new Set<string>();
  return all.slice(0, end === -1 ? undefined : end + 1).flatMap(({ back, condition }): Route[] => {
    const text = condition.join(' ');
    const isReached = !known.has(text);
    known.add(text);
    if (!isReached || back === undefined) return [];
    return [{ condition, service: { name: back.name, front, back } }];
  });
}
