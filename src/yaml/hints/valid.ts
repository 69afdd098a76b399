import { isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../../text/positions.ts';
import type { SourceProblem } from '../problem.ts';
import type { SyntaxHint } from './hint.ts';
import { oddBlank } from './line.ts';
import { isAddress, isSmartlyOpen, smartQuote } from './plain.ts';

/** What is wrong with a pair that is YAML and surely was meant as something else. */
export function findPairHint(text: string, { key, value }: Pair): SourceProblem | undefined {
  const start = startOf(key);
  const source = slice(text, key);
  if (isScalar(value) && typeof value.value === 'number') {
    const span = { start, end: endOf(value) };
    const address = `${source}:${slice(text, value)}`;
    if (isSeq(key) && isAddress(source)) {
      return problem(span, { is: 'address-brackets', text: address });
    }
    if (isScalar(key) && isAddress(String(key.value)))
      return problem(span, addressPort(source, address));
  }
  if (!isScalar(key) || key.type !== 'PLAIN' || typeof key.value !== 'string') return undefined;
  if (isSmartlyOpen(source)) return problem({ start, end: endOf(key) }, smartQuote(source));
  const hint = findKeyHint(key.value, value === null);
  return hint === undefined ? findUnseen(source, start) : problem({ start, end: endOf(key) }, hint);
}

function addressPort(key: string, address: string): SyntaxHint {
  if (!/^["']/.test(key)) return { is: 'address-port', text: address };
  const rest = address.slice(key.length);
  return { is: 'behind-quote', rest, text: key.slice(1, -1) + rest };
}

/** `isLone` of a key in brackets without a value. */
function findKeyHint(key: string, isLone: boolean): SyntaxHint | undefined {
  if (/^---\S/.test(key)) return { is: 'behind-marker' };
  const comment = /^(?:\/\/|\/\*)/.exec(key)?.[0];
  if (comment !== undefined) return { is: 'comment-sign', sign: comment };
  if (/^-[A-Za-z]/.test(key)) return { is: 'dash-blank', rest: `${key.slice(1)}:` };
  if (!isLone) return undefined;
  const [, word = '', sign, rest = ''] =
    /^([A-Za-z][\w-]*)(\s*(?:=>|:=|=)\s*|:(?=[^\s:])| +)(\S.*)$/.exec(key) ?? [];
  if (sign === undefined || oddBlank.test(rest.charAt(0))) return undefined;
  if (sign === ':') return { is: 'colon-blank', key: word, rest };
  const equals = sign.trim();
  if (equals !== '') return { is: 'equals', sign: equals, key: word, rest };
  return { is: 'colon-missing', key: word, rest };
}

/** A blank that YAML reads as a letter, at the beginning of a key or behind its colon. */
function findUnseen(source: string, start: number): SourceProblem | undefined {
  const at = oddBlank.test(source.charAt(0))
    ? 0
    : source.search(/:[\u00a0\u2000-\u200d\u202f\u3000]/) + 1;
  const character = source.charAt(at);
  if (!oddBlank.test(character)) return undefined;
  const span = { start: start + at, end: start + at + 1 };
  return problem(span, { is: 'unseen-blank', character, alone: false });
}

/** What is wrong with a text without quotes that is YAML and surely was meant as something else. */
export function findTextHint(text: string, { start, end }: Span): SourceProblem | undefined {
  const source = text.slice(start, end);
  if (source.length < 500 && /^-[A-Za-z][\w.-]*(?:\s*\n\s*-[A-Za-z][\w.-]*)*$/.test(source)) {
    const rest = source.split('\n', 1)[0]?.slice(1).trim() ?? '';
    return problem({ start, end: start + 1 }, { is: 'dash-blank', rest });
  }
  const template = source.search(/\{[{%]|<%/);
  if (template !== -1) return templateAt(text, start + template);
  const character = source.charAt(0);
  if (oddBlank.test(character)) {
    const span = { start, end: start + 1 };
    return problem(span, { is: 'unseen-blank', character, alone: source.length === 1 });
  }
  if (!isSmartlyOpen(source)) return undefined;
  return problem({ start, end: start + source.length }, smartQuote(source));
}

/** A word in brackets without a colon behind a value, as the comma of a text leaves it. */
export function findLoneKey(
  text: string,
  pair: Pair,
  before: Pair | undefined,
): SourceProblem | undefined {
  const { key, value } = pair;
  const last = before?.value;
  if (value !== null || !isScalar(key) || !isScalar(last) || last.type !== 'PLAIN')
    return undefined;
  const span = { start: startOf(key), end: endOf(key) };
  const all = text.slice(startOf(last), span.end);
  if (isSmartlyOpen(slice(text, last))) return undefined;
  return problem(span, { is: 'lone-key', key: String(key.value), text: all });
}

/** A key in brackets that is the inside of a template's sign, as in `{{ name }}`. */
export function findTemplate(text: string, { start }: Span): SourceProblem | undefined {
  const outer = start > 0 && text.charAt(start - 1) === '{' ? start - 1 : start;
  return text.startsWith('{{', outer) ? templateAt(text, outer) : undefined;
}

function templateAt(text: string, start: number): SourceProblem {
  const sign = text.slice(start, start + 2);
  return problem({ start, end: start + 2 }, { is: 'template', sign });
}

function problem(span: Span, hint: SyntaxHint): SourceProblem {
  return { kind: 'syntax', span, hint };
}

function slice(text: string, node: unknown): string {
  return text.slice(startOf(node), endOf(node));
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function endOf(node: unknown): number {
  return (node as Node | null)?.range?.[1] ?? 0;
}
