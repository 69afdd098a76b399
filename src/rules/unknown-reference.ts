import type { Inventory, Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import type { Finding, Rule } from './rule.ts';

/** A line names a table, a list, a server or a section that is not there. */
export const unknownReference: Rule = {
  code: 'HAP339',
  name: 'unknown-reference',
  severity: 'error',
  summary: 'Every table, ACL, server and backend that a line names is there.',
  why: 'HAProxy refuses the whole file where a name leads nowhere.',
  *check(inventory) {
    if (!inventory.haproxy.isWhole) return;
    const proxies = [...poolScopes(inventory), ...sectionScopes(inventory)];
    const backends = new Set(proxies.flatMap(({ backend }) => backend ?? []));
    const tables = new Set(proxies.flatMap(({ name, lines }) => (hasTable(lines) ? [name] : [])));
    for (const scope of proxies) yield* judge(scope, { backends, tables });
  },
};

/** A proxy, and the lines in it that somebody wrote. */
interface Scope {
  readonly name: string | undefined;
  /** Its name where others may send clients to it. */
  readonly backend: string | undefined;
  readonly lines: readonly { readonly words: readonly string[]; readonly at: Origin }[];
  readonly servers: ReadonlySet<string | undefined>;
}

interface Known {
  readonly backends: ReadonlySet<string | undefined>;
  readonly tables: ReadonlySet<string | undefined>;
}

function poolScopes({ pools }: Inventory): Scope[] {
  return pools.map(({ name, extra, servers }: Pool) => ({
    name: name?.value,
    backend: name?.value,
    lines: extra.map(({ value, from }) => ({ words: value, at: from })),
    servers: new Set(servers.map((server) => server.name?.value)),
  }));
}

function sectionScopes({ haproxy: { sections: written } }: Inventory): Scope[] {
  const { sections = [], place } = written ?? {};
  if (place === undefined) return [];
  return sections.flatMap(({ words: [keyword = '', name], lines }): Scope[] => {
    if (!['listen', 'frontend', 'backend'].includes(keyword)) return [];
    if (lines.some(({ words: [first = ''] }) => first.startsWith('.'))) return [];
    const servers = lines.filter(({ words: [first] }) => first === 'server');
    return [
      {
        name,
        backend: keyword === 'frontend' ? undefined : name,
        lines: lines.map(({ words, origin }) => ({ words, at: { ...place, line: origin } })),
        servers: new Set(servers.map(({ words }) => words[1])),
      },
    ];
  });
}

function hasTable(lines: Scope['lines']): boolean {
  return lines.some(({ words: [first] }) => first === 'stick-table');
}

function* judge(scope: Scope, known: Known): Iterable<Finding> {
  const acls = new Set<string>();
  for (const { words, at } of scope.lines) {
    if (words[0] === 'acl' && words[1] !== undefined) acls.add(words[1]);
    const problem = problemOf(words, scope, known) ?? unknownAcl(words, acls);
    if (problem !== undefined) yield { ...problem, at };
  }
}

type Problem = Pick<Finding, 'message' | 'help'>;

function problemOf(
  words: readonly string[],
  { name, servers }: Scope,
  { backends, tables }: Known,
): Problem | undefined {
  const [first, second = ''] = words;
  if (first === 'default_backend' || first === 'use_backend') {
    const isOpen = second.includes('%[') || backends.has(second);
    return isOpen ? undefined : missing(`backend ${quote(second)}`, second, backends);
  }
  if (first === 'use-server') {
    const isOpen = second.includes('%[') || servers.has(second);
    return isOpen ? undefined : missing(`server ${quote(second)} here`, second, servers);
  }
  if (first !== 'stick' && !words.some((word) => /^track-sc[0-9]+$/.test(word))) return undefined;
  const table = words[words.indexOf('table') + 1];
  const asked = words.includes('table') ? table : name;
  if (tables.has(asked)) return undefined;
  return { message: 'there is no table for this line', help: 'write a stick-table beside it' };
}

function missing(what: string, word: string, known: Iterable<string | undefined>): Problem {
  const names = [...known].filter((name) => name !== undefined);
  const near = nearest(word, names);
  const help = near === undefined ? 'name one that is there' : `did you mean "${near}"?`;
  return { message: `there is no ${what}`, help };
}

/** ACLs that HAProxy brings along (configuration manual 7.4). */
const builtinAcls: ReadonlySet<string> = new Set(
  'FALSE TRUE HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_3.0 HTTP_CONTENT HTTP_URL_ABS HTTP_URL_SLASH HTTP_URL_STAR LOCALHOST METH_CONNECT METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT METH_TRACE RDP_COOKIE REQ_CONTENT WAIT_END'.split(
    ' ',
  ),
);

/** What stands behind "if" or "unless" is names of ACLs, "or", "||", "!" and ACLs in braces. */
function unknownAcl(words: readonly string[], acls: ReadonlySet<string>): Problem | undefined {
  const at = words.findIndex((word) => word === 'if' || word === 'unless');
  if (at <= 0 || words[0] === 'acl') return undefined;
  let depth = 0;
  for (const word of words.slice(at + 1)) {
    if (word === '{') depth += 1;
    else if (word === '}') depth -= 1;
    else if (depth === 0) {
      const name = word.replace(/^!+/, '');
      const isSign = name === '' || name === 'or' || name === '||' || name.startsWith('{');
      if (isSign || acls.has(name) || builtinAcls.has(name)) continue;
      return missing(`acl ${quote(name)} above this line`, name, acls);
    }
  }
  return undefined;
}
