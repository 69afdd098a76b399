import type { Span } from '../text/positions.ts';
import type { Edit } from '../yaml/edit.ts';
import { findComment, lineStart, oddBlank, readLine } from '../yaml/hints/line.ts';

/** A blank after this "-", and after those that begin the lines right below it in the same way. */
export function separateDashes(text: string, start: number): readonly Edit[] | undefined {
  if (text.charAt(start) !== '-' || !/\S/.test(text.charAt(start + 1))) return undefined;
  const edits = [insertBlank(start + 1)];
  const below = /\n[ \t]*-(?=[A-Za-z])/y;
  for (let at = text.indexOf('\n', start); at !== -1; at = text.indexOf('\n', at + 1)) {
    below.lastIndex = at;
    const match = below.exec(text);
    if (match === null) break;
    edits.push(insertBlank(at + match[0].length));
  }
  return edits;
}

function insertBlank(at: number): Edit {
  return { span: { start: at, end: at }, text: ' ' };
}

/**
 * Blanks in the place of what only looks like them, and of more of it right behind; what takes no room, or stands
 * alone, is taken out.
 */
export function plainBlanks(text: string, span: Span, isAlone: boolean): readonly Edit[] {
  const edits: Edit[] = [];
  for (let at = span.start; at < span.end || isUnseen(text.charAt(at)); at += 1) {
    const character = text.charAt(at);
    if (!oddBlank.test(character)) continue;
    const hasNoRoom = isAlone || /[\u200b-\u200d\u2060\ufeff]/.test(character);
    edits.push({ span: { start: at, end: at + 1 }, text: hasNoRoom ? '' : ' ' });
  }
  return edits;
}

/** Whether a character looks like a blank and is none to YAML, which takes tabs for blanks between words. */
function isUnseen(character: string): boolean {
  return character !== '\t' && oddBlank.test(character);
}

/**
 * Two blanks for each tab that indents, where tabs alone do: whatever a tab was as wide as, the lines then
 * stand in the same order, and "- " is as wide as one. Undefined where other lines are indented with blanks.
 */
export function indentWithBlanks(text: string): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { index, 0: indentation } of text.matchAll(/^[ \t]+(?=[^\s#])/gm)) {
    if (!/^\t+(?: {2})?$/.test(indentation)) return undefined;
    const tabs = indentation.lastIndexOf('\t') + 1;
    edits.push({ span: { start: index, end: index + tabs }, text: '  '.repeat(tabs) });
  }
  return edits;
}

/**
 * Closes a bracket at the end of its line, before the comment. Several of them, or one in a line that nothing
 * ends, may be what is left of a longer text, and an inventory that is cut must not look whole.
 */
export function closeBrackets(
  text: string,
  start: number,
  closers: string,
): readonly Edit[] | undefined {
  const line = readLine(text, lineStart(text, start));
  if (!/^[\]}]$/.test(closers) || line.next === line.end) return undefined;
  const written = text.slice(start, findComment(text, start, line.end)).trimEnd();
  if (/[[{,]$/.test(written)) return undefined;
  const at = start + written.length;
  return [
    { span: { start: at, end: at }, text: closers.startsWith('}') ? ` ${closers}` : closers },
  ];
}
