import { readKey } from './key.ts';
import { type Line, oddBlank, readLine, skipBlanks } from './line.ts';
import { note, report, reportTemplate, type Scan, topLevel } from './scan.ts';

/** Whether a line is one that holds no entry; notes the marks of other programs. */
export function checkMark(scan: Scan, line: Line): boolean {
  const { text } = scan;
  const first = text.charAt(line.body);
  if (line.body === line.end) return checkBlankLine(scan, line);
  if (first === '#') return true;
  if (/^(?:\{[{%#]|<%)/.test(text.slice(line.body, line.body + 2))) {
    reportTemplate(scan, line.body);
    return true;
  }
  if (text.startsWith('```', line.body)) {
    if (!hasFence(scan)) report(scan, line.body, line.end, { is: 'fence' });
    return true;
  }
  if (line.body !== line.start) return false;
  return checkDocumentMark(scan, line);
}

function hasFence({ found }: Scan): boolean {
  return found.some((problem) => problem.kind === 'syntax' && problem.hint.is === 'fence');
}

/** A line that only looks empty is a text to YAML. */
function checkBlankLine(scan: Scan, line: Line): boolean {
  const { text } = scan;
  for (let at = line.start; at < line.end; at += 1) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t') continue;
    report(scan, at, line.end, { is: 'unseen-blank', character, alone: true });
    break;
  }
  return true;
}

function checkDocumentMark(scan: Scan, line: Line): boolean {
  const { text, levels } = scan;
  const mark = /^(?:---|\.\.\.)(?:\s|$)|^%[A-Z]/.exec(text.slice(line.start, line.start + 4))?.[0];
  if (mark === undefined) return false;
  const isFirst = levels.length === 1 && topLevel(scan).state === 'open';
  if (mark.startsWith('%')) {
    const span = { start: line.start, end: line.end };
    const directive = text.slice(line.start, Math.min(line.end, line.start + 200)).trimEnd();
    if (!isFirst) note(scan, { kind: 'directive', span, text: directive });
    return true;
  }
  const behind = skipBlanks(text, line.start + 3, line.end);
  if (isFirst && readKey(text, behind, line.end) !== undefined) {
    report(scan, behind, line.end, { is: 'behind-marker' });
  }
  if (!isFirst || behind < line.end) scan.isOver = true;
  return true;
}

/** Notes what indents a line and is no blank; says whether the line can be placed all the same. */
export function checkIndentation(scan: Scan, line: Line): boolean {
  const { text } = scan;
  for (let at = line.start; at < line.body; at += 1) {
    const character = text.charAt(at);
    if (character === ' ') continue;
    if (character === '\t') {
      const others = countTabbed(text, line.next);
      report(scan, at, line.body, { is: 'tab-indent', others });
      scan.isOver = true;
      return false;
    }
    report(scan, at, line.body, { is: 'unseen-blank', character, alone: false });
    return true;
  }
  return true;
}

/** The number of lines from an offset on that are indented with tabs. */
function countTabbed(text: string, from: number): number {
  let count = 0;
  for (let at = from; at < text.length; ) {
    const line = readLine(text, at);
    const indentation = text.slice(line.start, line.body);
    if (line.body < line.end && indentation.includes('\t')) count += 1;
    at = line.next;
  }
  return count;
}

/** The column, from 0, at which a line begins; what has no width does not count. */
export function columnOf(text: string, line: Line): number {
  let column = line.indent;
  for (let at = line.start + line.indent; at < line.body; at += 1) {
    const character = text.charAt(at);
    if (
      character === ' ' ||
      (oddBlank.test(character) && !/[\u200b-\u200d\u2060]/.test(character))
    ) {
      column += 1;
    }
  }
  return column;
}
