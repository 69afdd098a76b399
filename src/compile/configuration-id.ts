import { hasCommand } from '../haproxy/facts/runtime-commands.ts';
import { serverOptionOf } from '../haproxy/facts/server-options.ts';
import { configurationIdWord, withoutConfigurationId } from '../haproxy/model/configuration-id.ts';
import { isDynamic } from '../haproxy/model/hash-type.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { hash48 } from '../text/hash.ts';
import type { Deployment } from './deployment.ts';
import { line } from './lines.ts';
import type { OutputLine, OutputSection } from './output.ts';

/** Writes into `global` which configuration this is, behind a description of the user's own. */
export function withConfigurationId(deployment: Deployment, inventory: Inventory): Deployment {
  const id = configurationIdWord(hashOf(deployment, inventory));
  return {
    ...deployment,
    base: deployment.base.map((section) =>
      section.words[0] === 'global' ? { ...section, lines: describe(section.lines, id) } : section,
    ),
  };
}

/** HAProxy keeps the last description, and reads all words of it. */
function describe(lines: readonly OutputLine[], id: string): OutputLine[] {
  const own = lines.findLastIndex(({ words }) => words[0] === 'description');
  const described = lines[own];
  if (described === undefined) return [line('builtin', 'description', id), ...lines];
  const words = [...withoutConfigurationId(described.words), id];
  const whole = words.length === 1 ? ['description', id] : words;
  return lines.with(own, { ...described, words: whole });
}

/** A hash of all words, without what commands can change while HAProxy runs, and without comments. */
function hashOf({ base, listens, verbatim }: Deployment, inventory: Inventory): string {
  const words = [...base, ...listens].map(toFixedWords(inventory));
  return hash48(JSON.stringify([words, verbatim?.text]));
}

function toFixedWords({ haproxy, pools }: Inventory): (section: OutputSection) => unknown {
  const byName = new Map(pools.map((pool) => [pool.name?.value, pool]));
  const tracked = new Set(
    pools.flatMap(({ servers }) => servers.flatMap((server) => trackedServer(server) ?? [])),
  );
  const { value: version } = haproxy.running ?? haproxy.version;
  const movesChecks = hasCommand(version, 'set server check-addr');
  return ({ words: opening, lines }) => {
    const pool = byName.get(opening[1]);
    const servers = pool?.servers.values();
    return [
      opening,
      ...lines.map(({ words }) => {
        const server = words[0] === 'server' ? servers?.next().value : undefined;
        if (pool === undefined || server === undefined) return words;
        const isTracked = tracked.has(`${pool.name?.value}/${server.name?.value}`);
        return fixedWords(words, { pool, server, isTracked, movesChecks });
      }),
    ];
  };
}

interface Named {
  readonly pool: Pool;
  readonly server: Server;
  readonly isTracked: boolean;
  /** Whether the runtime socket moves checks and agents, beside the port of a check. */
  readonly movesChecks: boolean;
}

/** The words of a server line that only a reload changes. */
function fixedWords([, name = '', address = '', ...words]: readonly string[], of: Named): string[] {
  const isNamed = of.server.address !== undefined && 'hostName' in of.server.address.value;
  const fixed = [name, isNamed ? address : ''];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const { takes = 'nothing', runtime } = serverOptionOf(word) ?? {};
    const next = at + (takes === 'nothing' ? 1 : 2);
    const isChangeable = runtime !== undefined && !isFixed(word, words, of);
    if (!isChangeable) fixed.push(...words.slice(at, next));
    else if (runtime === 'value') fixed.push(word);
    at = next;
  }
  return fixed;
}

/** Where a reload is needed all the same for what the runtime socket can change elsewhere. */
function isFixed(
  option: string,
  words: readonly string[],
  { pool, isTracked, movesChecks }: Named,
): boolean {
  switch (option) {
    case 'weight':
      return !isDynamic(pool.balance.value.algorithm, pool.hashType.value.method);
    case 'disabled':
      return isTracked;
    case 'maxconn':
      return words.includes('minconn');
    case 'port':
      return false;
    default:
      return !movesChecks || (option === 'addr' && words.includes('agent-check'));
  }
}
