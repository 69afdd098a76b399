import { checkBehind } from './behind.ts';
import { readBlockText } from './block-text.ts';
import { readFlow } from './flow.ts';
import { skipProperties } from './key.ts';
import { isGap, type Line, lineStart, readLine, skipBlanks } from './line.ts';
import { checkPlain } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { type Level, report, type Scan } from './scan.ts';

/** Reads the value that stands in a line behind a key or a "-"; returns where to read on. */
export function readValue(scan: Scan, from: number, line: Line, level: Level): number {
  const { text } = scan;
  const at = skipProperties(text, skipBlanks(text, from, line.end), line.end);
  level.valueAt = at;
  level.textIndent = undefined;
  level.state = 'open';
  const isComment = text.charAt(at) === '#' && (at === line.start || isGap(text, at - 1));
  if (at >= line.end || isComment) return line.next;
  switch (text.charAt(at)) {
    case '"':
    case "'":
      return readQuotedValue(scan, at, level);
    case '{':
    case '[':
      return readFlowValue(scan, at, level);
    case '|':
    case '>':
      return readBlockText(scan, at, line, level);
    default:
      level.state = 'plain';
      checkPlain(scan, at, line);
      return line.next;
  }
}

function readQuotedValue(scan: Scan, at: number, level: Level): number {
  level.state = 'closed';
  const { isClosed, end } = readQuoted(scan, at, level.indent, false);
  return isClosed ? readOn(scan, at, end) : end;
}

function readFlowValue(scan: Scan, at: number, level: Level): number {
  const { isClosed, end } = readFlow(scan, at, level.indent);
  const isEmpty = isClosed && end - at < 10 && scan.text.slice(at + 1, end - 1).trim() === '';
  level.state = isEmpty ? 'void' : 'closed';
  if (!isClosed) return end;
  if (level.kind === 'document') return readRest(scan, end);
  return readOn(scan, at, end);
}

/** Brackets around the whole inventory end where the text does. */
function readRest(scan: Scan, end: number): number {
  const { text } = scan;
  const rest = /^\s*[,"}\]]/.exec(text.slice(end, end + 1000));
  if (rest === null) return readOn(scan, end - 1, end);
  report(scan, end - 1, end, { is: 'ends-early', sign: text.charAt(end - 1) });
  scan.isOver = true;
  return text.length;
}

/** Judges the rest of the line that a value ends in. */
function readOn(scan: Scan, start: number, end: number): number {
  const line = readLine(scan.text, lineStart(scan.text, end));
  checkBehind(scan, start, end, line);
  return line.next;
}
