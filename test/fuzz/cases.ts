import { commands } from '../../src/cli/commands/list.ts';
import { formats } from '../../src/report/lint/formats.ts';
import { toInputs } from './inputs.ts';
import { type Random, toRandom } from './random.ts';

/** Command lines that are run one after the other, each with the same standard input. */
export interface Case {
  readonly how: string;
  readonly stdin: Buffer;
  readonly lines: readonly (readonly string[])[];
}

/** Makes the cases of a seed, each from its index alone. */
export type MakeCase = (seed: number, index: number) => Case;

/** Makes cases from the examples and fixtures of the project. */
export function toCases(root: string, corpus?: string): MakeCase {
  const make = toInputs(root, corpus);
  return (seed, index) => {
    const { how, bytes } = make(seed, index);
    const random = toRandom(~seed, index);
    if (how !== 'as it is' && random.once(20)) {
      return { how: `command line, ${how}`, stdin: bytes, lines: [commandLine(random)] };
    }
    const build = ['build', '-', '--haproxy', 'off', ...(random.once(3) ? ['--listen-only'] : [])];
    const lint = ['lint', '-', '--format', random.pick(formats)];
    const fix = ['lint', '-', '--fix', ...(random.once(4) ? ['--diff'] : [])];
    return { how, stdin: bytes, lines: [lint, build, fix] };
  };
}

/**
 * Commands that leave others alone: `probe` would send traffic to what an input names, and `lsp` reads the standard
 * input of this process, at whose end it ends it.
 */
const quiet = commands.filter(({ name }) => name !== 'probe' && name !== 'lsp');

const words: readonly string[] = [
  ...[
    '-',
    '--',
    '',
    ' ',
    'nothing.yaml',
    '.',
    '/',
    'a\nb',
    '\u202e',
    '\u001b[2J',
    'é',
    'x'.repeat(5000),
  ],
  ...[
    '--nothing',
    '--format',
    '--format=json',
    '--format=',
    '--format=xml',
    '--format=sarif=out.sarif',
    '--format=junit=no/such/out',
    '-o',
    '-oout',
    '-x',
    '---',
  ],
  ...[
    '--check',
    '--listen-only',
    '--together',
    '--max-warnings',
    '--max-warnings=0',
    '--max-warnings=1e9',
  ],
  ...[
    '--debug',
    '--help',
    '-h',
    '--color',
    '--color=always',
    '--color=sometimes',
    '--haproxy',
    'YML001',
  ],
  ...[
    '--out-dir=out',
    '--output=no/such/out',
    '--=x',
    '--debug=1',
    'INV102',
    'inv102',
    '__proto__',
    'HAP3',
  ],
  ...['constructor', 'toString', '0', '-1', 'bash', '--version', 'lint', 'build', 'help'],
];

/** Words that may be no command line at all; nothing they name is outside the folder that they run in. */
function commandLine(random: Random): string[] {
  const line: string[] = [];
  for (let left = random.below(5); left > 0; left -= 1) line.push(random.pick(words));
  if (random.once(8)) return line;
  const { name, options } = random.pick(quiet);
  // What comes first counts; without it the real HAProxy would be asked.
  const off = options.some((option) => option.name === 'haproxy') ? ['--haproxy', 'off'] : [];
  return [name, ...off, ...line];
}
