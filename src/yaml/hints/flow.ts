import type { SourceProblem } from '../problem.ts';
import { readClosing, readComma, readOpening } from './flow-brackets.ts';
import { closersOf, type Flow, innermost, reportUnclosed } from './flow-state.ts';
import { readColon, readPlain, readQuote } from './flow-words.ts';
import { isBlank, isGap, readLine } from './line.ts';
import { isEntry } from './quoted.ts';
import { report, type Scan } from './scan.ts';

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
    known: scan.found.length,
    isNewLine: false,
    isShort: false,
    hasDash: false,
    isWrong: false,
    abandoned: undefined,
  };
  let at = readOpening(flow, start);
  while (flow.stack.length > 0 && !scan.isOver) {
    at = skipGaps(flow, at);
    if (flow.abandoned !== undefined) return { isClosed: false, end: flow.abandoned };
    at = readSign(flow, at);
    flow.isNewLine = false;
  }
  if (flow.isWrong) return { isClosed: false, end: readLine(scan.text, at).next };
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
    checkLine(flow, start, at);
  }
  return at;
}

/** A line that stands too far left, or begins with "-", is none of the brackets' lines. */
function checkLine(flow: Flow, start: number, at: number): void {
  const { scan, indent } = flow;
  const { text } = scan;
  const line = readLine(text, start);
  if (line.indent > indent) {
    const last = innermost(flow)?.last;
    const isDash = text.charAt(at) === '-' && isGap(text, at + 1);
    if (isDash && (last === 'plain' || last === 'closed')) abandon(flow, start);
    return;
  }
  const isEnd = line.indent === indent && ']}'.includes(text.charAt(at));
  if (flow.isShort || isEnd) return;
  const isMark = at === start && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
  if (isMark || (isEntry(text, line) && text.charAt(line.end - 1) !== ',')) {
    abandon(flow, start);
    return;
  }
  flow.isShort = true;
  if (text.charAt(start + line.indent) === '\t') {
    report(scan, start + line.indent, at, { is: 'tab-indent', others: 0 });
  } else report(scan, at, at + 1, { is: 'flow-indent', found: line.indent, least: indent + 1 });
}

/**
 * Notes the innermost brackets that are open; everything is read on behind them. What was found in
 * lines below them is forgotten, as they were not meant to stand inside.
 */
function abandon(flow: Flow, resume: number): void {
  const { scan, stack, known } = flow;
  const open = innermost(flow);
  flow.abandoned = resume;
  if (open === undefined) return;
  const end = scan.text.indexOf('\n', open.at);
  const inside = scan.found.splice(known).filter(({ span }) => end === -1 || span.start < end);
  const quote = unclosedQuote(inside.at(-1));
  scan.found.push(...(quote === undefined ? inside : inside.slice(0, -1)));
  reportUnclosed(flow, open, (quote ?? '') + closersOf(stack));
}

/** The quote that nobody closed, where that is what was found last. */
function unclosedQuote(problem: SourceProblem | undefined): string | undefined {
  if (problem?.kind !== 'syntax' || problem.hint.is !== 'unclosed-quote') return undefined;
  return problem.hint.sign;
}

function readSign(flow: Flow, at: number): number {
  switch (flow.scan.text.charAt(at)) {
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
