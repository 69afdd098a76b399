import { isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../../text/positions.ts';
import type { SourceProblem } from '../problem.ts';
import { explainLoneKey, explainTemplate, explainText } from '../syntax-errors.ts';
import { oddSpace } from './line.ts';

const odd = new RegExp(`^-[A-Za-z]|^---|^[/][/*]|^["“”„‟«»‘’‚‛‹›′″＂＇]|${oddSpace.source}`);

/** What is wrong with a pair that is valid YAML, but not what the author meant. */
export function findPairHint(
  text: string,
  { key, value }: Pair,
  before: Pair | undefined,
): SourceProblem | undefined {
  const [start, end] = (key as Node | null)?.range ?? [0, 0];
  const source = text.slice(start, end);
  if (source.startsWith('{')) return explainTemplate(text, start);
  const isNumber = isScalar(value) && typeof value.value === 'number';
  if (isNumber && (isSeq(key) || /^["']?[0-9*]/.test(source)))
    return explainText(text, start, value.range?.[1] ?? end);
  if (!isScalar(key) || key.type !== 'PLAIN' || !(value === null || odd.test(source))) {
    return undefined;
  }
  const last = isScalar(before?.value) && before.value.type === 'PLAIN' && before.value.range;
  const isLone = value === null && last && !/[\s=:]/.test(source);
  return isLone ? explainLoneKey(text, last[0], { start, end }) : explainText(text, start, end);
}

/** What is wrong with an unquoted text that is valid YAML, but not what the author meant. */
export function findTextHint(text: string, { start, end }: Span): SourceProblem | undefined {
  const source = text.slice(start, end);
  if (/\{[{%]|<%/.test(source)) return explainTemplate(text, start);
  return /^\s/.test(source) || (!/\s/.test(source.charAt(0)) && odd.test(source.slice(0, 2)))
    ? explainText(text, start, end)
    : undefined;
}
