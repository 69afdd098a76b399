import { nameCharacter } from '../../text/characters.ts';
import type { Attempt, Draft, Slice } from './draft.ts';
import { oddSpace } from './line.ts';

const toSpaces = (text: string): string =>
  text
    .replace(/[\u200b-\u200d\u2060]/g, '')
    .replaceAll('\t', '  ')
    .replace(/\s/g, ' ');

/** A character that indents a line and is not a space in YAML; one error for all lines that have it. */
export function* findIndentation({ lines }: Draft, line: number): Generator<Attempt> {
  const [indent = ''] = /^\s+(?=[^\s#]|$)/.exec(lines[line] ?? '') ?? [];
  const start = indent.search(oddSpace);
  const character = indent.charAt(start);
  const isEmpty = indent.length === lines[line]?.length;
  const isTab = character === '\t';
  if (start === -1 || (isTab && isEmpty)) return;
  const changes = [...lines.entries()].flatMap(([at, one]) => {
    const [own = ''] = /^\s+(?=\S)/.exec(one) ?? (isEmpty && at === line ? [indent] : []);
    const text = own === one ? '' : toSpaces(own);
    return own.includes(character) ? [{ line: at, start: 0, end: own.length, text }] : [];
  });
  // Two spaces for a tab keep the order of the lines where tabs alone indent, for "- " is as wide.
  const areTabs = lines.every((one) => /^(?:(?:\t+(?: {2})?)?(?=\S)|\s*(?:#|$))/.test(one));
  const others = changes.filter((one) => one.line > line).length;
  const right = isTab ? 'indent with spaces' : isEmpty ? 'remove it' : 'write a normal space';
  const more = `${right}, here and in ${others} other ${others === 1 ? 'line' : 'lines'}`;
  yield {
    line,
    start,
    end: indent.length,
    message: isTab ? 'YAML cannot be indented with tabs' : notSpace(character),
    help: others === 0 ? right : more,
    changes,
    title: !isTab ? 'write normal spaces' : areTabs ? right : undefined,
    isSure: true,
    isLast: isTab,
  };
}

/** A character between words that is not a space in YAML. */
export function* findSpaces(line: string): Generator<Slice> {
  const pattern = new RegExp(`(?<=^ *|[:,[{-] *)(?! *\\t)${oddSpace.source}+`, 'g');
  for (const { index: start, 0: written } of line.matchAll(pattern)) {
    const end = start + written.length;
    const text = toSpaces(written);
    const help = text === '' ? 'remove it' : 'write a normal space';
    const words = { message: notSpace(written.charAt(0)), help, title: 'write normal spaces' };
    yield { start, end, from: start, to: end, text, ...words, isSure: true };
  }
}

function notSpace(character: string): string {
  return `${nameCharacter(character)} is not a space in YAML`;
}
