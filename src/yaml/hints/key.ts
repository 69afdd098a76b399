import { findComment, isBlank, isGap, skipBlanks } from './line.ts';

/** A key in a line: its text, and the offset of its colon. */
export interface Key {
  readonly start: number;
  readonly end: number;
  readonly colon: number;
}

/** Reads the key that a line has at an offset, the way YAML finds one outside brackets. */
export function readKey(text: string, at: number, lineEnd: number): Key | undefined {
  const start = skipProperties(text, at, lineEnd);
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    const close = closeQuote(text, first, start + 1, lineEnd);
    return close === undefined ? undefined : keyBefore(text, start, close, lineEnd);
  }
  if (first === '[' || first === '{') {
    const close = closeBracket(text, start, lineEnd);
    return close === undefined ? undefined : keyBefore(text, start, close, lineEnd);
  }
  return readPlainKey(text, start, lineEnd);
}

function keyBefore(text: string, start: number, end: number, lineEnd: number): Key | undefined {
  const colon = skipBlanks(text, end, lineEnd);
  return text.charAt(colon) === ':' && isGap(text, colon + 1) ? { start, end, colon } : undefined;
}

/** A word before a quote or a bracket, as in `name "a: b"`, is no key. */
function readPlainKey(text: string, start: number, lineEnd: number): Key | undefined {
  const end = findComment(text, start, lineEnd);
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === ':' && isGap(text, at + 1)) {
      return at === start ? undefined : { start, end: keyEnd(text, start, at), colon: at };
    }
    const isOpen = character === '"' || character === "'" || character === '{' || character === '[';
    if (isOpen && at > start + 1 && isBlank(text.charAt(at - 1))) return undefined;
  }
  return undefined;
}

function keyEnd(text: string, start: number, colon: number): number {
  let end = colon;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return end;
}

/** Skips anchors and tags, and the blanks behind them. */
export function skipProperties(text: string, at: number, end: number): number {
  let next = at;
  for (;;) {
    const sign = text.charAt(next);
    if (sign !== '!' && (sign !== '&' || isGap(text, next + 1))) return next;
    while (next < end && !isBlank(text.charAt(next))) next += 1;
    next = skipBlanks(text, next, end);
  }
}

/** The offset behind the quote that closes one of `sign`, if it stands on the line before `end`. */
export function closeQuote(
  text: string,
  sign: string,
  from: number,
  end: number,
): number | undefined {
  for (let at = from; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') return undefined;
    if (character === '\\' && sign === '"') at += 1;
    else if (character === sign) {
      if (sign === '"' || text.charAt(at + 1) !== "'") return at + 1;
      at += 1;
    }
  }
  return undefined;
}

/** The offset behind the bracket that closes the one at `start`, if it stands before `end`. */
export function closeBracket(text: string, start: number, end: number): number | undefined {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      at = (closeQuote(text, character, at + 1, end) ?? end) - 1;
    }
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
