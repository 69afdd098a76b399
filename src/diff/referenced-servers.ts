import type { Proxies } from '../haproxy/model/proxies.ts';
import { sampledServers } from '../haproxy/syntax/server-references.ts';
import { type ConfigurationChange, reload } from './change.ts';

/** The servers that rules name, as "pool/server"; HAProxy 2.6 to 3.2 refuses to delete them while it runs. */
export function referencedServers({ proxies }: Proxies): Set<string> {
  return new Set(
    proxies.flatMap(({ name, directives }) =>
      directives.flatMap(({ words }) => {
        const used = words[0] === 'use-server' ? words.slice(1, 2) : [];
        return [...used, ...sampledServers(words)].map((server) =>
          server.includes('/') ? server : `${name}/${server}`,
        );
      }),
    ),
  );
}

/** Changes of a pool, in which the removal of a server that a rule names needs a reload. */
export function keepReferenced(
  changes: readonly ConfigurationChange[],
  pool: string,
  referenced: ReadonlySet<string>,
): ConfigurationChange[] {
  return changes.map((change) => {
    const { kind, server, action } = change;
    const isRefused =
      kind === 'removed' && action.kind === 'runtime' && referenced.has(`${pool}/${server}`);
    return isRefused ? { ...change, action: reload('a rule refers to it') } : change;
  });
}
