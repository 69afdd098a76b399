import type { Proxies } from './proxies.ts';
import type { Service } from './services.ts';

/** Where a section sends its clients. */
export interface Route {
  /** From "if" or "unless" on; empty for all clients that no condition sends elsewhere. */
  readonly condition: readonly string[];
  readonly service: Service;
}

/** The servers that clients of a section can reach; a backend that only a client's request names is left out. */
export function routesOf(front: Service['front'], { proxies }: Proxies): Route[] {
  const backends = new Map(
    proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
  );
  const routes = front.directives.flatMap(({ words: [first, target = '', ...condition] }) => {
    const back = backends.get(target);
    const isRoute = first === 'default_backend' || first === 'use_backend';
    if (!isRoute || back === undefined) return [];
    const service = { name: back.name, front, back };
    return [{ condition: first === 'use_backend' ? condition : [], service }];
  });
  const hasDefault = routes.some(({ condition }) => condition.length === 0);
  if (hasDefault || front.kind !== 'listen') return routes;
  return [...routes, { condition: [], service: { name: front.name, front, back: front } }];
}
