import { hasTemplateServer } from '../haproxy/model/template.ts';
import { explainConditions, type KnownAcls } from '../haproxy/syntax/explain-condition.ts';
import { readRuleLine } from '../haproxy/syntax/rule-line.ts';
import { sampledServers } from '../haproxy/syntax/server-references.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Finding, Rule } from './rule.ts';
import { sectionsBeside } from './shared/beside.ts';
import { type ProxyScope, proxyScopes, scopesBeside } from './shared/proxy-scopes.ts';
import { writtenSections } from './shared/sections.ts';

/** A line names a table, a list, a server or a section that is not there. */
export const unknownReference: Rule = {
  code: 'HAP339',
  name: 'unknown-reference',
  severity: 'error',
  summary: 'A line names a table, ACL, server or backend that does not exist.',
  why: 'HAProxy refuses the whole file if one name does not exist or one condition is not valid.',
  *check(inventory) {
    if (!inventory.haproxy.isValid) return;
    const scopes = proxyScopes(inventory);
    const names = findNames(inventory, [...scopesBeside(inventory), ...scopes]);
    for (const scope of scopes) yield* check({ ...names, scope });
  },
};

/** A proxy, and the names that every proxy may use; undefined where some of them could not be read. */
interface Known extends Pick<KnownAcls, 'version' | 'nearest'> {
  readonly scope: ProxyScope;
  readonly backends: ReadonlySet<string> | undefined;
  readonly tables: ReadonlySet<string> | undefined;
  /** The proxies that have a name. */
  readonly proxies: ReadonlyMap<string, ProxyScope>;
}

function findNames(inventory: Inventory, scopes: readonly ProxyScope[]): Omit<Known, 'scope'> {
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
  const all = [...sectionsBeside(inventory), ...writtenSections(inventory)];
  const peers = all.filter(({ words: [keyword] }) => keyword === 'peers');
  return peers.flatMap(({ words: [, name], lines }) =>
    lines.flatMap(({ words: [first, table] }) => (first === 'table' ? `${name}/${table}` : [])),
  );
}

function* check(known: Known): Iterable<Finding> {
  const { lines, kind, areLinesWhole } = known.scope;
  const names = lines.flatMap(({ words: [first, name = ''] }) => (first === 'acl' ? [name] : []));
  const acls = { ...known, above: new Set<string>(), everywhere: new Set(names) };
  const lastDefault = lines.findLast(({ words: [first] }) => first === 'default_backend');
  for (const line of lines) {
    const { words, at, isConditional } = line;
    if (words[0] === 'acl') acls.above.add(words[1] ?? '');
    const isReplaced = words[0] === 'default_backend' && line !== lastDefault;
    // A frontend leaves out what says how servers are chosen, unread.
    const isIgnored = kind === 'frontend' && words[0] === 'stick';
    if (isConditional || isReplaced || isIgnored) continue;
    const { conditions, table } = readRuleLine(words);
    const wrong = areLinesWhole ? explainConditions : () => undefined;
    const problem = unknownIn(words, table, known) ?? wrong(conditions, acls);
    if (problem !== undefined) yield { ...problem, at };
  }
}

type Problem = Pick<Finding, 'message' | 'help'> | undefined;
type Table = ReturnType<typeof readRuleLine>['table'];

function unknownIn(words: readonly string[], table: Table, known: Known): Problem {
  if (known.scope.mayBeDisabled) return undefined;
  const found = unknownName(words, known) ?? (table && unknownTable(table, known));
  if (found !== undefined) return found;
  for (const text of sampledServers(words)) {
    const problem = unknownSampled(text, known);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unknownName([first, name = '']: readonly string[], known: Known): Problem {
  if (first !== 'default_backend' && /%./.test(name)) return undefined;
  if (first === 'use-server') return unknownServer(name, 'here', known.scope, known);
  const { backends } = known;
  const isBackend = first === 'default_backend' || first === 'use_backend';
  if (!isBackend || backends === undefined || backends.has(name)) return undefined;
  return missing(`backend ${quote(name)}`, name, backends, known);
}

/** A server that a sample asks for, such as srv_is_up(compile/compile01), and that is not there. */
function unknownSampled(text: string, known: Known): Problem {
  const [first = '', server] = text.split('/', 2);
  if (server === undefined) return unknownServer(first, 'here', known.scope, known);
  const owner = known.proxies.get(first);
  if (owner !== undefined) return unknownServer(server, `in ${quote(first)}`, owner, known);
  if (known.backends === undefined) return undefined;
  return missing(`proxy ${quote(first)}`, first, known.proxies.keys(), known);
}

function unknownServer(name: string, where: string, scope: ProxyScope, known: Known): Problem {
  const { servers, templates, areServersWhole } = scope;
  if (!areServersWhole || servers.has(name)) return undefined;
  if (templates.some((line) => hasTemplateServer(line, name))) return undefined;
  return missing(`server ${quote(name)} ${where}`, name, servers, known);
}

function unknownTable({ name: own }: NonNullable<Table>, known: Known): Problem {
  const { tables, proxies, scope } = known;
  const name = own ?? scope.name;
  if (tables === undefined || name === undefined || tables.has(name)) return undefined;
  if (own === undefined) {
    return {
      message: 'there is no stick-table for this line',
      help: 'add a stick-table line beside it',
    };
  }
  if (!proxies.has(name)) return missing(`table ${quote(name)}`, name, tables, known);
  const message = `${quote(name)} has no stick-table`;
  return { message, help: `add a stick-table line to ${quote(name)}, or write another table` };
}

function missing(what: string, word: string, names: Iterable<string>, { nearest }: Known): Problem {
  const near = nearest(word, names);
  const help = near === undefined ? 'write a name that exists' : `did you mean "${near}"?`;
  return { message: `there is no ${what}`, help };
}
