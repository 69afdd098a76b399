import { findForbidden } from './characters.ts';
import type { SourceProblem } from './problem.ts';
import type { SourceText } from './text.ts';

/** The size that an inventory may have, in bytes: 16 MiB. */
export const maxBytes: number = 16 * 1024 * 1024;

const maxLines = 1_000_000;
const maxForbidden = 20;

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
  const utf16 = wideEncoding(bytes);
  if (utf16 !== undefined) {
    const problem: SourceProblem = { kind: 'not-utf8', span: start, encoding: utf16 };
    return { source: { name, text: '' }, problems: [problem] };
  }
  const text = decodeStrictly(bytes);
  if (text === undefined) return undecodable(name, bytes);
  const source = { name, text };
  if (hasTooManyLines(text)) {
    return {
      source,
      problems: [{ kind: 'too-large', span: start, what: 'more than 1,000,000 lines' }],
    };
  }
  const found = findForbidden(text, maxForbidden);
  const firstReturn = found.find((at) => text.charAt(at) === '\r');
  const told = found.filter((at) => text.charAt(at) !== '\r' || at === firstReturn);
  const problems = told.map((at): SourceProblem => {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    return {
      kind: 'forbidden-character',
      span: { start: at, end: at + character.length },
      character,
    };
  });
  return { source, problems };
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16';
  return undefined;
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
  const at = Math.max(0, text.indexOf('\ufffd'));
  const span = { start: at, end: at + 1 };
  const problem: SourceProblem = text.includes('\0')
    ? { kind: 'binary', span }
    : { kind: 'not-utf8', span, encoding: undefined };
  return { source: { name, text }, problems: [problem] };
}

function hasTooManyLines(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > maxLines) return true;
  }
  return false;
}
