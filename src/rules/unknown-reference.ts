import { hasTemplateServer } from '../haproxy/model/template.ts';
import { explainConditions, type KnownAcls } from '../haproxy/syntax/explain-condition.ts';
import { readRuleLine } from '../haproxy/syntax/rule-line.ts';
import { sampledServers } from '../haproxy/syntax/server-references.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Finding, Rule } from './rule.ts';
import { type ProxyScope, proxyScopes, type ScopeLine } from './shared/proxy-scopes.ts';

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
  readonly proxies: ReadonlySet<string>;
  readonly scopes: ReadonlyMap<string, ProxyScope>;
}

function findNames({ haproxy }: Inventory, scopes: readonly ProxyScope[]): Known {
  const named = scopes.flatMap((scope) =>
    scope.name === undefined ? [] : [{ ...scope, name: scope.name }],
  );
  const backends = named.filter(({ kind }) => kind !== 'frontend');
  const tables = named.filter(({ lines }) => hasTable(lines)).map(({ name }) => name);
  return {
    version: haproxy.version.value,
    nearest: toNearest(),
    proxies: new Set(named.map(({ name }) => name)),
    scopes: new Map(named.map((scope) => [scope.name, scope])),
    backends: namesOf(backends, named.length === scopes.length),
    tables: scopes.every(({ areLinesWhole }) => areLinesWhole)
      ? new Set([...tables, ...peersTables(haproxy)])
      : undefined,
  };
}

function namesOf(
  scopes: readonly { readonly name: string }[],
  isWhole: boolean,
): ReadonlySet<string> | undefined {
  return isWhole ? new Set(scopes.map(({ name }) => name)) : undefined;
}

function hasTable(lines: readonly ScopeLine[]): boolean {
  return lines.some(({ words: [first] }) => first === 'stick-table');
}

/** The tables of peers sections, which others name PEERS/TABLE. */
function peersTables({ sections }: Inventory['haproxy']): string[] {
  return (sections?.sections ?? []).flatMap(({ words: [keyword, peers], lines }) =>
    keyword === 'peers'
      ? lines.flatMap(({ words: [first, name] }) => (first === 'table' ? [`${peers}/${name}`] : []))
      : [],
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
    if (isConditional || isReplaced || isIgnored(words, scope)) continue;
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

/** A frontend leaves out what says how servers are chosen, unread. */
function isIgnored([first]: readonly string[], { kind }: ProxyScope): boolean {
  return kind === 'frontend' && first === 'stick';
}

type Problem = Pick<Finding, 'message' | 'help'>;

function unknownName(
  words: readonly string[],
  scope: ProxyScope,
  known: Known,
): Problem | undefined {
  const [first, name = ''] = words;
  const isOpen = first !== 'default_backend' && /%./.test(name);
  if (isOpen) return undefined;
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
    const [own = '', server] = text.split('/', 2);
    const problem =
      server === undefined
        ? unknownServer(own, 'here', scope, known)
        : unknownServerIn(own, server, known);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unknownServerIn(proxy: string, server: string, known: Known): Problem | undefined {
  const owner = known.scopes.get(proxy);
  if (owner !== undefined) return unknownServer(server, `in ${quote(proxy)}`, owner, known);
  if (known.backends === undefined) return undefined;
  return missing(`proxy ${quote(proxy)}`, proxy, known.proxies, known);
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
