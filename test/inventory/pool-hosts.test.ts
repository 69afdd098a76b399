import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

const hosts = `hosts:
  "west[1:2]": { address: "10.2.1.[1:2]" }
  "east[1:2]": { address: "10.3.1.[1:2]", id: "[11:12]", weight: 5, except: { east2: { state: drain, reason: disk, until: 2027-01-01 } } }
`;

function read(servers: string, above = hosts) {
  const text = `${above}pools:\n  - { name: p, bind: "10.2.0.9:8140", servers: ${servers} }\n`;
  return lint({ name: 'i.yaml', bytes: Buffer.from(text) });
}

/** The servers of a pool: name and what the entries say of them. */
function serversOf(servers: string): (string | undefined)[] {
  const { inventory, diagnostics } = read(servers);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (inventory?.pools[0]?.servers ?? []).map((server) =>
    [
      server.name?.value,
      `w${server.weight?.value ?? '-'}`,
      ...(server.backup?.value ? ['backup'] : []),
      ...(server.state === undefined ? [] : [server.state.value]),
      ...[server.reason, server.until].flatMap((said) => said?.value ?? []),
    ].join(' '),
  );
}

function problems(servers: string, above?: string): string[] {
  const { diagnostics } = read(servers, above);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, help }) => `${code} ${message}: ${help}`);
}

describe('an entry of a host says what is different in its pool', () => {
  it.each([
    [
      '["west*", { host: "east*", backup: true }]',
      ['west1 w-', 'west2 w-', 'east1 w5 backup', 'east2 w5 backup drain disk 2027-01-01'],
    ],
    [
      '["*", { host: west1, weight: 9 }]',
      ['west1 w9', 'west2 w-', 'east1 w5', 'east2 w5 drain disk 2027-01-01'],
    ],
    ['[{ host: west2, weight: 9 }, "w*"]', ['west1 w-', 'west2 w9']],
    ['["west[1:2]", { host: west1, weight: 9 }]', ['west1 w9', 'west2 w-']],
    [
      '[{ host: "*1", weight: 8 }, { host: "west[1:2]", backup: true }, { host: west1, state: maint, reason: x }]',
      ['west1 w8 backup maint x', 'east1 w8', 'west2 w- backup'],
    ],
    ['[{ host: east2, state: ready }]', ['east2 w5 ready']],
    ['[{ host: east2, state: maint }]', ['east2 w5 maint disk 2027-01-01']],
    ['[{ host: east2, state: maint, reason: fan }]', ['east2 w5 maint fan 2027-01-01']],
    ['[{ host: east1 }, { name: own, address: 10.9.9.9 }]', ['east1 w5', 'own w-']],
  ])('%s', (servers, expected) => {
    expect(serversOf(servers)).toEqual(expected);
  });
});

describe('what cannot be meant is refused with what to write', () => {
  it.each([
    [
      '[{ host: 10.0.0.1 }]',
      ['INV114 "10.0.0.1" is not in "hosts": write { name: NAME, address: 10.0.0.1 }'],
    ],
    ['[{ host: west3, weight: 2 }]', ['INV114 "west3" is not in "hosts": did you mean "west1"?']],
    [
      '[{ host: "north*" }]',
      [
        'INV114 the pattern "north*" matches no host: write the name of a host in "hosts", or a pattern that matches one',
      ],
    ],
    [
      '[{ host: west1, name: x, address: 10.0.0.1 }]',
      [
        'SCH001 "host" is not allowed together with "name" and "address": write { host: west1 } for the host in "hosts", or { name: x, address: 10.0.0.1 }',
      ],
    ],
    [
      '[{ host: west1, name: x }]',
      [
        'SCH001 "host" is not allowed together with "name": write { host: west1 } for the host in "hosts", or { name: x, address: ADDRESS }',
      ],
    ],
    ['[{ host: west1, weigth: 2 }]', ['SCH001 unknown property "weigth": did you mean "weight"?']],
    [
      '[{ host: west1, id: "[1:2]" }]',
      [
        'SCH003 "id" "[1:2]" is not a whole number in plain digits: write a whole number in plain digits, for example 1',
      ],
    ],
    ['[{ host: 7 }]', ['SCH003 "host" is 7, not a text: write a text, for example compile02']],
    [
      '["*", { host: west1 }, { host: west1, weight: 2 }]',
      ['INV102 server name "west1" is already taken: remove one of the two'],
    ],
    ['["*", west1]', ['INV102 server name "west1" is already taken: remove one of the two']],
  ])('%s', (servers, expected) => {
    expect(problems(servers)).toEqual(expected);
  });

  it('as another word for "address" where there are no hosts', () => {
    const help = 'did you mean "address"?';
    expect(problems('[{ name: x, host: 10.0.0.1 }]')).toEqual([
      `SCH001 unknown property "host": ${help}`,
    ]);
    expect(problems('[{ name: x, host: puppet1 }]', '')).toEqual([
      `SCH001 unknown property "host": ${help}`,
    ]);
  });
});
