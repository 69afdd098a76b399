import type { CommentBook } from './comments.ts';
import type { PoolDraft } from './pool-draft.ts';
import { serverEntries } from './server.ts';
import { map, type YamlEntry } from './yaml-text.ts';

/** Servers that several pools have with the same words, by name. */
export type ImportedHosts = ReadonlyMap<string, YamlEntry>;

/**
 * Finds the servers that are in several pools and the same in all of them, so that a drain is said
 * once; an address that two of them have, or a name that would be a pattern, is left to the pools.
 */
export function findHosts(pools: readonly PoolDraft[], comments: CommentBook): ImportedHosts {
  const seen = new Map<
    string,
    { count: number; address: string; same: string | undefined; entry: () => YamlEntry }
  >();
  for (const { service, common } of pools) {
    for (const server of service.back.servers) {
      const facts = serverEntries(server, common).filter(({ key }) => key !== 'name');
      const [same, address] = [JSON.stringify(facts), JSON.stringify(facts[0])];
      const before = seen.get(server.name);
      const entry = (): YamlEntry => ({
        key: server.name,
        value: map(facts, true),
        ...comments.around(server.line),
      });
      if (before === undefined) seen.set(server.name, { count: 1, address, same, entry });
      else {
        before.count += 1;
        if (before.same !== same) before.same = undefined;
      }
    }
  }
  const shared = [...seen].filter(
    ([name, { count, same }]) => count > 1 && same !== undefined && !/[[*?]/.test(name),
  );
  const counts = new Map<string, number>();
  for (const [, { address }] of shared) {
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return new Map(
    shared
      .filter(([, { address }]) => counts.get(address) === 1)
      .map(([name, { entry }]) => [name, entry()]),
  );
}
