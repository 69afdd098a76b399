import { schemas } from '../generated/schemas.ts';
import type { Path } from '../yaml/path.ts';
import { type Part, plain } from './markup.ts';

interface Node {
  readonly $ref?: string;
  readonly description?: string;
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
  let nodes: readonly Node[] = [schema()];
  for (const step of path) nodes = nodes.flatMap((node) => within(node, step));
  const [node] = nodes;
  if (node === undefined) return undefined;
  const whole: Node = { ...resolve(node), ...node };
  const { description, enum: words, default: byDefault, examples = [] } = whole;
  if (description === undefined) return undefined;
  const meanings = words?.map((word, at) => {
    const meaning = whole.enumDescriptions?.[at];
    return `- ${code(word)}${meaning === undefined ? '' : `: ${plain(meaning)}`}`;
  });
  const shown = examples.filter((example) => !String(example).includes('\n')).slice(0, 3);
  const facts = [
    byDefault === undefined ? '' : `Default: ${code(byDefault)}.`,
    words !== undefined || shown.length === 0 ? '' : `For example ${shown.map(code).join(' or ')}.`,
  ].filter((fact) => fact !== '');
  const key = path.at(-1);
  const title = typeof key === 'string' ? `**${plain(key)}**: ` : '';
  return [
    `${title}${plain(description)}`,
    ...(meanings === undefined ? [] : [meanings.join('\n')]),
    ...(facts.length === 0 ? [] : [facts.join(' ')]),
  ];
}

/** A value as it may be written in the inventory: in quotes where YAML would read another one. */
function code(value: unknown): string {
  const isPlain =
    typeof value !== 'object' && !(typeof value === 'string' && /^[0-9]+(\.[0-9]+)?$/.test(value));
  return `\`${isPlain ? String(value) : JSON.stringify(value)}\``;
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
