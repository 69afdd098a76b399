import { readLines } from './block-text.ts';
import type { Line } from './line.ts';
import { type Level, report, type Scan } from './scan.ts';

/** Whether a line that is no entry was meant for the text below "|" or ">" above it. */
export function isUnindentedText(text: string, level: Level, line: Line): boolean {
  if (level.state === 'hollow') return true;
  const isWords = /^[\w-]+ +[^:=\s]/.test(
    text.slice(line.body, Math.min(line.end, line.body + 80)),
  );
  return level.textIndent !== undefined && isWords;
}

/** Notes that a line of a text is indented too little, or all of them. */
export function checkTextLine(scan: Scan, level: Level, line: Line): number {
  if (level.textIndent !== undefined) {
    const { indent: found } = line;
    const hint = { is: 'text-less', found, expected: level.textIndent } as const;
    if (found < level.textIndent) report(scan, line.body, line.end, hint);
    return readLines(scan, line.next, level, level.textIndent);
  }
  const sign = scan.text.charAt(level.valueAt);
  const key = level.key === '' ? sign : `${level.key}: ${sign}`;
  if (line.body === line.start + line.indent) {
    report(scan, line.body, line.end, { is: 'text-indent', key, least: level.indent + 2 });
  }
  scan.isOver = true;
  return line.next;
}
