import { nameCharacter } from '../../text/characters.ts';
import type { Attempt, Change, Draft, Slice } from './draft.ts';
import { oddBlank } from './line.ts';

const noWidth = /[\u200b-\u200d\u2060]/g;

/** What indents a line and is no blank to YAML; one mistake is told once, with all lines that have it. */
export function* findIndentation({ lines }: Draft, line: number): Generator<Attempt> {
  const [blank = ''] = /^\s+(?=[^\s#]|$)/.exec(lines[line] ?? '') ?? [];
  const start = blank.search(oddBlank);
  if (start === -1 || (!/\S/.test(lines[line] ?? '') && blank.charAt(start) === '\t')) return;
  const character = blank.charAt(start);
  const changes: Change[] = [];
  let areTabs = true;
  for (const [at, one] of lines.entries()) {
    const [own = ''] = /^\s+/.exec(one) ?? [];
    const isEmpty = own.length === one.length;
    areTabs &&= isEmpty || /^\t*(?: {2})?$/.test(own);
    const text = own.replace(noWidth, '').replaceAll('\t', '  ').replace(/\s/g, ' ');
    if (own.includes(character) && !(isEmpty && character === '\t')) {
      changes.push({ line: at, start: 0, end: own.length, text: isEmpty ? '' : text });
    }
  }
  const others = changes.filter((one) => one.line > line).length;
  const isTab = character === '\t';
  const here = `, here and in ${others === 1 ? '1 other line' : `${others} other lines`}`;
  const isNothing = noWidth.test(character) || blank.length === lines[line]?.length;
  noWidth.lastIndex = 0;
  yield {
    line,
    start,
    end: blank.length,
    message: isTab
      ? 'a tab cannot indent YAML'
      : `${nameCharacter(character)} is not a blank to YAML`,
    help: isTab
      ? `indent with blanks${others === 0 ? '' : here}`
      : isNothing
        ? 'delete it'
        : `write a plain blank${others === 0 ? '' : here}`,
    changes,
    title: isTab ? (areTabs ? 'indent with blanks' : undefined) : 'write plain blanks',
    isSure: true,
  };
}

/** What stands for a blank between words, and is none to YAML. */
export function* findBlanks(line: string): Generator<Slice> {
  const pattern = new RegExp(`(?<=^ *|[:,[{-] *)(?! *\\t)${oddBlank.source}+`, 'g');
  for (const { index: start, 0: blank } of line.matchAll(pattern)) {
    const character = blank.charAt(0);
    const end = start + blank.length;
    const text = blank.replace(noWidth, '').replace(/\s/g, ' ');
    const message = `${nameCharacter(character)} is not a blank to YAML`;
    const help = text === '' ? 'delete it' : 'write a plain blank';
    yield {
      start,
      end,
      from: start,
      to: end,
      text,
      message,
      help,
      title: 'write plain blanks',
      isSure: true,
    };
  }
}
