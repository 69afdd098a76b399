import { hasTemplateServer } from '../haproxy/model/template.ts';
import { explainConditions, type KnownAcls } from '../haproxy/syntax/explain-condition.ts';
import { readRuleLine } from '../haproxy/syntax/rule-line.ts';
import { sampledServers } from '../haproxy/syntax/server-references.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Finding, Rule } from './rule.ts';
import { type ProxyScope, proxyScopes } from './shared/proxy-scopes.ts';
import { writtenSections } from './shared/sections.ts';

/** A line names a table, a list, a server or a section that is not there. */
export const unknownReference: Rule = {
  code: 'HAP339',
  name: 'unknown-reference',
  severity: 'error',
  summary: 'A line names a table, ACL, server or backend that does not exist.',
  why: 'HAProxy refuses the whole file where a name leads nowhere, and where a condition cannot be read.',
  *check(inventory) {
    if (!inventory.haproxy.isValid) return;
    const scopes = proxyScopes(inventory);
    const known = findNames(inventory, scopes);
    for (const scope of scopes) yield* check(scope, known);
  },
};

/** The names that every proxy may use; undefined where some of them could not be read. */
interface Known extends Pick<KnownAcls, 'version' | 'nearest'> {
  readonly backends: ReadonlySet<string> | undefined;
  readonly tables: ReadonlySet<string> | undefined;
  /** The proxies that have a name. */
  readonly proxies: ReadonlyMap<string, ProxyScope>;
}

function findNames(inventory: Inventory, scopes: readonly ProxyScope[]): Known {
  const named = scopes.flatMap((scope): [string, ProxyScope][] =>
    scope.name === undefined ? [] : [[scope.name, scope]],
  );
  const backends = named.filter(([, { kind }]) => kind !== 'frontend');
  const withTable = named.filter(([, { lines }]) =>
    lines.some(({ words: [first] }) => first === 'stick-table'),
  );
  const tables = [...withTable.map(([name]) => name), ...peersTables(inventory)];
  return {
    version: inventory.haproxy.version.value,
    nearest: toNearest(),
    proxies: new Map(named),
    backends: named.length === scopes.length ? new Set(backends.map(([name]) => name)) : undefined,
    tables: scopes.every(({ areLinesWhole }) => areLinesWhole) ? new Set(tables) : undefined,
  };
}

/** The tables of peers sections, which others name PEERS/TABLE. */
function peersTables(inventory: Inventory): string[] {
  const peers = writtenSections(inventory).filter(({ words: [keyword] }) => keyword === 'peers');
  return peers.flatMap(({ words: [, name], lines }) =>
    lines.flatMap(({ words: [first, table] }) => (first === 'table' ? `${name}/${table}` : [])),
  );
}

function* check(scope: ProxyScope, known: Known): Iterable<Finding> {
  const { lines } = scope;
  const names = lines.flatMap(({ words: [first, name = ''] }) => (first === 'acl' ? [name] : []));
  const acls = { ...known, above: new Set<string>(), everywhere: new Set(names) };
  const lastDefault = lines.findLast(({ words: [first] }) => first === 'default_backend');
  for (const line of lines) {
    const { words, at, isConditional } = line;
    if (words[0] === 'acl' && words[1] !== undefined) acls.above.add(words[1]);
    const isReplaced = words[0] === 'default_backend' && line !== lastDefault;
    // A frontend leaves out what says how servers are chosen, unread.
    const isIgnored = scope.kind === 'frontend' && words[0] === 'stick';
    if (isConditional || isReplaced || isIgnored) continue;
    const problem = problemOf(words, scope, known, acls);
    if (problem !== undefined) yield { ...problem, at };
  }
}

function problemOf(
  words: readonly string[],
  scope: ProxyScope,
  known: Known,
  acls: KnownAcls,
): Problem | undefined {
  const { conditions, table } = readRuleLine(words);
  const name = scope.mayBeDisabled
    ? undefined
    : (unknownName(words, scope, known) ??
      unknownTable(table, scope, known) ??
      unknownSampled(words, scope, known));
  return name ?? (scope.areLinesWhole ? explainConditions(conditions, acls) : undefined);
}

type Problem = Pick<Finding, 'message' | 'help'>;

function unknownName(
  words: readonly string[],
  scope: ProxyScope,
  known: Known,
): Problem | undefined {
  const [first, name = ''] = words;
  if (first !== 'default_backend' && /%./.test(name)) return undefined;
  if (first === 'default_backend' || first === 'use_backend') {
    const { backends } = known;
    if (backends === undefined || backends.has(name)) return undefined;
    return missing(`backend ${quote(name)}`, name, backends, known);
  }
  return first === 'use-server' ? unknownServer(name, 'here', scope, known) : undefined;
}

/** A server that a sample asks for, such as srv_is_up(compile/compile01), and that is not there. */
function unknownSampled(
  words: readonly string[],
  scope: ProxyScope,
  known: Known,
): Problem | undefined {
  for (const text of sampledServers(words)) {
    const [first = '', server] = text.split('/', 2);
    const problem =
      server === undefined
        ? unknownServer(first, 'here', scope, known)
        : unknownServerIn(first, server, known);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unknownServerIn(proxy: string, server: string, known: Known): Problem | undefined {
  const owner = known.proxies.get(proxy);
  if (owner !== undefined) return unknownServer(server, `in ${quote(proxy)}`, owner, known);
  if (known.backends === undefined) return undefined;
  return missing(`proxy ${quote(proxy)}`, proxy, known.proxies.keys(), known);
}

function unknownServer(
  name: string,
  where: string,
  { servers, templates, areServersWhole }: ProxyScope,
  known: Known,
): Problem | undefined {
  if (!areServersWhole || servers.has(name)) return undefined;
  if (templates.some((line) => hasTemplateServer(line, name))) return undefined;
  return missing(`server ${quote(name)} ${where}`, name, servers, known);
}

function missing(what: string, word: string, names: Iterable<string>, { nearest }: Known): Problem {
  const near = nearest(word, names);
  const help = near === undefined ? 'name one that is there' : `did you mean "${near}"?`;
  return { message: `there is no ${what}`, help };
}

function unknownTable(
  table: ReturnType<typeof readRuleLine>['table'],
  scope: ProxyScope,
  known: Known,
): Problem | undefined {
  const { tables, proxies } = known;
  const name = table?.name ?? scope.name;
  if (table === undefined || tables === undefined || name === undefined) return undefined;
  if (tables.has(name)) return undefined;
  if (table.name === undefined) {
    return { message: 'there is no table for this line', help: 'write a stick-table beside it' };
  }
  if (proxies.has(name)) {
    const message = `${quote(name)} has no stick-table`;
    return { message, help: 'write one there, or name another table' };
  }
  return missing(`table ${quote(name)}`, name, tables, known);
}
