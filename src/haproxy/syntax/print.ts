import type { Configuration, FileLine, FileSection } from './configuration.ts';
import type { ReadWord } from './word.ts';

/**
 * Writes a configuration so that HAProxy reads the same sections, lines and words from it, with
 * their comments; variables that were kept and conditions stay as they are written.
 */
export function printConfiguration({ sections, rest }: Configuration): string {
  const printed = sections.map(printSection);
  if (rest.length > 0) printed.push(rest.map((text) => printComment(text, '')).join(''));
  return printed.join('\n');
}

/** Writes one section. */
export function printSection({ opening, lines, scope }: FileSection): string {
  const named = scope === undefined ? '' : `[${scope}]\n`;
  return named + printLine(opening, '') + lines.map((line) => printLine(line, '  ')).join('');
}

function printLine(line: FileLine, indent: string): string {
  const above = line.above.map((text) => printComment(text, indent)).join('');
  const words = line.words.map((word) => printWord(word, line)).join(' ');
  const behind = line.comment === undefined ? '' : ` ${printComment(line.comment, '')}`.trimEnd();
  return `${above}${indent}${words}${behind}\n`;
}

function printComment(text: string, indent: string): string {
  return text === '' ? '\n' : `${indent}# ${text}\n`;
}

function printWord(word: ReadWord, { source, isUndecided }: FileLine): string {
  const isKept = word.variables?.some(({ value }) => value === undefined) === true;
  if ((!isKept || word.text === '') && !isUndecided) return quoteWord(word.text);
  const written = source.text.slice(word.start, word.end);
  // A lone "\\" at the end stands for itself before a tab, and would not before a blank.
  const isLone = (/\\*$/.exec(written)?.[0].length ?? 0) % 2 === 1;
  return isLone ? `${written}\\` : written;
}

/** Any text as one argument, an empty one and control characters too. */
function quoteWord(text: string): string {
  if (/^[A-Za-z0-9._:/@+=%,*()\]{}|<>!?^~;&-][A-Za-z0-9._:/@+=%,*()[\]{}|<>!?^~;&-]*$/.test(text))
    return text;
  if (text === '') return '""';
  return `'${text.replace(/'|[\u0001-\u001f\u007f]|[\udc80-\udcff]/g, escapeOutside)}'`;
}

function escapeOutside(character: string): string {
  if (character === "'") return "'\\''";
  const byte = (character.charCodeAt(0) & 0xff).toString(16).padStart(2, '0');
  return `'\\x${byte}'`;
}
