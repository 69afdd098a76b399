import type { Span } from '../../text/positions.ts';
import type { SourceProblem } from '../problem.ts';
import type { SyntaxHint } from './hint.ts';
import { readLine } from './line.ts';

const maxFound = 20;

/** What other programs leave in a text, and what makes the rest of it worthless to look at. */
export function findForeign(text: string): SourceProblem[] {
  const conflicts = findConflicts(text);
  if (conflicts.length > 0) return conflicts;
  const prefix = findPrefix(text);
  return prefix === undefined ? [] : [prefix];
}

/** The marks that git leaves in a file that was not merged; those of one conflict are one problem. */
function findConflicts(text: string): SourceProblem[] {
  const found: SourceProblem[] = [];
  let isInside = false;
  for (const { index, 0: mark } of text.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm)) {
    if (!isInside || mark.startsWith('<')) {
      found.push(problem({ start: index, end: readLine(text, index).end }, { is: 'conflict' }));
    }
    isInside = !mark.startsWith('>');
    if (found.length === maxFound) break;
  }
  return found;
}

/** A sign or a number that begins each of the first three lines. */
function findPrefix(text: string): SourceProblem | undefined {
  const lines = /^.{0,200}\n.{0,200}\n.{0,200}/.exec(text)?.[0].split('\n') ?? [];
  const sign = /^[+>|]/.exec(lines[0] ?? '')?.[0];
  if (sign !== undefined && lines.every((line) => line.startsWith(sign))) {
    return problem({ start: 0, end: 1 }, { is: 'prefix', sign });
  }
  const areNumbered = lines.every(
    (line, at) => /^ *([0-9]+)[\t :|]/.exec(line)?.[1] === `${at + 1}`,
  );
  if (lines.length < 3 || !areNumbered) return undefined;
  const start = lines[0]?.search(/[0-9]/) ?? 0;
  return problem({ start, end: start + 1 }, { is: 'prefix', sign: '1' });
}

function problem(span: Span, hint: SyntaxHint): SourceProblem {
  const { start, end } = span;
  return { kind: 'syntax', span: { start, end: Math.max(end, start + 1) }, hint };
}
