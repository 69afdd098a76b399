import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isPlain } from '../yaml/quote.ts';

/** A YAML value to be written. */
export type YamlValue = Scalar | YAMLMap | YAMLSeq;

/** Comments around a key or an item; an empty line above stays one. */
export interface YamlComments {
  readonly above?: readonly string[];
  readonly behind?: string | undefined;
}

/** A key of a mapping. */
export interface YamlEntry extends YamlComments {
  readonly key: string;
  readonly value: YamlValue;
}

/** An item of a list. */
export interface YamlItem extends YamlComments {
  readonly value: YamlValue;
}

/** A text, in quotes where YAML would read it as something else. */
export function text(value: string): Scalar {
  return scalar(value, isPlain(value) ? 'PLAIN' : 'QUOTE_DOUBLE');
}

/** A number as it is written; a text where it is not a number, which a reader then reports. */
export function number(value: string): Scalar {
  return /^(0|-?[1-9][0-9]{0,14})$/.test(value) ? new Scalar(Number(value)) : text(value);
}

/** True or false. */
export function truth(value: boolean): Scalar {
  return new Scalar(value);
}

/** Lines that stay as they are. */
export function block(lines: readonly string[]): Scalar {
  return scalar(`${lines.join('\n')}\n`, 'BLOCK_LITERAL');
}

function scalar(value: string, type: Scalar.Type): Scalar {
  return Object.assign(new Scalar(value), { type });
}

/** A mapping on lines of its own, or in braces where it is short. */
export function map(entries: readonly YamlEntry[], isFlow = false): YAMLMap {
  const made = new YAMLMap();
  made.items = entries.map((entry) => new Pair(annotate(text(entry.key), entry), entry.value));
  return fold(made, isFlow, entries);
}

/** A list on lines of its own, or in brackets where it is short. */
export function items(values: readonly YamlItem[], isFlow = false): YAMLSeq {
  const made = new YAMLSeq();
  made.items = values.map((item) => annotate(item.value, item));
  return fold(made, isFlow || values.length === 0, values);
}

/** Texts as a list, in brackets where it is short. */
export function list(values: readonly string[]): YAMLSeq {
  return items(
    values.map((value) => ({ value: text(value) })),
    true,
  );
}

/** One text alone, or several as a list. */
export function oneOrList(values: readonly string[]): YamlValue {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0 ? text(first) : list(values);
}

/** Writes a mapping as a YAML document. */
export function writeYaml(entries: readonly YamlEntry[]): string {
  return new Document(map(entries)).toString({ lineWidth: 0 });
}

/** Longer collections are on several lines; JSON is about as long as YAML in braces. */
const width = 110;

function fold<T extends YAMLMap | YAMLSeq>(
  made: T,
  isFlow: boolean,
  parts: readonly YamlComments[],
): T {
  const hasComments = parts.some(
    ({ above = [], behind }) => above.length > 0 || behind !== undefined,
  );
  made.flow = isFlow && !hasComments && JSON.stringify(made).length <= width;
  return made;
}

/** Sets comments around a value, or around the key of one; behind several lines there is no place for one. */
function annotate<T extends YamlValue>(node: T, { value, above = [], behind }: YamlItem): T {
  const isLine = isScalar(value) || value.flow === true;
  const lines = behind === undefined || isLine ? above : [...above, behind];
  const start = lines.findIndex((line) => line !== '');
  if (lines[0] === '') node.spaceBefore = true;
  if (start !== -1) {
    const shown = lines.slice(start).map((line) => (line === '' ? '' : ` ${line}`));
    node.commentBefore = shown.join('\n');
  }
  if (behind !== undefined && isLine) value.comment = ` ${behind}`;
  return node;
}
