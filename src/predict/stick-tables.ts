import { readableWords } from '../haproxy/model/directive.ts';
import type { Directive, Proxies } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { readRuleLine } from '../haproxy/syntax/rule-line.ts';

/** A table by which clients of a section keep their server. */
export interface StickTable {
  /** The words of the rule that looks there. */
  readonly rule: string;
  readonly name: string;
  readonly type: string;
  /** The peers to which HAProxy sends its entries; undefined where it sends them to nobody. */
  readonly peers: string | undefined;
}

/** Finds the first table in which a section looks for the server of a client, and in which some section stores it. */
export function stickTableOf({ back }: Service, proxies: Proxies): StickTable | undefined {
  const stored = new Set(
    proxies.proxies
      .filter(({ kind }) => kind !== 'frontend')
      .flatMap(({ name, directives }) =>
        directives.flatMap((one) => (isStick(one, storing) ? [tableName(one, name)] : [])),
      ),
  );
  const rule = back.directives.find(
    (one) => isStick(one, matching) && stored.has(tableName(one, back.name)),
  );
  if (rule === undefined) return undefined;
  const name = tableName(rule, back.name);
  return { rule: rule.words.join(' '), name, ...definitionOf(name, proxies) };
}

const matching = /^(on|match)$/;
const storing = /^(on|store-request|store-response)$/;

function isStick({ words: [first, second = ''] }: Directive, kinds: RegExp): boolean {
  return first === 'stick' && kinds.test(second);
}

function tableName({ words }: Directive, own: string): string {
  return readRuleLine(words).table?.name ?? own;
}

function definitionOf(name: string, proxies: Proxies): Pick<StickTable, 'type' | 'peers'> {
  const owner = proxies.proxies.find((proxy) => proxy.name === name);
  const words = owner?.directives.find((one) => one.words[0] === 'stick-table')?.words ?? [];
  if (words.length > 0)
    return { type: wordAfter(words, 'type') ?? '', peers: wordAfter(words, 'peers') };
  const [peers = '', table] = name.split('/');
  const line = peersLines(peers, proxies).find(
    ([first, own]) => first === 'table' && own === table,
  );
  return line === undefined
    ? { type: '', peers: undefined }
    : { type: wordAfter(line, 'type') ?? '', peers };
}

function wordAfter(words: readonly string[], word: string): string | undefined {
  const at = words.indexOf(word);
  return at === -1 ? undefined : words[at + 1];
}

function peersLines(name: string, { others }: Proxies): string[][] {
  return others
    .filter(({ opening }) => readableWords(opening).join(' ') === `peers ${name}`)
    .flatMap(({ lines }) => lines.map(readableWords));
}

/**
 * Whether a new process learns the entries of a table from the old one, which must have run for five
 * seconds (HAProxy 2.2 to 3.2): the peers of both have this machine among them, and both have the table by one name and type. Without "localpeer" a
 * machine is known by its host name, which no file says; then one of the peers is taken for it.
 */
export function isTableKept(
  before: { readonly table: StickTable; readonly proxies: Proxies },
  after: { readonly table: StickTable; readonly proxies: Proxies },
): boolean {
  const { name, type, peers } = before.table;
  const isSame = name === after.table.name && type === after.table.type;
  if (!isSame || peers === undefined || peers !== after.table.peers) return false;
  return [before, after].every(({ proxies }) => hasLocalPeer(peers, proxies));
}

function hasLocalPeer(name: string, proxies: Proxies): boolean {
  const lines = peersLines(name, proxies);
  if (lines.some(([first]) => first === 'disabled')) return false;
  const peers = lines.flatMap(([first, peer = '']) =>
    first === 'peer' || first === 'server' ? [peer] : [],
  );
  const local = proxies.global.map(readableWords).findLast(([first]) => first === 'localpeer')?.[1];
  return local === undefined ? peers.length > 0 : peers.includes(local);
}
