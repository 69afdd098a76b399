import type { Path } from './path.ts';

/** What is being written at a place of a document, whether or not it can be parsed. */
export interface Cursor {
  /** Of what the word belongs to: the mapping of a key, the property of a value, the list of an item. */
  readonly path: Path;
  /** A key; a value behind a colon; an item of a list, which may be a value or the first key of a mapping. */
  readonly part: 'key' | 'value' | 'item';
  /** The part of the word before the place. */
  readonly word: string;
  /** The keys that the mapping has already. */
  readonly siblings: ReadonlySet<string>;
}

/** A mapping or a list in blocks that is open at a line. */
interface Block {
  readonly indent: number;
  readonly keys: Set<string> | undefined;
  step: string | number;
}

const key = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#[\]{},&*!|>%@`-].*?|-[^\s:]+))[ \t]*:(?=[ \t]|$)/;

/** Finds out by lines and indents what is written at an offset; nothing in comments, quotes and texts of several lines. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const blocks: Block[] = [];
  const open = readLines(text.slice(0, start).split('\n').slice(0, -1), blocks);
  const line = text.slice(start, offset);
  if (open?.flow !== undefined) return inFlow([...open.flow, line].join('\n'), pathOf(blocks));
  if (open !== undefined && indentOf(line) > open.indent) return undefined;
  return atLine(line, blocks, text.slice(offset));
}

/** The keys of a mapping at the top of a document, whether or not that can be parsed. */
export function keysOfTop(text: string, name: string): ReadonlySet<string> {
  const all = text.split('\n');
  const from = all.findIndex((line) => new RegExp(`^["']?${name}["']?[ \\t]*:`).test(line));
  if (from === -1) return new Set();
  const length = all.slice(from + 1).findIndex((line) => /^[^\s#]/.test(line));
  const lines = all.slice(from, length === -1 ? undefined : from + 1 + length);
  const flow = /:\s*(\{.*)$/s.exec(lines.join('\n'))?.[1];
  if (flow !== undefined && lines[0]?.includes('{')) {
    return inFlow(`${flow.replace(/\}\s*(?:#[^\n]*)?\s*$/, '')},`, [])?.siblings ?? new Set();
  }
  const blocks: Block[] = [];
  readLines(lines, blocks);
  return blocks[1]?.keys ?? new Set();
}

/** What goes on behind a line: a flow collection with its lines so far, or a text that is indented deeper. */
interface Open {
  readonly indent: number;
  readonly flow?: string[];
  readonly depth?: number;
}

function readLines(lines: readonly string[], blocks: Block[]): Open | undefined {
  let open: Open | undefined;
  for (const line of lines) {
    if (open?.flow !== undefined) {
      open.flow.push(line);
      const depth: number = (open.depth ?? 0) + depthOf(line);
      open = depth > 0 ? { ...open, depth } : undefined;
      continue;
    }
    if (open !== undefined && (line.trim() === '' || indentOf(line) > open.indent)) continue;
    open = /^\s*(?:#|$)/.test(line) ? undefined : readLine(line, blocks);
  }
  return open;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function readLine(line: string, blocks: Block[]): Open | undefined {
  const { rest, indent } = enterItems(line, blocks);
  const found = key.exec(rest);
  if (found !== null) enterKey(blocks, indent, keyText(found));
  const value = (found === null ? rest : rest.slice(found[0].length)).trim();
  const of = blocks.at(-1)?.indent ?? 0;
  if (/^[|>][-+0-9]*(?:\s+#.*)?$/.test(value)) return { indent: of };
  const depth = /^[[{]/.test(value) ? depthOf(value) : 0;
  return depth > 0 ? { indent: of, flow: [value], depth } : undefined;
}

function keyText(found: RegExpExecArray): string {
  return found[1] ?? found[2] ?? found[3] ?? '';
}

/** Enters the lists whose dashes begin a line; returns the rest of it, and its column. */
function enterItems(line: string, blocks: Block[]): { rest: string; indent: number } {
  let indent = indentOf(line);
  for (;;) {
    const rest = line.slice(indent);
    const dash = /^-(?:[ \t]+|$)/.exec(rest);
    if (dash === null) return { rest, indent };
    leave(blocks, indent);
    const top = blocks.at(-1);
    if (top?.indent === indent && top.keys === undefined) top.step = Number(top.step) + 1;
    else blocks.push({ indent, keys: undefined, step: 0 });
    indent += dash[0].length;
  }
}

/** Leaves what is indented deeper; a list may be indented as deep as its key. */
function leave(blocks: Block[], indent: number): void {
  while ((blocks.at(-1)?.indent ?? -1) > indent) blocks.pop();
}

function enterKey(blocks: Block[], indent: number, name: string): void {
  leaveFor(blocks, indent);
  const top = blocks.at(-1);
  if (top?.indent === indent && top.keys !== undefined) {
    top.keys.add(name);
    top.step = name;
  } else blocks.push({ indent, keys: new Set([name]), step: name });
}

function leaveFor(blocks: Block[], indent: number): void {
  leave(blocks, indent);
  const top = blocks.at(-1);
  if (top?.indent === indent && top.keys === undefined) blocks.pop();
}

function pathOf(blocks: readonly Block[]): Path {
  return blocks.map(({ step }) => step);
}

function atLine(line: string, blocks: Block[], after: string): Cursor | undefined {
  if (isQuotedOrComment(line)) return undefined;
  const { rest, indent } = enterItems(line, blocks);
  const found = key.exec(rest);
  if (found === null) return atWord(rest, indent, blocks, after);
  enterKey(blocks, indent, keyText(found));
  const value = rest.slice(found[0].length);
  const text = value.trimStart();
  if (/^[[{]/.test(text)) return inFlow(text, pathOf(blocks));
  if (value === '' || /^[|>&*!"']|\s/.test(text)) return undefined;
  return { path: pathOf(blocks), part: 'value', word: text, siblings: new Set() };
}

function atWord(rest: string, indent: number, blocks: Block[], after: string): Cursor | undefined {
  if (/^[[{]/.test(rest)) return inFlow(rest, pathOf(blocks));
  if (/\s/.test(rest)) return undefined;
  const top = blocks.at(-1);
  if (top?.keys === undefined && top !== undefined && top.indent < indent) {
    return { path: pathOf(blocks), part: 'item', word: rest, siblings: new Set() };
  }
  leaveFor(blocks, indent);
  const own = blocks.at(-1);
  if (own === undefined || own.indent < indent || own.keys === undefined) {
    return { path: pathOf(blocks), part: 'key', word: rest, siblings: keysBelow(after, indent) };
  }
  const siblings = new Set([...own.keys, ...keysBelow(after, indent)]);
  return { path: pathOf(blocks.slice(0, -1)), part: 'key', word: rest, siblings };
}

/** The keys of a mapping that follow. */
function keysBelow(after: string, indent: number): Set<string> {
  const keys = new Set<string>();
  for (const line of after.split('\n').slice(1)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (indentOf(line) < indent) break;
    const found = key.exec(line.slice(indent));
    if (indentOf(line) === indent && found !== null) keys.add(keyText(found));
  }
  return keys;
}

/** Whether a line ends in a comment, or in quotes that are not closed. */
function isQuotedOrComment(line: string): boolean {
  const rest = line.replace(/(?<![^\s[{,:])(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')/g, '""');
  return /(?:^|\s)#/.test(rest) || /(?:^|[\s[{,])["'][^"']*$/.test(rest);
}

interface Flow {
  readonly keys: Set<string> | undefined;
  step: string | number | undefined;
}

const token =
  /"(?:\\.|[^"\\])*("?)|'(?:''|[^'])*('?)|(?<=^|\s)#[^\n]*|[[\]{},]|:(?=[\s,[\]{}]|$)|\s+|(?:[^\s[\]{},:#]|:(?![\s,[\]{}]|$)|(?<!\s)#)+/g;

/** How many more collections a line opens than it closes. */
function depthOf(line: string): number {
  let depth = 0;
  for (const [word] of line.matchAll(token)) {
    if (word === '[' || word === '{') depth += 1;
    if (word === ']' || word === '}') depth -= 1;
  }
  return depth;
}

/** What is written at the end of a flow collection that is still open. */
function inFlow(text: string, outer: Path): Cursor | undefined {
  const open: Flow[] = [];
  let word = '';
  let last = '';
  for (const [part] of text.matchAll(token)) {
    last = part;
    if (!/^[[\]{},:]$/.test(part)) {
      word += /^[\s#]/.test(part) ? ' ' : part;
      continue;
    }
    readMark(part, word.trim(), open);
    // Behind a bracket that closes there is no word to begin.
    word = part === ']' || part === '}' ? '"' : '';
  }
  const isComment = last.startsWith('#') || last === ':';
  return isComment ? undefined : atFlowEnd(open, outer, word.trimStart());
}

function atFlowEnd(open: readonly Flow[], outer: Path, word: string): Cursor | undefined {
  const top = open.at(-1);
  if (top === undefined || /^["']|\s/.test(word)) return undefined;
  const steps = open.flatMap(({ step }) => step ?? []);
  const path = [...outer, ...steps];
  if (top.keys === undefined) return { path, part: 'item', word, siblings: new Set() };
  const isValue = top.step !== undefined;
  return { path, part: isValue ? 'value' : 'key', word, siblings: isValue ? new Set() : top.keys };
}

function readMark(mark: string, word: string, open: Flow[]): void {
  const top = open.at(-1);
  if (mark === '[') open.push({ keys: undefined, step: 0 });
  else if (mark === '{') open.push({ keys: new Set(), step: undefined });
  else if (mark === ']' || mark === '}') open.pop();
  else if (mark === ':' && top?.keys !== undefined) {
    top.step = word.replace(/^["']|["']$/g, '');
    top.keys.add(top.step);
  } else if (mark === ',' && top !== undefined) {
    top.step = top.keys === undefined ? Number(top.step) + 1 : undefined;
  }
}
