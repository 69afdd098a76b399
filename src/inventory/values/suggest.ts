import { nameCharacter, quote } from '../../text/characters.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';

/** A text without blanks around it, and without characters that take no room. */
export function bare(text: string): string {
  return text.replace(/\p{Cf}/gu, '').trim();
}

/** What is wrong with a text that a parser would take if it were bare; undefined where that is not all. */
export function explainUnseen<T>(
  text: string,
  parse: (text: string) => Result<T>,
): ParseError | undefined {
  const meant = bare(text);
  if (meant === text || isError(parse(meant))) return undefined;
  const message = `${quote(text)} ${describeUnseen(text)}`;
  return { message, help: `write ${inYaml(meant)}`, instead: meant };
}

function describeUnseen(text: string): string {
  const unseen = /\p{Cf}|^\p{White_Space}|\p{White_Space}$/u.exec(text)?.[0] ?? ' ';
  if (unseen !== ' ') return `holds ${nameCharacter(unseen)}`;
  return text.startsWith(' ') ? 'begins with a blank' : 'ends in a blank';
}

/** What is wrong with a text, and the whole text that was meant, in which more may be wrong. */
export interface Mistake extends ParseError {
  readonly help: string;
  readonly meant?: string;
}

/** A refusal whose help is the text that was meant, where all that is wrong with it can be mended. */
export function advise(
  { message, help, meant }: Mistake,
  check: (text: string) => Mistake | undefined,
): ParseError {
  let text = meant;
  for (let rounds = 0; rounds < 8 && text !== undefined; rounds += 1) {
    const next = check(text);
    if (next === undefined) return { message, help: `write ${inYaml(text)}` };
    text = next.meant;
  }
  return { message, help };
}

/** What the first judge that finds something wrong says, for judges that know one mistake each. */
export function firstError<T>(
  checks: readonly ((text: T) => ParseError | undefined)[],
  text: T,
): ParseError | undefined {
  for (const check of checks) {
    const error = check(text);
    if (error !== undefined) return error;
  }
  return undefined;
}
