import { nameCharacter, quote } from '../../text/characters.ts';
import type { ParseError } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';

/** A text without spaces around it, and without characters that have no width. */
export function bare(text: string): string {
  return text.replace(/\p{Cf}/gu, '').trim();
}

/** Common mistakes: what one looks like, its message, and what to write; the first match counts. */
export type Hints = readonly (readonly [looks: RegExp, mistake: string, help?: string])[];

/** What Jinja, ERB, EPP or Hiera would fill in. */
export const template: RegExp = /\{\{|\{%|<%|%\{/;

/** Why a text is refused. */
export function refuse(text: string, mistake: string, help: string): ParseError {
  if (template.test(text)) {
    return {
      message: `${quote(text)} is a template`,
      help: 'render the template, then lint the result',
    };
  }
  return { message: `${quote(text)} ${mistake}`, help };
}

/** What the author most likely meant by a refused text. */
export interface Meant {
  readonly text: string | undefined;
  /** Whether it is only another spelling, so that nothing else can be meant. */
  readonly isCertain?: boolean;
}

/** Why a text is refused: by the hints, whose last one fits any text. The help is what was meant, else an example. */
export function explain(
  text: string,
  hints: Hints,
  example: string,
  { text: meant, isCertain = false }: Meant = { text: undefined },
): ParseError {
  const [, mistake = '', help = example] = hints.find(([looks]) => looks.test(text)) ?? [];
  if (meant === undefined || template.test(text)) return refuse(text, mistake, help);
  const isUnseen = meant === bare(text);
  const error = refuse(text, isUnseen ? describeUnseen(text) : mistake, `write ${inYaml(meant)}`);
  return isUnseen || isCertain ? { ...error, instead: meant } : error;
}

function describeUnseen(text: string): string {
  const unseen = /\p{Cf}|^\p{White_Space}|\p{White_Space}$/u.exec(text)?.[0] ?? ' ';
  if (unseen !== ' ') return `contains ${nameCharacter(unseen)}`;
  return text.startsWith(' ') ? 'begins with a space' : 'ends with a space';
}

/** A value with an environment variable of HAProxy. */
export const variable: Hints[number] = [
  /\$/,
  'contains an environment variable; its value is unknown here',
  'write the value itself, without "$"',
];

/** The first of several texts that is valid and not what was written. */
export function firstGood(
  written: string,
  candidates: readonly string[],
  isGood: (text: string) => boolean,
): string | undefined {
  return candidates.find((candidate) => candidate !== written && isGood(candidate));
}
