import type { Proxies, ProxyBind, ProxySection } from './proxies.ts';

/** What clients connect to and the servers behind it: a listen section, or a frontend and its backend. */
export interface Service {
  readonly name: string;
  /** What clients connect to; the listen section where it is one. */
  readonly front: ProxySection;
  /** What chooses the server; the listen section where it is one. */
  readonly back: ProxySection;
  /** By what clients come to a backend of several frontends; absent where those of `front` are all. */
  readonly binds?: readonly ProxyBind[];
}

/** Services, and the proxies that belong to none: a frontend that chooses among backends, and those. */
export interface Services {
  readonly services: readonly Service[];
  readonly alone: readonly ProxySection[];
}

/**
 * Joins each frontend with its backend where it has only one, and no other proxy uses that one. The
 * name is that of the backend, under which HAProxy shows the servers.
 */
export function joinServices({ proxies }: Proxies): Services {
  const users = countUsers(proxies);
  const backends = new Map(
    proxies.filter(({ kind }) => kind === 'backend').map((proxy) => [proxy.name, proxy]),
  );
  const joined = new Set<ProxySection>();
  const services: Service[] = [];
  for (const front of proxies) {
    const back = front.kind === 'listen' ? front : backendOf(front, backends, users);
    if (back === undefined || (front.kind === 'listen' && targetsOf(front).length > 0)) continue;
    services.push({ name: back.name, front, back });
    joined.add(front).add(back);
  }
  return { services, alone: proxies.filter((proxy) => !joined.has(proxy)) };
}

function backendOf(
  front: ProxySection,
  backends: ReadonlyMap<string, ProxySection>,
  users: ReadonlyMap<string, number>,
): ProxySection | undefined {
  if (front.kind !== 'frontend') return undefined;
  const [target, ...more] = targetsOf(front);
  if (target === undefined || more.length > 0 || users.get(target) !== 1) return undefined;
  const back = backends.get(target);
  return back?.mode.value === front.mode.value ? back : undefined;
}

/** The backends that a proxy sends clients to. */
export function targetsOf({ directives }: ProxySection): string[] {
  return directives.flatMap(({ words: [first, target = ''] }) =>
    first === 'default_backend' || first === 'use_backend' ? [target] : [],
  );
}

function countUsers(proxies: readonly ProxySection[]): Map<string, number> {
  const users = new Map<string, number>();
  for (const target of proxies.flatMap(targetsOf)) users.set(target, (users.get(target) ?? 0) + 1);
  return users;
}
