import { nameCharacter } from '../../text/characters.ts';
import type { Attempt, Draft, Slice } from './draft.ts';
import { oddBlank } from './line.ts';

const toBlanks = (text: string): string =>
  text
    .replace(/[\u200b-\u200d\u2060]/g, '')
    .replaceAll('\t', '  ')
    .replace(/\s/g, ' ');

/** What indents a line and is no blank to YAML; one mistake is told once, with all lines that have it. */
export function* findIndentation({ lines }: Draft, line: number): Generator<Attempt> {
  const [blank = ''] = /^\s+(?=[^\s#]|$)/.exec(lines[line] ?? '') ?? [];
  const start = blank.search(oddBlank);
  const character = blank.charAt(start);
  const isEmpty = blank.length === lines[line]?.length;
  const isTab = character === '\t';
  if (start === -1 || (isTab && isEmpty)) return;
  const changes = [...lines.entries()].flatMap(([at, one]) => {
    const [own = ''] = /^\s+(?=\S)/.exec(one) ?? (isEmpty && at === line ? [blank] : []);
    const text = own === one ? '' : toBlanks(own);
    return own.includes(character) ? [{ line: at, start: 0, end: own.length, text }] : [];
  });
  // Two blanks for a tab keep the order of the lines where tabs alone indent, for "- " is as wide.
  const areTabs = lines.every((one) => /^(?:(?:\t+(?: {2})?)?(?=\S)|\s*(?:#|$))/.test(one));
  const others = changes.filter((one) => one.line > line).length;
  const right = isTab ? 'indent with blanks' : isEmpty ? 'delete it' : 'write a plain blank';
  const more = `${right}, here and in ${others} other ${others === 1 ? 'line' : 'lines'}`;
  yield {
    line,
    start,
    end: blank.length,
    message: isTab ? 'a tab cannot indent YAML' : noBlank(character),
    help: others === 0 ? right : more,
    changes,
    title: !isTab ? 'write plain blanks' : areTabs ? right : undefined,
    isSure: true,
    isLast: isTab,
  };
}

/** What stands for a blank between words, and is none to YAML. */
export function* findBlanks(line: string): Generator<Slice> {
  const pattern = new RegExp(`(?<=^ *|[:,[{-] *)(?! *\\t)${oddBlank.source}+`, 'g');
  for (const { index: start, 0: blank } of line.matchAll(pattern)) {
    const end = start + blank.length;
    const text = toBlanks(blank);
    const help = text === '' ? 'delete it' : 'write a plain blank';
    const words = { message: noBlank(blank.charAt(0)), help, title: 'write plain blanks' };
    yield { start, end, from: start, to: end, text, ...words, isSure: true };
  }
}

function noBlank(character: string): string {
  return `${nameCharacter(character)} is not a blank to YAML`;
}
