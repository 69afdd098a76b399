import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

function codesOf(text: string): string[] {
  const { diagnostics } = lint({ name: 'choice.yaml', bytes: Buffer.from(text) });
  return diagnostics.map(({ code }) => code).sort();
}

interface PoolText {
  readonly own?: string;
  readonly servers: string;
}

function pool({ own = '', servers }: PoolText): string {
  return `pools:\n  - { name: p, bind: "10.0.9.1:8140", ${own}servers: [${servers}] }\n`;
}

/** Servers written out, each with further words. */
function servers(...words: string[]): string {
  return words
    .map((word, index) => `{ name: s${index}, address: 10.0.0.${index + 1}${word && `, ${word}`} }`)
    .join(', ');
}

const three = servers('', '', '');
const ring = 'hash-type: consistent, ';

const cases: readonly [string, string, readonly string[]][] = [
  ['two servers and not a word more', pool({ servers: servers('', '') }), []],
  ['one server', pool({ own: 'hash-type: map-based, ', servers: servers('') }), []],
  ['one server on a ring', pool({ own: 'hash-type: consistent wt6, ', servers: servers('') }), []],
  ['three servers', pool({ servers: three }), ['HAP323']],
  ['two of three drained', pool({ servers: servers('', 'state: drain', 'state: maint') }), []],
  ['two of unequal weight', pool({ servers: servers('', 'weight: 2') }), ['HAP323']],
  ['two of equal weight', pool({ servers: servers('weight: 9', 'weight: 9') }), []],
  [
    'a divisor that a drained one spoils',
    pool({ servers: servers('weight: 2', 'weight: 2', 'weight: 3, state: drain') }),
    ['HAP323'],
  ],
  ['a third as backup', pool({ servers: servers('', '', 'backup: true') }), []],
  [
    'all drained',
    pool({ own: 'hash-type: map-based, ', servers: servers('state: drain', 'state: maint') }),
    ['HAP311'],
  ],
  [
    'all without weight',
    pool({ own: 'default-server: { weight: 0 }, ', servers: three }),
    ['HAP311'],
  ],
  [
    'all backups drained',
    pool({ servers: servers('backup: true, state: maint', 'backup: true, state: maint') }),
    ['HAP311'],
  ],
  ['one backup alone', pool({ servers: servers('backup: true') }), []],
  [
    'two backups, one drained',
    pool({ servers: servers('backup: true', 'backup: true, state: drain') }),
    [],
  ],
  ['two backups', pool({ servers: servers('backup: true', 'backup: true') }), ['HAP328']],
  [
    'all backups on purpose',
    pool({
      own: 'extra: [no option allbackups, option allbackups], ',
      servers: servers('backup: true', 'backup: true'),
    }),
    ['HAP335'],
  ],
  [
    'all backups taken back',
    pool({
      own: 'extra: [option allbackups, no option allbackups], ',
      servers: servers('backup: true', 'backup: true'),
    }),
    ['HAP328', 'HAP335'],
  ],
  [
    'a table of clients',
    pool({ own: 'extra: ["stick-table type ip size 1k", stick on src], ', servers: three }),
    [],
  ],
  [
    'a slow start by default',
    pool({ servers: servers('slowstart: 5s', 'slowstart: 5s') }),
    ['HAP326', 'HAP326'],
  ],
  [
    'a slow start on a ring',
    pool({ own: ring, servers: servers('id: 1, slowstart: 5s', 'id: 2') }),
    [],
  ],
  [
    'a slow start of connections',
    pool({
      own: 'timeouts: { queue: 10m }, ',
      servers: servers('maxconn: 9, slowstart: 5s', ''),
    }),
    [],
  ],
  [
    'a slow start without a check',
    pool({ own: 'balance: leastconn, check: none, ', servers: servers('slowstart: 5s', '') }),
    ['CHK213', 'HAP349'],
  ],
  [
    'a weight of no use in one pool of two',
    `hosts:\n  "h[1:2]": { address: "10.0.0.[1:2]", weight: 4 }\npools:\n  - { name: p, bind: "10.0.9.1:8140", balance: first, servers: ["h*"] }\n  - { name: q, bind: "10.0.9.2:8140", balance: leastconn, servers: [h1] }\n`,
    [],
  ],
  [
    'a weight of no use in two pools',
    `hosts:\n  "h[1:2]": { address: "10.0.0.[1:2]", weight: 4 }\npools:\n  - { name: p, bind: "10.0.9.1:8140", balance: first, servers: ["h*"] }\n  - { name: q, bind: "10.0.9.2:8140", balance: first, servers: [h1] }\n`,
    ['HAP326'],
  ],
  [
    'a weight of 0 for the first',
    pool({ own: 'balance: first, ', servers: servers('weight: 0', '') }),
    ['HAP327'],
  ],
  [
    'a weight of 0 while drained',
    pool({ servers: servers('weight: 0, state: drain', '') }),
    ['HAP327'],
  ],
  [
    'a hash type for one of two pools',
    `defaults: { balance: leastconn, hash-type: map-based sdbm avalanche }\n${pool({ own: 'balance: source, ', servers: three })}`,
    [],
  ],
  [
    'a hash type for no pool',
    `defaults: { balance: leastconn, hash-type: map-based }\n${pool({ own: 'hash-type: consistent, balance: source, ', servers: servers('') })}`,
    ['HAP320'],
  ],
  [
    'a hash type that waits for source',
    `defaults: { hash-type: consistent }\n${pool({ own: 'balance: first, ', servers: three })}`,
    [],
  ],
  [
    'an older HAProxy and no function',
    `haproxy: { version: "2.6", balancers: [10.0.0.0/27] }\n${pool({ own: 'hash-type: consistent none, ', servers: servers('id: 1', 'id: 2') })}`,
    ['HAP315'],
  ],
  [
    'a newer HAProxy and no function',
    `haproxy: { version: "3.0", balancers: [10.0.0.0/27] }\n${pool({ own: 'hash-type: consistent none, ', servers: servers('id: 1', 'id: 2') })}`,
    ['HAP321'],
  ],
];

describe('what HAProxy does with weights and hashes is said of', () => {
  for (const [name, text, expected] of cases) {
    it(`${name}: ${expected.join(' ')}`, () => {
      expect(codesOf(text)).toEqual(expected);
    });
  }
});

const refused: readonly [string, string, string][] = [
  ['all pools', 'defaults: { balance: leastconn, hash-type: map-based }\npools: 7\n', 'SCH003'],
  [
    'an algorithm',
    pool({ own: 'balance: lestconn, hash-type: consistent sdbm, ', servers: three }),
    'HAP303',
  ],
  [
    'an algorithm for all',
    `defaults: { balance: lestconn, hash-type: map-based }\n${pool({ servers: three })}`,
    'HAP303',
  ],
  ['a hash type', pool({ own: 'hash-type: mapbased, ', servers: three }), 'HAP304'],
  [
    'a hash type for all',
    `defaults: { hash-type: consistent sdbn }\n${pool({ servers: three })}`,
    'HAP304',
  ],
  ['a weight', pool({ servers: servers('weight: 257', '', '') }), 'SCH005'],
  [
    'a state',
    pool({ servers: servers('state: drian, weight: 0', 'backup: true', 'backup: true') }),
    'SCH004',
  ],
  ['a backup', pool({ servers: servers('backup: 1', 'backup: true', 'backup: true') }), 'SCH003'],
  ['an id', pool({ own: ring, servers: servers('id: 0', '', '') }), 'SCH005'],
  [
    'a property',
    pool({ own: 'balanec: first, ', servers: servers('weight: 3', '', 'slowstart: 5s') }),
    'SCH001',
  ],
  ['a limit', pool({ servers: servers('maxconn: 0, slowstart: 5s', '') }), 'SCH005'],
  ['a server', pool({ servers: `${three}, compile1` }), 'INV114'],
  ['a server on a ring', pool({ own: ring, servers: `${three}, compile1` }), 'INV114'],
];

describe('one mistake is one finding where what is refused is', () => {
  for (const [name, text, expected] of refused) {
    it(name, () => {
      expect(codesOf(text)).toEqual([expected]);
    });
  }
});
