import { expect } from 'vitest';
import { withFolder } from '../folder.ts';
import { runProgram } from '../program.ts';

/** What is other than plain in a made inventory. */
export interface Fleet {
  readonly count: number;
  /** Servers by their number, with further properties. */
  readonly others?: Readonly<Record<number, string>>;
  /** Servers that are missing, by their number. */
  readonly without?: readonly number[];
  /** Lines of the pool. */
  readonly pool?: string;
}

/** An inventory of one pool of masters. */
export function fleet({ count, others = {}, without = [], pool = '' }: Fleet): string {
  const servers = Array.from({ length: count }, (_, at) => at + 1)
    .filter((number) => !without.includes(number))
    .map((number) => {
      const name = `compile${String(number).padStart(2, '0')}`;
      const address = `10.1.${number >> 8}.${number & 255}`;
      return `      - { name: ${name}, address: ${address}${others[number] ?? ''} }\n`;
    });
  return `haproxy: { running: 2.6.12 }
pools:
  - name: compile
    bind: 10.0.0.100:8140
${pool}    servers:
${servers.join('')}`;
}

/** A list of agents with names, as a table. */
export function agentList(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    return `web${at}.example.com,10.${2 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}\n`;
  });
  return `certname,ipaddress\n${lines.join('')}`;
}

function withLongNames(inventory: string): string {
  return inventory
    .replaceAll(/name: compile(\d+)/g, 'name: puppet-compile-$1.frankfurt.example.com')
    .replace('name: compile', 'name: masters-that-compile-catalogues-for-the-whole-fleet')
    .replaceAll(' }', `, weight: 7 }`)
    .replace('2.6.12, weight: 7', '2.6.12');
}

const drain = ', state: drain, reason: upgrade';

/** Changes that are worth a look, as files and words. */
export const previews: Readonly<
  Record<string, { readonly files: Readonly<Record<string, string>>; readonly words?: string }>
> = {
  'two drained, nobody spare': {
    files: {
      'before.yaml': fleet({ count: 3 }),
      'after.yaml': fleet({ count: 3, others: { 2: drain, 3: drain } }),
      'agents.csv': agentList(40),
    },
    words: '--clients agents.csv',
  },
  'one more of two': {
    files: { 'before.yaml': fleet({ count: 2 }), 'after.yaml': fleet({ count: 3 }) },
  },
  'one drained of ten': {
    files: {
      'before.yaml': fleet({ count: 10 }),
      'after.yaml': fleet({ count: 10, others: { 4: drain }, pool: '    check: { fall: 2 }\n' }),
    },
  },
  'one removed of fifty, with agents': {
    files: {
      'before.yaml': fleet({ count: 50 }),
      'after.yaml': fleet({ count: 50, without: [7] }),
      'agents.csv': agentList(1000),
    },
    words: '--clients agents.csv',
  },
  'one removed of three hundred': {
    files: {
      'before.yaml': fleet({ count: 300 }),
      'after.yaml': fleet({ count: 300, without: [7], others: { 9: drain } }),
    },
  },
  'consistent, a heavier one': {
    files: {
      'before.yaml': fleet({ count: 4, pool: '    hash-type: consistent\n' }),
      'after.yaml': fleet({
        count: 4,
        pool: '    hash-type: consistent\n',
        others: { 2: ', weight: 5' },
      }),
    },
  },
  'long names': {
    files: {
      'before.yaml': withLongNames(fleet({ count: 9 })),
      'after.yaml': withLongNames(fleet({ count: 9, without: [2] })),
    },
  },
  'another algorithm, which nobody can foretell': {
    files: {
      'before.yaml': fleet({ count: 3 }),
      'after.yaml': fleet({ count: 3, pool: '    balance: leastconn\n' }),
    },
  },
  nothing: {
    files: { 'before.yaml': fleet({ count: 3 }), 'after.yaml': fleet({ count: 3 }) },
  },
  'only a danger': {
    files: {
      'before.yaml': fleet({ count: 3, others: { 2: `${drain}, until: 2026-11-01` } }),
      'after.yaml': fleet({ count: 3, others: { 2: `${drain}, until: 2026-11-01` } }),
    },
    words: '--today',
  },
};

/** Runs `diff after.yaml --against before.*` on files; returns what is written. */
export async function runPreview(
  files: Readonly<Record<string, string>>,
  words: readonly string[],
  before = 'before.yaml',
): Promise<string> {
  return await withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    const run = await runProgram(
      ['diff', 'after.yaml', '--against', before, ...words],
      folder.path,
    );
    expect([0, 2], run.stderr).toContain(run.code);
    return run.stdout;
  });
}

/** Names that would be something else if they were not escaped. */
export const hostile: readonly string[] = [
  '</script><script>alert(1)</script>',
  '</style><style>*{display:none}</style>',
  '"><img src=http://192.0.2.1/x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></svg></td></table><h1>out',
  '</details></summary>',
  '<!--',
  '&lt;b&gt;',
  '@everyone',
  'someone@example.com',
  '#123',
  '!7',
  'https://evil.example/x',
  'www.evil.example',
  '[a](http://evil.example)',
  '![a](http://evil.example)',
  '**b**_c_~~d~~',
  'a|b||c',
  'a\\|b\\\\|c\\',
  '`x`',
  '``` ```',
  '`',
  '$`x`$',
  ':smile:',
  '/close',
  '- [ ] task',
  '\u202eabc\u2066',
  'a\u0000b\u001bc\u009b31m',
  '\u200bzero',
  `long${'x'.repeat(5000)}`,
];

/** A file, servers, checks and agents that are called like that; run it against `hostileName`. */
export const hostileName = '`|@a <b>.cfg';

/** The files that `hostileName` is among. */
export function hostileFiles(): Record<string, string> {
  const quoted = hostile
    .map((word) => word.replace(/\0/g, ''))
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  return {
    'after.yaml': fleet({ count: 3 }),
    [hostileName]: `listen compile
  mode tcp
  bind 10.0.0.100:8140
  balance source
  hash-type map-based
${quoted.map((word, at) => `  http-check expect rstring ${word}\n  server ${word} 10.9.0.${at + 1}:8140\n`).join('')}`,
    'clients.json': JSON.stringify(
      hostile.map((certname, at) => ({ certname, ipaddress: `10.5.0.${at + 1}` })),
    ),
  };
}
