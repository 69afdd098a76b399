import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { CommentBook } from './comments.ts';
import type { PoolDraft } from './pool-draft.ts';
import { type CommonServer, serverComments, serverEntries } from './server.ts';
import { map, text, type YamlEntry, type YamlValue } from './yaml-text.ts';

/** Servers that several pools have, by name: their common settings, and those as an entry. */
export type ImportedHosts = ReadonlyMap<
  string,
  { readonly facts: readonly YamlEntry[]; readonly entry: YamlEntry }
>;

/**
 * Finds the servers that are in several pools at one address, so that a drain is said once; an address
 * that two of them have, or a name that would be a pattern, is left to the pools.
 */
export function findHosts(pools: readonly PoolDraft[], comments: CommentBook): ImportedHosts {
  const seen = new Map<string, { count: number; facts: YamlEntry[]; server: ProxyServer }>();
  for (const { service, common } of pools) {
    for (const server of service.back.servers) {
      const facts = factsOf(server, common);
      const before = seen.get(server.name);
      if (before === undefined) seen.set(server.name, { count: 1, facts, server });
      else {
        before.count += 1;
        before.facts = before.facts.filter((fact) => isAmong(fact, facts));
      }
    }
  }
  const shared = [...seen].filter(
    ([name, { count, facts }]) =>
      count > 1 && addressOf(facts) !== undefined && !/[[*?]/.test(name),
  );
  const counts = new Map<string | undefined, number>();
  for (const [, { facts }] of shared) {
    counts.set(addressOf(facts), (counts.get(addressOf(facts)) ?? 0) + 1);
  }
  return new Map(
    shared
      .filter(([, { facts }]) => counts.get(addressOf(facts)) === 1)
      .map(([name, { facts, server }]) => [
        name,
        {
          facts,
          entry: { key: name, value: map(facts, true), ...serverComments(server, comments) },
        },
      ]),
  );
}

/** A server in a pool: the name of a host, with what is different here, or written out. */
export function serverValue(
  server: ProxyServer,
  common: CommonServer,
  hosts: ImportedHosts,
): YamlValue {
  const host = hosts.get(server.name);
  if (host === undefined) return map(serverEntries(server, common), true);
  const different = factsOf(server, common).filter((fact) => !isAmong(fact, host.facts));
  if (different.length === 0) return text(server.name);
  return map([{ key: 'host', value: text(server.name) }, ...different], true);
}

function factsOf(server: ProxyServer, common: CommonServer): YamlEntry[] {
  return serverEntries(server, common).filter(({ key }) => key !== 'name');
}

function isAmong(fact: YamlEntry, facts: readonly YamlEntry[]): boolean {
  const written = JSON.stringify(fact);
  return facts.some((other) => other.key === fact.key && JSON.stringify(other) === written);
}

function addressOf(facts: readonly YamlEntry[]): string | undefined {
  const address = facts.find(({ key }) => key === 'address');
  return address && JSON.stringify(address);
}
