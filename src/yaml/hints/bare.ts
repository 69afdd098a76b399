import { commentedKey } from './around.ts';
import { isDoubtful } from './doubt.ts';
import { findComment, type Line, oddBlank, trimEnd } from './line.ts';
import { checkFirst } from './plain.ts';
import { report, type Scan } from './scan.ts';

const haproxySections: ReadonlySet<string> = new Set([
  'backend',
  'frontend',
  'listen',
  'peers',
  'resolvers',
  'userlist',
]);

/** A text where a key should stand: the word that is most likely the key, and what follows it. */
export interface Bare {
  readonly key: string;
  readonly rest: string;
}

/** Splits the text that a line has from `at` on into a key and its value. */
export function readBare(text: string, at: number, line: Line): Bare {
  const end = trimEnd(text, at, findComment(text, at, Math.min(line.end, at + 500)));
  const value = text.slice(at, end);
  const key = /^[\w.-]*/.exec(value)?.[0] ?? '';
  return { key, rest: value.slice(key.length).replace(/^[\s:=>;,]+/, '') };
}

/** Notes why a text is no key; `parent` is the key that it stands below. */
export function checkBare(scan: Scan, at: number, line: Line, parent: string): void {
  const { text } = scan;
  const { key, rest } = readBare(text, at, line);
  const behind = text.charAt(at + key.length);
  const end = at + Math.max(1, key.length);
  const sign = /^(?:\/\/|\/\*|--|;)/.exec(text.slice(at, at + 2))?.[0];
  if (sign !== undefined) report(scan, at, at + sign.length, { is: 'comment-sign', sign });
  else if (key === '') checkOther(scan, at, line);
  else if (haproxySections.has(key) && rest !== '' && parent !== '') {
    if (!isDoubtful(scan)) {
      report(scan, at, line.end, { is: 'text-without-sign', key: parent });
    }
    scan.isOver = true;
  } else if (behind === ':') checkJoined(scan, at, key, rest);
  else if (isWrongColon(behind)) {
    report(scan, end, end + 1, { is: 'wrong-colon', character: behind });
  } else checkSign(scan, at, line, { key, rest });
}

function checkOther(scan: Scan, at: number, line: Line): void {
  const value = scan.text.slice(at, Math.min(line.end, at + 500)).trimEnd();
  if (/^[\]}]+$/.test(value)) report(scan, at, line.end, { is: 'closes-nothing', sign: value });
  else if (checkFirst(scan, at, value)) checkStray(scan, line, at);
}

function checkJoined(scan: Scan, at: number, key: string, rest: string): void {
  const colon = at + key.length;
  const character = scan.text.charAt(colon + 1);
  if (oddBlank.test(character)) {
    report(scan, colon + 1, colon + 2, { is: 'unseen-blank', character, alone: false });
  } else report(scan, at, colon + 1, { is: 'colon-blank', key, rest });
}

function checkSign(scan: Scan, at: number, line: Line, { key, rest }: Bare): void {
  const from = at + key.length;
  const behind = scan.text.slice(from, Math.min(line.end, from + 100));
  const sign = /^\s*(=>|:=|=)/.exec(behind)?.[1];
  if (sign !== undefined) report(scan, at, line.end, { is: 'equals', sign, key, rest });
  else if (/^ +:/.test(behind)) report(scan, at, line.end, { is: 'colon-blank', key, rest });
  else report(scan, at, from, { is: 'colon-missing', key, rest });
}

/** Notes a line that is neither a key nor an item, nor more of a value. */
export function checkStray(scan: Scan, line: Line, at: number): void {
  const commented = commentedKey(scan.text, at);
  const { key, rest } = readBare(scan.text, at, line);
  const isHaproxy = haproxySections.has(key) && rest !== '' && commented === undefined;
  const hint = isHaproxy
    ? ({ is: 'text-without-sign', key: undefined } as const)
    : ({ is: 'stray', commented } as const);
  report(scan, at, line.end, hint);
  if (isHaproxy) scan.isOver = true;
}

/** Whether what follows a key is no value that ends on its line. */
export function isNothing(rest: string): boolean {
  return rest === '' || /^[#|>]/.test(rest);
}

/** Whether a line is the end of a here-document, a command of vi or a prompt; notes it. */
export function checkLeftover(scan: Scan, at: number, line: Line): boolean {
  const text = scan.text.slice(at, Math.min(line.end, at + 200)).trimEnd();
  const isLeftover = /^(?:EO[A-Z]+|END|:[a-z]{1,3}!?|[$#] .*|[\w.-]+@[\w.-]+:.*[$#] .*)$/.test(
    text,
  );
  if (isLeftover) report(scan, at, line.end, { is: 'leftover', text });
  return isLeftover;
}

/** Whether a character looks like a colon and is none. */
export function isWrongColon(character: string): boolean {
  return '：﹕︰∶꞉'.includes(character) && character !== '';
}
