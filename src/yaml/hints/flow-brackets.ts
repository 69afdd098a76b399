import {
  begin,
  closersOf,
  type Flow,
  innermost,
  lacksColon,
  type Open,
  reportColon,
  reportComma,
  reportUnclosed,
  take,
} from './flow-state.ts';
import { isGap } from './line.ts';
import { report, reportTemplate } from './scan.ts';

/** Reads "{" or "[". */
export function readOpening(flow: Flow, at: number): number {
  const { scan, stack } = flow;
  const sign = scan.text.charAt(at) === '{' ? '{' : '[';
  if (sign === '{' && /[{%#]/.test(scan.text.charAt(at + 1))) {
    reportTemplate(scan, at);
    return at;
  }
  const top = innermost(flow);
  if (top?.last === 'plain' && !flow.isNewLine && !isItem(top, at)) {
    return readBracketsInText(flow, top, at);
  }
  if (top?.last === 'plain' || top?.last === 'closed') separate(flow, top, at);
  stack.push({ at, sign, last: 'start', isPaired: false, from: at, to: at + 1 });
  return at + 1;
}

/** Notes what is missing between a word or a closing bracket and an opening one. */
function separate(flow: Flow, top: Open, at: number): void {
  const { scan, stack } = flow;
  const parent = stack[stack.length - 2];
  if (flow.isNewLine && top.sign === scan.text.charAt(at) && parent !== undefined) {
    reportUnclosed(flow, top, top.sign === '{' ? '}' : ']');
    stack.pop();
    begin(parent);
  } else if (lacksColon(top)) reportColon(scan, top);
  else reportComma(scan, top, at, at + 1);
}

/** A word and a bracket with a blank between them are two items of a list, or a key and its value. */
function isItem(top: Open, at: number): boolean {
  return at > top.to && (top.sign === '[' || lacksColon(top));
}

/** Brackets right behind a word, as in `10.0.0.[101:102]`, belong to it. */
function readBracketsInText({ scan }: Flow, top: Open, from: number): number {
  const { text } = scan;
  if (text.startsWith('{{', from)) {
    reportTemplate(scan, from);
    return from;
  }
  const end = endOfText(text, from);
  report(scan, top.from, end, { is: 'brackets-in-text', text: text.slice(top.from, end) });
  take(top, 'closed', top.from, end);
  return end;
}

/** Where a text with brackets in it ends: at a gap or a comma outside them, or at a closing one. */
function endOfText(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < Math.min(text.length, from + 500); at += 1) {
    const character = text.charAt(at);
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    const isColon = character === ':' && isGap(text, at + 1);
    const isOutside = depth === 0 && (character === ',' || isColon || isGap(text, at));
    if (depth < 0 || isOutside || character === '\n') return at;
  }
  return Math.min(text.length, from + 500);
}

/** Reads "}" or "]". */
export function readClosing(flow: Flow, at: number): number {
  const { scan, stack } = flow;
  const sign = scan.text.charAt(at);
  const wanted = sign === '}' ? '{' : '[';
  const top = innermost(flow);
  if (top !== undefined && top.sign !== wanted) {
    const outer = stack.findLastIndex((open) => open.sign === wanted);
    if (outer !== -1) {
      reportUnclosed(flow, top, closersOf(stack.slice(outer + 1)));
      while (stack.length > outer + 1) leave(flow, at);
      return at;
    }
    report(scan, at, at + 1, { is: 'wrong-closer', sign, open: top.sign });
    flow.isWrong = stack.length === 1;
  }
  leave(flow, at + 1);
  return at + 1;
}

function leave(flow: Flow, end: number): void {
  const inner = flow.stack.pop();
  const outer = innermost(flow);
  if (inner !== undefined && outer !== undefined) take(outer, 'closed', inner.at, end);
}

/** Reads ",". */
export function readComma(flow: Flow, at: number): number {
  const top = innermost(flow);
  if (top?.last === 'start' || top?.last === 'comma') {
    report(flow.scan, at, at + 1, { is: 'empty-item', isFirst: top.last === 'start' });
  }
  if (top !== undefined) begin(top);
  return at + 1;
}
