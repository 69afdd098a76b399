import { readColon, readPlain, readQuote } from './flow-words.ts';
import { isBlank, isGap, lineStart, readLine } from './line.ts';
import { isEntry } from './quoted.ts';
import { report, reportTemplate, type Scan } from './scan.ts';

/** Brackets that are open: what was read last in them, and whether their entry has its colon. */
export interface Open {
  readonly at: number;
  readonly sign: '{' | '[';
  last: 'start' | 'comma' | 'colon' | 'plain' | 'closed';
  isPaired: boolean;
  /** The last word or bracket. */
  from: number;
  to: number;
}

/** A list or mapping in brackets, whose lines must be indented by more than `indent`. */
export interface Flow {
  readonly scan: Scan;
  readonly indent: number;
  readonly stack: Open[];
  isNewLine: boolean;
  isShort: boolean;
  hasDash: boolean;
  /** Where to read on when nobody closed it. */
  abandoned: number | undefined;
}

/** Where brackets end, or where to read on behind some that nobody closed. */
export interface Closed {
  readonly isClosed: boolean;
  readonly end: number;
}

/** Reads a list or mapping in brackets and notes what is wrong in it. */
export function readFlow(scan: Scan, start: number, indent: number): Closed {
  const flow: Flow = {
    scan,
    indent,
    stack: [],
    isNewLine: false,
    isShort: false,
    hasDash: false,
    abandoned: undefined,
  };
  let at = readOpening(flow, start);
  while (flow.stack.length > 0 && !scan.isOver) {
    at = skipGaps(flow, at);
    if (flow.abandoned !== undefined) return { isClosed: false, end: flow.abandoned };
    at = readSign(flow, at);
    flow.isNewLine = false;
  }
  return { isClosed: !scan.isOver, end: at };
}

/** Skips blanks, comments and line breaks, and judges the indentation behind them. */
function skipGaps(flow: Flow, from: number): number {
  const { text } = flow.scan;
  let at = from;
  let start: number | undefined;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') start = at + 1;
    else if (character === '#' && (at === start || isGap(text, at - 1))) {
      const end = text.indexOf('\n', at);
      at = (end === -1 ? text.length : end) - 1;
    } else if (!isBlank(character) && character !== '\r') break;
  }
  if (at >= text.length) abandon(flow, text.length);
  else if (start !== undefined) {
    flow.isNewLine = true;
    judgeLine(flow, start, at);
  }
  return at;
}

function judgeLine(flow: Flow, start: number, at: number): void {
  const { scan, indent, stack } = flow;
  const top = stack[stack.length - 1];
  const line = readLine(scan.text, start);
  const isDash = scan.text.charAt(at) === '-' && isGap(scan.text, at + 1);
  if (line.indent > indent) {
    if (isDash && (top?.last === 'plain' || top?.last === 'closed')) abandon(flow, start);
    return;
  }
  const isLastCloser = stack.length === 1 && line.indent === indent;
  if (flow.isShort || (isLastCloser && ']}'.includes(scan.text.charAt(at)))) return;
  const isMark = at === start && /^(?:---|\.\.\.)\s/.test(`${scan.text.slice(at, at + 4)}\n`);
  if (isMark || (isEntry(scan.text, line) && scan.text.charAt(line.end - 1) !== ',')) {
    abandon(flow, start);
    return;
  }
  flow.isShort = true;
  const slip = { is: 'flow-indent', found: line.indent, least: indent + 1 } as const;
  report(scan, at, at + 1, slip);
}

/** Notes the innermost brackets that are open; everything is read on behind them. */
function abandon(flow: Flow, resume: number): void {
  const top = flow.stack[flow.stack.length - 1];
  if (top !== undefined) reportUnclosed(flow, top);
  flow.abandoned = resume;
}

function reportUnclosed({ scan, stack }: Flow, open: Open): void {
  const { text } = scan;
  const behind = stack.slice(stack.indexOf(open)).toReversed();
  const closer = open.sign === '{' ? '}' : ']';
  const line = readLine(text, lineStart(text, open.at));
  const comment = text.indexOf('#', open.to);
  const last = readLine(text, lineStart(text, open.to));
  report(scan, open.at, open.at + 1, {
    is: 'unclosed-bracket',
    sign: open.sign,
    closers: behind.length > 1 ? closer : closersOf(stack),
    isOneLine: open.to <= line.end,
    inComment: comment !== -1 && text.slice(comment, last.end).includes(closer),
  });
}

function closersOf(stack: readonly Open[]): string {
  return stack
    .toReversed()
    .map(({ sign }) => (sign === '{' ? '}' : ']'))
    .join('');
}

function readSign(flow: Flow, at: number): number {
  const { text } = flow.scan;
  switch (text.charAt(at)) {
    case '{':
    case '[':
      return readOpening(flow, at);
    case '}':
    case ']':
      return readClosing(flow, at);
    case ',':
      return readComma(flow, at);
    case '"':
    case "'":
      return readQuote(flow, at);
    case ':':
      return readColon(flow, at);
    default:
      return readPlain(flow, at);
  }
}

function readOpening(flow: Flow, at: number): number {
  const { scan, stack } = flow;
  const sign = scan.text.charAt(at) === '{' ? '{' : '[';
  if (sign === '{' && '{%#'.includes(scan.text.charAt(at + 1) || ' ')) {
    reportTemplate(scan, at);
    return at;
  }
  const top = stack[stack.length - 1];
  if (top !== undefined && top.last === 'plain' && !flow.isNewLine && !isItem(top, at)) {
    return readBracketsInText(flow, top, at);
  }
  if (top !== undefined && (top.last === 'plain' || top.last === 'closed')) {
    const parent = stack[stack.length - 2];
    if (flow.isNewLine && top.sign === sign && parent !== undefined) {
      reportUnclosed(flow, top);
      stack.pop();
      begin(parent);
    } else {
      const before = scan.text.slice(at, at + 1);
      report(scan, at, at + 1, { is: 'comma-missing', before, sign: undefined });
      begin(top);
    }
  }
  stack.push({ at, sign, last: 'start', isPaired: false, from: at, to: at + 1 });
  return at + 1;
}

/** A word and a bracket with a blank between them are two items of a list. */
function isItem(top: Open, at: number): boolean {
  return top.sign === '[' && at > top.to;
}

/** Begins a further entry, as behind a comma. */
export function begin(open: Open): void {
  open.last = 'comma';
  open.isPaired = false;
}

/** Brackets right behind a word, as in `10.0.0.[101:102]`, belong to it. */
function readBracketsInText({ scan }: Flow, top: Open, from: number): number {
  const { text } = scan;
  let depth = 0;
  let at = from;
  for (; at < text.length && at < from + 500; at += 1) {
    const character = text.charAt(at);
    if (character === '{' && text.charAt(at + 1) === '{') {
      reportTemplate(scan, at);
      return at;
    }
    if ('[{'.includes(character)) depth += 1;
    else if (']}'.includes(character)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && (character === ',' || isGap(text, at))) break;
    else if (character === '\n') break;
  }
  report(scan, top.from, at, { is: 'brackets-in-text', text: text.slice(top.from, at) });
  top.last = 'closed';
  top.to = at;
  return at;
}

function readClosing(flow: Flow, at: number): number {
  const { scan, stack } = flow;
  const sign = scan.text.charAt(at);
  const wanted = sign === '}' ? '{' : '[';
  const top = stack[stack.length - 1];
  if (top === undefined) return at + 1;
  if (top.sign !== wanted) {
    if (stack.some((open) => open.sign === wanted)) {
      reportUnclosed(flow, top);
      stack.pop();
      const outer = stack[stack.length - 1];
      if (outer !== undefined) outer.last = 'closed';
      return at;
    }
    report(scan, at, at + 1, { is: 'wrong-closer', sign, open: top.sign });
  }
  stack.pop();
  const outer = stack[stack.length - 1];
  if (outer !== undefined) {
    outer.last = 'closed';
    outer.from = top.at;
    outer.to = at + 1;
  }
  return at + 1;
}

function readComma({ scan, stack }: Flow, at: number): number {
  const top = stack[stack.length - 1];
  if (top === undefined) return at + 1;
  if (top.last === 'start' || top.last === 'comma') {
    report(scan, at, at + 1, { is: 'empty-item', isFirst: top.last === 'start' });
  }
  begin(top);
  return at + 1;
}
