import { type Case, inFull, inLines, inSmall, small } from './base.ts';

export const lists: readonly Case[] = [
  {
    name: '-name',
    input: inSmall('- name', '-name'),
    found: [['2:3 YML001', 'a space is missing after "-"', 'write - name: p']],
  },
  {
    name: '-name second',
    input: inLines('- name: q', '-name: q'),
    found: [['9:3 YML001', 'a space is missing after "-"', 'write - name: q']],
  },
  {
    name: '-name only',
    input: `pools:\n  -name: p\n   bind: 10.0.0.1:8140\n`,
    found: [
      ['2:3 YML001', 'a space is missing after "-"', 'write - name: p'],
      [
        '3:4 YML001',
        '"bind:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: '-name server',
    input: inLines('- name: b', '-name: b'),
    found: [['7:7 YML001', 'a space is missing after "-"', 'write - name: b']],
  },
  {
    name: '-{',
    input: inSmall('- { name: b', '-{ name: b'),
    found: [
      ['6:7 YML001', 'a space is missing after "-"', 'write - { name: b, address: 10.0.0.3 }'],
    ],
  },
  {
    name: '-{ both',
    input: small.replaceAll('- {', '-{'),
    found: [
      ['5:7 YML001', 'a space is missing after "-"', 'write - { name: a, address: 10.0.0.2 }'],
      ['6:7 YML001', 'a space is missing after "-"', 'write - { name: b, address: 10.0.0.3 }'],
    ],
  },
  {
    name: 'missing dash',
    input: inLines('      - name: b', '        name: b'),
    found: [
      [
        '7:9 YML002',
        'key "name" is written twice',
        'remove one of the two; if another item begins here, write "- " before it',
      ],
    ],
  },
  {
    name: 'missing dash flow',
    input: inSmall('      - { name: b', '        { name: b'),
    found: [
      [
        '6:9 YML001',
        '"- " is missing before "{"',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'missing dash flow 2',
    input: inSmall('      - { name: b', '      { name: b'),
    found: [
      [
        '6:7 YML001',
        '"- " is missing before "{"',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'missing dash first',
    input: inSmall('  - name: p', '  name: p'),
    found: [
      [
        '2:3 YML001',
        '"name:" is indented by 2 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'tab after dash',
    input: inLines('- name: b', '-\tname: b'),
    found: [['7:8 YML001', 'a tab is not allowed between "-" and a key', 'write a space instead']],
  },
  {
    name: 'tab after dash flow',
    input: inSmall('- { name: b', '-\t{ name: b'),
    found: [],
  },
  {
    name: 'value and list',
    input: inSmall('servers:', 'servers: x'),
    found: [
      [
        '4:14 YML001',
        '"servers" has a value on its line and another below it',
        'remove one of the two',
      ],
    ],
  },
  {
    name: 'value and list 2',
    input: inLines('servers:', 'servers: []'),
    found: [
      [
        '4:14 YML001',
        '"servers" has a value on its line and another below it',
        'remove one of the two',
      ],
    ],
  },
  {
    name: 'value and map',
    input: `haproxy: x\n  version: "2.6"\n${small}`,
    found: [
      [
        '1:10 YML001',
        '"haproxy" has a value on its line and another below it',
        'remove one of the two',
      ],
    ],
  },
  {
    name: 'value and map2',
    input: `haproxy: {}\n  version: "2.6"\n${small}`,
    found: [
      [
        '1:10 YML001',
        '"haproxy" has a value on its line and another below it',
        'remove one of the two',
      ],
    ],
  },
  {
    name: 'list and map',
    input: inSmall('      - { name: b, address: 10.0.0.3 }', '      name: b'),
    found: [
      [
        '6:7 YML001',
        '"- " is missing before "name:"',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'map then list',
    input: `hosts:\n  a: {}\n  - b\n${small}`,
    found: [
      [
        '3:3 YML001',
        'a list item is not allowed among keys',
        'write KEY: VALUE, or move the list below a key of its own',
      ],
    ],
  },
  {
    name: 'star in list',
    input: inFull('["compile*"]', '[*compile]'),
    found: [
      [
        '28:15 YML003',
        'YAML alias "*compile" is not allowed in an inventory',
        'write what pools share in "defaults" or "hosts"; if the text begins with "*", write it in quotes',
      ],
    ],
  },
  {
    name: 'dash instead of colon',
    input: inFull('role: ca', 'role - ca'),
    found: [['30:5 YML001', 'a colon is missing after "role"', 'write role: ca']],
  },
  {
    name: 'list no space',
    input: inFull('      - ca1', '      -ca1'),
    found: [['33:7 YML001', 'a space is missing after "-"', 'write - ca1']],
  },
  {
    name: 'list no space both',
    input: inFull('      - ca1\n      - name: x', '      -ca1\n      -name: x'),
    found: [
      ['33:7 YML001', 'a space is missing after "-"', 'write - ca1'],
      ['34:7 YML001', 'a space is missing after "-"', 'write - name: x'],
    ],
  },
  {
    name: 'list star bullets',
    input: inFull('      - ca1', '      * ca1'),
    found: [['33:7 YML001', '"*" does not begin a list item', 'write "-"']],
  },
  {
    name: 'list star bullets2',
    input: inFull('      - name: x', '      * name: x'),
    found: [['34:7 YML001', '"*" does not begin a list item', 'write "-"']],
  },
  {
    name: 'list missing dash 1st',
    input: inFull('      - ca1', '        ca1'),
    found: [
      [
        '33:9 YML001',
        '"- " is missing before "ca1"',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'list missing dash 1st same',
    input: inFull('      - ca1', '      ca1'),
    found: [
      [
        '33:7 YML001',
        '"- " is missing before "ca1"',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'anchor list',
    input: `x: &a [1]\npools: *a\n`,
    found: [
      [
        '2:8 YML003',
        'YAML alias "*a" is not allowed in an inventory',
        'write what pools share in "defaults" or "hosts"; if the text begins with "*", write it in quotes',
      ],
    ],
  },
  {
    name: 'tab in list',
    input: `pools:\n  - name: a\n    servers:\n    \t- b\n`,
    found: [['4:5 YML001', 'YAML cannot be indented with tabs', 'indent with spaces']],
  },
];
