import { type Case, full, inFull, inLines, inSmall, small } from './base.ts';

export const indentation: readonly Case[] = [
  {
    name: 'key too far',
    input: inSmall('    bind', '      bind'),
    found: [
      [
        '3:7 YML001',
        '"bind:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'key too far by one',
    input: inSmall('    bind', '     bind'),
    found: [
      [
        '3:6 YML001',
        '"bind:" is indented by 5 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'key too little',
    input: inSmall('    bind', '   bind'),
    found: [
      [
        '3:4 YML001',
        '"bind:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'key too little at 0... 2',
    input: inSmall('    bind', '  bind'),
    found: [
      [
        '3:3 YML001',
        '"bind:" is indented by 2 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'key too little at 1',
    input: inSmall('    bind', ' bind'),
    found: [
      [
        '3:2 YML001',
        '"bind:" is indented by 1 space, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'key too little at 0',
    input: inSmall('    bind', 'bind'),
    found: [
      [
        '3:1 YML001',
        '"bind:" is not indented, its neighbours by 4 spaces',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'first server key far',
    input: inLines('        address: 10.0.0.2', '          address: 10.0.0.2'),
    found: [
      [
        '6:11 YML001',
        '"address:" is indented by 10 spaces, its neighbours by 8',
        'indent it by 8 spaces',
      ],
    ],
  },
  {
    name: 'server key little',
    input: inLines('        address: 10.0.0.2', '       address: 10.0.0.2'),
    found: [
      [
        '6:8 YML001',
        '"address:" is indented by 7 spaces, its neighbours by 8',
        'indent it by 8 spaces',
      ],
    ],
  },
  {
    name: 'server key at dash',
    input: inLines('        address: 10.0.0.2', '      address: 10.0.0.2'),
    found: [
      [
        '6:7 YML001',
        '"address:" is indented by 6 spaces, its neighbours by 8',
        'indent it by 8 spaces',
      ],
    ],
  },
  {
    name: 'servers too far',
    input: inSmall('    servers', '      servers'),
    found: [
      [
        '4:7 YML001',
        '"servers:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'servers too little',
    input: inSmall('    servers', '   servers'),
    found: [
      [
        '4:4 YML001',
        '"servers:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'servers at 2',
    input: inSmall('    servers', '  servers'),
    found: [
      [
        '4:3 YML001',
        '"servers:" is indented by 2 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'list item too far',
    input: inLines('      - name: b', '       - name: b'),
    found: [
      [
        '7:8 YML001',
        '"- name:" is indented by 7 spaces, its neighbours by 6',
        'indent it by 6 spaces',
      ],
    ],
  },
  {
    name: 'list item too little',
    input: inLines('      - name: b', '     - name: b'),
    found: [
      [
        '7:6 YML001',
        '"- name:" is indented by 5 spaces, its neighbours by 6',
        'indent it by 6 spaces',
      ],
    ],
  },
  {
    name: 'list item at key',
    input: inLines('      - name: b\n        address', '    - name: b\n      address'),
    found: [
      [
        '7:5 YML001',
        '"- name:" is indented by 4 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'list item at 3',
    input: inLines('      - name: b\n        address', '   - name: b\n     address'),
    found: [
      [
        '7:4 YML001',
        '"- name:" is indented by 3 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'pool dash too far',
    input: inLines('  - name: q', '    - name: q'),
    found: [
      [
        '9:5 YML001',
        '"- name:" is indented by 4 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'pool dash little',
    input: inLines('  - name: q', ' - name: q'),
    found: [
      [
        '9:2 YML001',
        '"- name:" is indented by 1 space, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'pool dash at 0',
    input: inLines('  - name: q', '- name: q'),
    found: [
      [
        '9:1 YML001',
        '"- name:" is not indented, its neighbours by 2 spaces',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'top-level key indented',
    input: `haproxy:\n  version: "2.6"\n puppet:\n  version: 8\n${small}`,
    found: [
      [
        '3:2 YML001',
        '"puppet:" is indented by 1 space, its neighbours are not',
        'write it at the beginning of the line',
      ],
    ],
  },
  {
    name: 'pools indented one',
    input: `haproxy:\n  version: "2.6"\n ${small}`,
    found: [
      [
        '3:2 YML001',
        '"pools:" is indented by 1 space, its neighbours are not',
        'write it at the beginning of the line',
      ],
    ],
  },
  {
    name: 'first key indented',
    input: ` ${inSmall('pools', 'pools')}puppet: { version: 8 }\n`,
    found: [
      [
        '1:2 YML001',
        '"pools:" is indented by 1 space, its neighbours are not',
        'write it at the beginning of the line',
      ],
    ],
  },
  {
    name: 'after nested too far',
    input: `haproxy:\n  version: "2.6"\n  global:\n    maxconn: 5\n   timeouts: {}\n${small}`,
    found: [
      [
        '5:4 YML001',
        '"timeouts:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'after nested far',
    input: `haproxy:\n  version: "2.6"\n  global:\n    maxconn: 5\n     log: x\n${small}`,
    found: [
      [
        '5:6 YML001',
        '"log:" is indented by 5 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'after number value',
    input: `defaults:\n  check:\n    kind: node\n      port: 9200\n${small}`,
    found: [
      [
        '4:7 YML001',
        '"port:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'after flow value',
    input: `defaults:\n  check: { kind: node }\n    balance: source\n${small}`,
    found: [
      [
        '3:5 YML001',
        '"balance:" is indented by 4 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'after quoted value',
    input: `haproxy:\n  version: "2.6"\n    running: 3.0.11\n${small}`,
    found: [
      [
        '3:5 YML001',
        '"running:" is indented by 4 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'under quoted list item',
    input: inSmall(
      '      - { name: b, address: 10.0.0.3 }',
      '        - { name: b, address: 10.0.0.3 }',
    ),
    found: [
      ['6:9 YML001', '"-" is indented by 8 spaces, its neighbours by 6', 'indent it by 6 spaces'],
    ],
  },
  {
    name: 'item less',
    input: inSmall(
      '      - { name: b, address: 10.0.0.3 }',
      '     - { name: b, address: 10.0.0.3 }',
    ),
    found: [
      ['6:6 YML001', '"-" is indented by 5 spaces, its neighbours by 6', 'indent it by 6 spaces'],
    ],
  },
  {
    name: 'item at 0',
    input: inSmall('      - { name: b, address: 10.0.0.3 }', '- { name: b, address: 10.0.0.3 }'),
    found: [
      ['6:1 YML001', '"-" is not indented, its neighbours by 2 spaces', 'indent it by 2 spaces'],
    ],
  },
  {
    name: 'hosts too far',
    input: `hosts:\n  a: { address: 10.0.0.1 }\n    b: { address: 10.0.0.2 }\n${small}`,
    found: [
      ['3:5 YML001', '"b:" is indented by 4 spaces, its neighbours by 2', 'indent it by 2 spaces'],
    ],
  },
  {
    name: 'hosts too little',
    input: `hosts:\n  a: { address: 10.0.0.1 }\n b: { address: 10.0.0.2 }\n${small}`,
    found: [
      ['3:2 YML001', '"b:" is indented by 1 space, its neighbours by 2', 'indent it by 2 spaces'],
    ],
  },
  {
    name: 'wrong nesting',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n  servers:\n    - { name: a, address: 10.0.0.2 }\n`,
    found: [
      [
        '4:3 YML001',
        '"servers:" is indented by 2 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'indent deep check',
    input: inFull('    port: 9200', '   port: 9200'),
    found: [
      [
        '17:4 YML001',
        '"port:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'indent check far',
    input: inFull('    port: 9200', '      port: 9200'),
    found: [
      [
        '17:7 YML001',
        '"port:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'servers item far',
    input: inFull('      - name: x', '       - name: x'),
    found: [
      [
        '34:8 YML001',
        '"- name:" is indented by 7 spaces, its neighbours by 6',
        'indent it by 6 spaces',
      ],
    ],
  },
  {
    name: 'servers key less',
    input: inFull('        address: 10.0.0.7', '       address: 10.0.0.7'),
    found: [
      [
        '35:8 YML001',
        '"address:" is indented by 7 spaces, its neighbours by 8',
        'indent it by 8 spaces',
      ],
    ],
  },
  {
    name: 'pool at 0',
    input: inFull('  - name: ca\n    role: ca\n', '- name: ca\n  role: ca\n'),
    found: [
      [
        '29:1 YML001',
        'a mapping cannot begin here',
        'write the mapping on its own line; or, if it is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'pool at 4',
    input: inFull('  - name: ca\n    role: ca\n', '    - name: ca\n      role: ca\n'),
    found: [
      [
        '29:5 YML001',
        '"- name:" is indented by 4 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'hosts less',
    input: inFull('  "compile[01:12]":', ' "compile[01:12]":'),
    found: [
      [
        '21:2 YML001',
        '"compile[01:12]": is indented by 1 space, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'hosts more',
    input: inFull('  "compile[01:12]":', '   "compile[01:12]":'),
    found: [
      [
        '21:4 YML001',
        '"compile[01:12]": is indented by 3 spaces, its neighbours by 2',
        'indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'hosts body same',
    input: inFull('    address: 10.0.0.[101:112]', '  address: 10.0.0.[101:112]'),
    found: [
      [
        '22:3 YML001',
        '"address:" is indented by 2 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'hosts body less',
    input: inFull('    address: 10.0.0.[101:112]', '   address: 10.0.0.[101:112]'),
    found: [
      [
        '23:5 YML001',
        '"except:" is indented by 4 spaces, its neighbours by 3',
        'indent it by 3 spaces',
      ],
    ],
  },
  {
    name: 'key no value, next indented',
    input: inFull('    role: ca\n', '    role:\n      ca\n'),
    found: [],
  },
  {
    name: 'comment unindented',
    input: inFull('    kind: node', '# kind: x\n    kind: node'),
    found: [],
  },
  {
    name: 'all indented',
    input: full
      .split('\n')
      .map((l) => l && `  ${l}`)
      .join('\n'),
    found: [],
  },
  {
    name: 'all but first indented',
    input: full
      .split('\n')
      .map((l, n) => (l && n ? `  ${l}` : l))
      .join('\n'),
    found: [
      [
        '11:3 YML001',
        '"puppet:" is indented by 2 spaces, its neighbours are not',
        'write it at the beginning of the line',
      ],
    ],
  },
  {
    name: '&nbsp;',
    input: `pools:\n&nbsp; - name: a\n`,
    found: [
      [
        '1:7 YML001',
        'a mapping cannot begin here',
        'write the mapping on its own line; or, if it is text, write the value in quotes',
      ],
    ],
  },
  {
    name: 'long plain',
    input: `pools:\n  - name: a\n    description: this is a long text\n      that goes on\n      and says: too much\n    bind: x\n`,
    found: [
      [
        '5:7 YML001',
        '"and says:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'long plain ok',
    input: `pools:\n  - name: a\n    description: this is a long text\n      that goes on\n    bind: x\n   servers: []\n`,
    found: [
      [
        '6:4 YML001',
        '"servers:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'tab after key',
    input: `pools:\n  - name:\ta\n    bind:\tx\n   servers: []\n`,
    found: [
      [
        '4:4 YML001',
        '"servers:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'tab at end',
    input: `pools:\t\n  - name: a\t\n    bind: x\n   servers: []\n`,
    found: [
      [
        '4:4 YML001',
        '"servers:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'crlf all',
    input: full.replaceAll('\n', '\r\n').replace('role: ca', 'role ca'),
    found: [['30:5 YML001', 'a colon is missing after "role"', 'write role: ca']],
  },
  {
    name: 'mixed crlf',
    input: `${inFull('role: ca\n', 'role: ca\r\n')} x: 1\n`,
    found: [
      ['36:2 YML001', '"x:" is indented by 1 space, its neighbours by 4', 'indent it by 4 spaces'],
    ],
  },
  {
    name: 'nbsp everywhere',
    input: full.replaceAll('    ', '\u00a0\u00a0\u00a0\u00a0'),
    found: [
      [
        '7:1 YML001',
        'U+00A0 NO-BREAK SPACE is not a space in YAML',
        'write a normal space, here and in 14 other lines',
      ],
    ],
  },
];
