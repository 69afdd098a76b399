import { findForbidden } from '../text/characters.ts';
import { findWideEncoding, isBinary } from '../text/encoding.ts';
import type { SourceText } from '../text/positions.ts';
import type { SourceProblem } from './problem.ts';

/** The size that an inventory may have, in bytes: 16 MiB. */
export const maxBytes: number = 16 * 1024 * 1024;

const maxLines = 1_000_000;
const maxForbidden = 20;
const maxCounted = 10_000;

/** Bytes as a text without its byte order mark, and what is wrong with them as a text. */
export interface Decoded {
  readonly source: SourceText;
  readonly problems: readonly SourceProblem[];
}

/** Decodes UTF-8; anything else, and characters that have no place in an inventory, are problems. */
export function decode(name: string, bytes: Uint8Array): Decoded {
  const start = { start: 0, end: 0 };
  if (bytes.length > maxBytes) {
    const problem: SourceProblem = { kind: 'too-large', span: start, what: 'more than 16 MiB' };
    return { source: { name, text: '' }, problems: [problem] };
  }
  const encoding = findWideEncoding(bytes);
  if (encoding !== undefined) {
    const problem: SourceProblem = { kind: 'not-utf8', span: start, encoding };
    return { source: { name, text: '' }, problems: [problem] };
  }
  const text = decodeStrictly(bytes);
  if (text === undefined) return undecodable(name, bytes);
  const source = { name, text };
  if (isBinary(text)) return { source, problems: [binary(text)] };
  if (hasTooManyLines(text)) {
    const what = 'more than 1,000,000 lines';
    return { source, problems: [{ kind: 'too-large', span: start, what }] };
  }
  return { source, problems: forbiddenCharacters(text) };
}

/** The first of each character, and how many more there are. */
function forbiddenCharacters(text: string): SourceProblem[] {
  const found = new Map<string, { at: number; others: number }>();
  for (const at of findForbidden(text, maxCounted)) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const known = found.get(character);
    if (known !== undefined) known.others += 1;
    else if (found.size < maxForbidden) found.set(character, { at, others: 0 });
  }
  return [...found].map(([character, { at, others }]) => ({
    kind: 'forbidden-character',
    span: { start: at, end: at + character.length },
    character,
    others,
    isEscaped: false,
  }));
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function undecodable(name: string, bytes: Uint8Array): Decoded {
  const text = new TextDecoder('utf-8').decode(bytes);
  const source = { name, text };
  if (text.includes('\0') || isBinary(text)) return { source, problems: [binary(text)] };
  const at = Math.max(0, text.indexOf('\ufffd'));
  const span = { start: at, end: at + 1 };
  return { source, problems: [{ kind: 'not-utf8', span, encoding: undefined }] };
}

/** Found at the first character that no text contains. */
function binary(text: string): SourceProblem {
  const at = Math.max(0, text.search(/[\0-\x08\x0e-\x1f\x7f\ufffd]/));
  return { kind: 'binary', span: { start: at, end: at + 1 }, isEmpty: /^\0*$/.test(text) };
}

function hasTooManyLines(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > maxLines) return true;
  }
  return false;
}
