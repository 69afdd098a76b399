/** A YAML value to be written; texts are quoted where YAML would read them as something else. */
export type YamlValue =
  | { readonly kind: 'text'; readonly text: string }
  /** Digits, true or false, written as they are. */
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'block'; readonly lines: readonly string[] }
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[]; readonly isFlow: boolean }
  | { readonly kind: 'list'; readonly items: readonly YamlItem[]; readonly isFlow: boolean };

/** Comments around a key or an item. */
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

/** A text. */
export function text(value: string): YamlValue {
  return { kind: 'text', text: value };
}

/** A number as it is written, which is a text where it is none: a reader then says so. */
export function number(value: string): YamlValue {
  return /^[0-9]+$/.test(value) ? { kind: 'plain', text: value } : text(value);
}

/** A mapping on lines of its own, or in braces where it is short. */
export function map(entries: readonly YamlEntry[], isFlow = false): YamlValue {
  return { kind: 'map', entries, isFlow };
}

/** Texts as a list, in brackets where it is short. */
export function list(values: readonly string[]): YamlValue {
  return { kind: 'list', items: values.map((value) => ({ value: text(value) })), isFlow: true };
}

/** One text alone, or several as a list. */
export function oneOrList(values: readonly string[]): YamlValue {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0 ? text(first) : list(values);
}

/** The longest line that a mapping in braces, or a list in brackets, makes. */
const width = 110;

/** Writes a mapping as a YAML document. */
export function writeYaml(entries: readonly YamlEntry[]): string {
  return `${writeEntries(entries, '').join('\n')}\n`;
}

function writeEntries(entries: readonly YamlEntry[], indent: string): string[] {
  return entries.flatMap((entry) => [
    ...commentLines(entry.above, indent),
    ...withBehind(writeEntry(entry, indent), entry.behind),
  ]);
}

function commentLines(above: readonly string[] = [], indent: string): string[] {
  return above.map((line) => (line === '' ? '' : `${indent}# ${line}`));
}

function withBehind(
  [first = '', ...rest]: readonly string[],
  behind: string | undefined,
): string[] {
  return behind === undefined ? [first, ...rest] : [`${first} # ${behind}`, ...rest];
}

function writeEntry({ key, value }: YamlEntry, indent: string): string[] {
  const start = `${indent}${writeScalar(key)}:`;
  const flow = writeFlow(value, width - start.length - 1);
  if (flow !== undefined) return [`${start} ${flow}`];
  return [value.kind === 'block' ? `${start} |` : start, ...writeBelow(value, `${indent}  `)];
}

function writeBelow(value: YamlValue, indent: string): string[] {
  switch (value.kind) {
    case 'map':
      return writeEntries(value.entries, indent);
    case 'list':
      return value.items.flatMap((item) => [
        ...commentLines(item.above, indent),
        ...withBehind(writeItem(item.value, indent), item.behind),
      ]);
    case 'block':
      return value.lines.map((line) => (line === '' ? '' : `${indent}${line}`));
    case 'text':
    case 'plain':
      return [];
  }
}

function writeItem(value: YamlValue, indent: string): string[] {
  const flow = writeFlow(value, width - indent.length - 2);
  if (flow !== undefined) return [`${indent}- ${flow}`];
  const [first = '', ...rest] = writeBelow(value, `${indent}  `);
  return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
}

/** A value on one line; undefined where it needs several, or more room than there is. */
function writeFlow(value: YamlValue, room: number): string | undefined {
  switch (value.kind) {
    case 'text':
      return writeScalar(value.text);
    case 'plain':
      return value.text;
    case 'block':
      return undefined;
    case 'map': {
      if (value.entries.length === 0) return '{}';
      if (!value.isFlow || value.entries.some(hasComments)) return undefined;
      const inner = value.entries.map(({ key, value: of }) => {
        const flow = writeFlow(of, room);
        return flow === undefined ? undefined : `${writeScalar(key)}: ${flow}`;
      });
      return fit(inner, '{ ', ' }', room);
    }
    case 'list': {
      if (value.items.length === 0) return '[]';
      if (!value.isFlow || value.items.some(hasComments)) return undefined;
      return fit(
        value.items.map((item) => writeFlow(item.value, room)),
        '[',
        ']',
        room,
      );
    }
  }
}

function fit(
  inner: readonly (string | undefined)[],
  open: string,
  close: string,
  room: number,
): string | undefined {
  if (inner.includes(undefined)) return undefined;
  const line = `${open}${inner.join(', ')}${close}`;
  return line.length <= room ? line : undefined;
}

function hasComments({ above = [], behind }: YamlComments): boolean {
  return above.length > 0 || behind !== undefined;
}

/** Words that are no text to YAML 1.2, or to programs that still read 1.1. */
const notText =
  /^(~|null|true|false|yes|no|on|off|y|n|[-+]?\.?(inf|nan)|[-+.]?[0-9][0-9_.,:xobe+-]*)$/i;
const isAddress = /^([0-9]{1,3}\.){3}[0-9]{1,3}(:[0-9]{1,5})?$/;
const isPlain = /^[A-Za-z0-9/_.][A-Za-z0-9/_.:@()+= -]*$/;

function writeScalar(value: string): string {
  if (isAddress.test(value)) return value;
  const isSafe = isPlain.test(value) && !notText.test(value) && !/: |:$| $|::/.test(value);
  return isSafe ? value : quoted(value);
}

/** JSON's quoting is YAML's, which has escapes for what JSON leaves as it is. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
