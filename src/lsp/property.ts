import { schemas } from '../generated/schemas.ts';
import type { Path } from '../yaml/path.ts';
import { inYaml } from '../yaml/quote.ts';
import type { Part } from './markup.ts';

interface Node {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
}

let parsed: (Node & { readonly $defs: Readonly<Record<string, Node>> }) | undefined;

function schema(): NonNullable<typeof parsed> {
  parsed ??= JSON.parse(schemas['inventory'] ?? '{}') as NonNullable<typeof parsed>;
  return parsed;
}

/** What the schema says of the property at a path; undefined where it knows none, or says nothing. */
export function describeProperty(path: Path): Part[] | undefined {
  const [node] = nodesAt(path);
  return node === undefined ? undefined : describe(node, path.at(-1));
}

/** What the schema knows of a path: several nodes where a value may be of several kinds. */
function nodesAt(path: Path): readonly Node[] {
  let nodes: readonly Node[] = [schema()];
  for (const step of path) nodes = nodes.flatMap((node) => within(node, step));
  return nodes;
}

/** A word that may stand at a place, and what the schema says of it. */
export interface SchemaWord {
  readonly word: string;
  readonly parts: readonly Part[];
}

/** The keys that a mapping at a path may have. */
export function keysAt(path: Path): SchemaWord[] {
  return branches(nodesAt(path)).flatMap(({ properties = {} }) =>
    Object.entries(properties).map(([word, node]) => ({ word, parts: describe(node, word) ?? [] })),
  );
}

/** Whether a list may stand at a path. */
export function isListAt(path: Path): boolean {
  return branches(nodesAt(path)).some(({ items }) => items !== undefined);
}

/** The values that may stand at a path, as far as the schema lists them. */
export function valuesAt(path: Path): SchemaWord[] {
  return branches(nodesAt(path)).flatMap((node) => {
    const { enum: words = [], enumDescriptions = [] } = node;
    const meaning = (at: number): Part[] => {
      const text = enumDescriptions[at];
      return text === undefined ? [] : [({ plain }) => plain(text)];
    };
    const listed = words.map((word, at) => ({ word: String(word), parts: meaning(at) }));
    const isSwitch = node.type === 'boolean';
    const others = [
      ...(isSwitch ? ['true', 'false'] : []),
      ...(/^\^\(((?:[a-z-]+\|)+[a-z-]+)/.exec(node.pattern ?? '')?.[1]?.split('|') ?? []),
      ...(node.default === undefined || isSwitch ? [] : [shownValue(node.default)]),
    ];
    return [...listed, ...others.map((word) => ({ word, parts: [] }))];
  });
}

/** The nodes themselves, and what they refer to or choose among. */
function branches(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => {
    const whole = { ...resolve(node), ...node };
    return [whole, ...branches(whole.anyOf ?? [])];
  });
}

function describe(node: Node, key: string | number | undefined): Part[] | undefined {
  const whole: Node = { ...resolve(node), ...node };
  const { description, enum: words, default: byDefault, examples = [] } = whole;
  if (description === undefined) return undefined;
  const shown = examples.filter((example) => !String(example).includes('\n')).slice(0, 3);
  const hasExamples = words === undefined && shown.length > 0;
  const parts: Part[] = [
    ({ plain, strong }) =>
      `${typeof key === 'string' ? `${strong(key)}: ` : ''}${plain(description)}`,
  ];
  if (words !== undefined) {
    const meanings = whole.enumDescriptions ?? [];
    const meaningOf = (at: number) => (meanings[at] === undefined ? [] : [meanings[at]]);
    parts.push(({ plain, code }) =>
      words
        .map((word, at) => `- ${[code(shownValue(word)), ...meaningOf(at).map(plain)].join(': ')}`)
        .join('\n'),
    );
  }
  if (byDefault !== undefined || hasExamples) {
    parts.push(({ code }) =>
      [
        ...(byDefault === undefined ? [] : [`Default: ${code(shownValue(byDefault))}.`]),
        ...(hasExamples
          ? [`For example ${shown.map((example) => code(shownValue(example))).join(' or ')}.`]
          : []),
      ].join(' '),
    );
  }
  return parts;
}

/** A value as it may be written in the inventory. */
function shownValue(value: unknown): string {
  return typeof value === 'string' ? inYaml(value) : JSON.stringify(value);
}

function resolve(node: Node): Node {
  const name = node.$ref?.replace('#/$defs/', '');
  return name === undefined ? node : (schema().$defs[name] ?? node);
}

/** The nodes that a step leads to; none where the schema closes the way. */
function within(node: Node, step: string | number): Node[] {
  const target = resolve(node);
  const branches = (target.anyOf ?? []).flatMap((branch) => within(branch, step));
  if (typeof step === 'number')
    return target.items === undefined ? branches : [target.items, ...branches];
  const known = target.properties;
  if (known !== undefined && Object.hasOwn(known, step)) return [known[step] as Node, ...branches];
  const other = target.additionalProperties;
  return typeof other === 'object' ? [other, ...branches] : branches;
}
