import { isScalar, type Node, parseDocument } from 'yaml';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { FileLine, FileSection } from '../haproxy/syntax/configuration.ts';
import { duplicatePoolName } from '../rules/duplicate-pool-name.ts';
import { duplicateServerName } from '../rules/duplicate-server-name.ts';
import { removedKeyword } from '../rules/removed-keyword.ts';
import { repeatedDirective } from '../rules/repeated-directive.ts';
import { unknownKeyword } from '../rules/unknown-keyword.ts';
import { unknownReference } from '../rules/unknown-reference.ts';
import { Lines } from '../text/positions.ts';
import { type PathAt, pathAt } from '../yaml/path-at.ts';
import type { NoPool, PoolDraft } from './pool-draft.ts';
import { wordsText } from './server.ts';

/** An inventory as a text, and what it was made of. */
export interface WrittenInventory {
  readonly text: string;
  readonly pools: readonly PoolDraft[];
  /** The lines in "sections", one after the other; undefined for one that no file has. */
  readonly sections: readonly (FileLine | undefined)[];
  /** The lines of the global sections. */
  readonly global: readonly FileLine[];
}

/** A line of a file, wherever it is read again. */
export function lineKey({ source, number }: FileLine): string {
  return `${number} ${source.name}`;
}

/** What HAProxy refuses in any place. */
const refusals: ReadonlySet<string> = new Set([removedKeyword.code, unknownKeyword.code]);

/** What HAProxy refuses of sections. */
const refusalsOfSections: ReadonlySet<string> = new Set([
  unknownReference.code,
  duplicatePoolName.code,
]);

function whyNoPool(code: string, message: string): Omit<NoPool, 'place'> {
  const isFault = code === duplicateServerName.code;
  return { reason: isFault ? `${message}, and HAProxy refuses the file` : message, isFault };
}

/** What an inventory cannot contain in the way in which it was tried. */
export class Refused {
  /** Why a service stays a section, by its name. */
  readonly services: Map<string, NoPool> = new Map();
  /** Why a line is left out, by its key. */
  readonly lines: Map<string, string> = new Map();
  /** Lines of sections that are written again below, by their keys. */
  readonly repeated: Set<string> = new Set();
  /** Lines of global sections that "sections" holds, by their keys. */
  readonly apart: Set<string> = new Set();

  /** Learns from the errors that lint finds in what was written; whether there are new ones. */
  learn(written: WrittenInventory, diagnostics: readonly Diagnostic[]): boolean {
    const before = this.#size;
    const root = parseDocument(written.text).contents;
    for (const { severity, primary, message, code } of diagnostics) {
      if (severity !== 'error') continue;
      const at = pathAt(root, primary.span.start);
      const line = lineAt(written, at, primary.span.start);
      const isCopied = line !== undefined && at.path[1] === 'sections';
      const isLine = line !== undefined && refusals.has(code);
      if (isCopied && code === repeatedDirective.code) this.repeated.add(lineKey(line));
      else if (isLine || (isCopied && refusalsOfSections.has(code))) {
        this.lines.set(lineKey(line), message);
      } else this.#learnPlace(written, at, line, whyNoPool(code, message));
    }
    return this.#size > before;
  }

  get #size(): number {
    return this.services.size + this.lines.size + this.repeated.size + this.apart.size;
  }

  #learnPlace(
    written: WrittenInventory,
    at: PathAt,
    line: FileLine | undefined,
    why: Omit<NoPool, 'place'>,
  ): void {
    if (at.path[1] === 'global') this.#learnGlobal(written, at, line);
    else this.#learnPools(written, at, line, why);
  }

  /** A property of "global" holds all lines of its keyword. */
  #learnGlobal(
    { global }: WrittenInventory,
    { path: [, , key] }: PathAt,
    line: FileLine | undefined,
  ): void {
    const keyword = key === 'stats-socket' ? 'stats' : key;
    const lines = line ? [line] : global.filter(({ words: [first] }) => first?.text === keyword);
    for (const one of lines) this.apart.add(lineKey(one));
  }

  #learnPools(
    { pools }: WrittenInventory,
    { path }: PathAt,
    line: FileLine | undefined,
    why: Omit<NoPool, 'place'>,
  ): void {
    const [list, key] = path;
    const isMeant = ({ service: { back } }: PoolDraft, at: number): boolean => {
      if (list === 'pools') return at === key;
      if (list === 'hosts') return back.servers.some(({ name }) => name === key);
      return list === 'defaults' || (list === 'haproxy' && key === 'timeouts');
    };
    for (const { service } of pools.filter(isMeant)) {
      const place = line ?? partAt(service, path) ?? service.front.section.opening;
      this.services.set(service.name, { place, ...why });
    }
  }
}

/** The line of a file that a place of an inventory was made of. */
export function lineOf(written: WrittenInventory, offset: number): FileLine | undefined {
  const at = pathAt(parseDocument(written.text).contents, offset);
  const [, index] = at.path;
  const service = at.path[0] === 'pools' ? written.pools[Number(index)]?.service : undefined;
  return lineAt(written, at, offset) ?? (service && partAt(service, at.path));
}

/** The line of the server or the bind that a place of an inventory was made of. */
function partAt(
  { front, back }: Service,
  [list, name, part, index]: PathAt['path'],
): FileLine | undefined {
  if (list === 'hosts') return back.servers.find((server) => server.name === name)?.line;
  if (part === 'servers') return back.servers[Number(index)]?.line;
  return part === 'bind' ? front.binds[Number(index ?? 0)]?.line : undefined;
}

/** The line that was copied to a place of an inventory. */
function lineAt(
  { text, pools, sections, global }: WrittenInventory,
  { path, node }: PathAt,
  offset: number,
): FileLine | undefined {
  const [list, second, key] = path;
  if (list === 'haproxy' && second === 'sections') {
    const lines = new Lines(text);
    return sections[lines.lineAt(offset) - lines.lineAt(startOf(node)) - 1];
  }
  const isExtra = path.includes('extra') && isScalar(node);
  const hasWords = (line: FileLine) => wordsText(line) === (isExtra ? node.value : undefined);
  if (list === 'haproxy') return global.find(hasWords);
  const service = list === 'pools' && key === 'extra' ? pools[Number(second)]?.service : undefined;
  if (service === undefined) return undefined;
  const { front, back } = service;
  const found = [front.section, back.section, front.defaults, back.defaults]
    .flatMap((section: FileSection | undefined) => section?.lines ?? [])
    .find(hasWords);
  return found;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
