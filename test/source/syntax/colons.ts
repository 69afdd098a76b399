import { type Case, inFull, inLines, inSmall, small } from './base.ts';

export const colons: readonly Case[] = [
  {
    name: 'bind colon blank',
    input: inSmall('10.0.0.1:8140', '10.0.0.1: 8140'),
    found: [
      ['3:11 YML001', 'there is a space between the address and the port', 'write 10.0.0.1:8140'],
    ],
  },
  {
    name: 'description colon',
    input: inSmall('name: p', 'name: p\n    description: Puppet: x'),
    found: [['3:18 YML001', 'a value that contains ": " needs quotes', 'write "Puppet: x"']],
  },
  {
    name: 'description colon twice',
    input: inSmall('name: p', 'name: p\n    description: Puppet: x: y'),
    found: [['3:18 YML001', 'a value that contains ": " needs quotes', 'write "Puppet: x: y"']],
  },
  {
    name: 'two keys a line',
    input: inSmall('name: p', 'name: p bind: x'),
    found: [
      [
        '2:11 YML001',
        '"bind:" is a second key on this line',
        'write bind: x on its own line; or, if it is text, in quotes: "p bind: x"',
      ],
    ],
  },
  {
    name: 'two keys a line comma',
    input: inSmall('name: p', 'name: p, bind: x'),
    found: [
      [
        '2:11 YML001',
        '"bind:" is a second key on this line',
        'write bind: x on its own line; or, if it is text, in quotes: "p, bind: x"',
      ],
    ],
  },
  {
    name: 'key in key',
    input: inSmall('name: p', 'check: kind: node'),
    found: [
      [
        '2:12 YML001',
        '"kind:" is a second key on this line',
        'write { kind: node }; or, if it is text, in quotes: "kind: node"',
      ],
    ],
  },
  {
    name: 'server one line',
    input: inLines('- name: a\n        address: 10.0.0.2', '- name: a address: 10.0.0.2'),
    found: [
      [
        '5:15 YML001',
        '"address:" is a second key on this line',
        'write address: 10.0.0.2 on its own line; or, if it is text, in quotes: "a address: 10.0.0.2"',
      ],
    ],
  },
  {
    name: 'flow value colon',
    input: inSmall('name: a', 'name: a, reason: drained: x'),
    found: [['5:28 YML001', 'a value that contains ": " needs quotes', 'write "drained: x"']],
  },
  {
    name: 'flow address colon',
    input: inSmall('address: 10.0.0.2', 'address: 10.0.0.2: 8140'),
    found: [
      ['5:29 YML001', 'there is a space between the address and the port', 'write 10.0.0.2:8140'],
    ],
  },
  {
    name: 'quoted then colon',
    input: inSmall('name: p', 'name: p\n    description: "Puppet": x'),
    found: [
      [
        '3:26 YML001',
        '": x" follows the closing quote',
        'write the whole value in quotes: "Puppet: x"',
      ],
    ],
  },
  {
    name: 'list of colon',
    input: inSmall('10.0.0.1:8140', '[10.0.0.1: 8140]'),
    found: [
      ['3:12 YML001', 'there is a space between the address and the port', 'write 10.0.0.1:8140'],
    ],
  },
  {
    name: 'url with blank',
    input: inSmall('name: p', 'name: p\n    description: see https: //x'),
    found: [['3:18 YML001', 'a value that contains ": " needs quotes', 'write "see https: //x"']],
  },
  {
    name: 'dash value colon',
    input: `pools:\n  - name: p\n    bind:\n      - 10.0.0.1: 8140\n`,
    found: [
      ['4:9 YML001', 'there is a space between the address and the port', 'write 10.0.0.1:8140'],
    ],
  },
  {
    name: 'flow colon no blank',
    input: inSmall('address: 10.0.0.2', 'address:10.0.0.2'),
    found: [['5:20 YML001', 'a space is missing after "address:"', 'write address: 10.0.0.2']],
  },
  {
    name: 'flow name colon',
    input: inSmall('name: a,', 'name:a,'),
    found: [['5:11 YML001', 'a space is missing after "name:"', 'write name: a']],
  },
  {
    name: 'flow all colon',
    input: inSmall('{ name: a, address: 10.0.0.2 }', '{name:a,address:10.0.0.2}'),
    found: [
      ['5:10 YML001', 'a space is missing after "name:"', 'write name: a'],
      ['5:17 YML001', 'a space is missing after "address:"', 'write address: 10.0.0.2'],
    ],
  },
  {
    name: 'block colon no blank',
    input: inSmall('name: p', 'name:p'),
    found: [['2:5 YML001', 'a space is missing after "name:"', 'write name: p']],
  },
  {
    name: 'block colon no blank 2',
    input: inSmall('bind: 1', 'bind:1'),
    found: [['3:5 YML001', 'a space is missing after "bind:"', 'write bind: 10.0.0.1:8140']],
  },
  {
    name: 'block colon no blank last',
    input: inLines('        address: 10.0.0.3', '        address:10.0.0.3'),
    found: [['8:9 YML001', 'a space is missing after "address:"', 'write address: 10.0.0.3']],
  },
  {
    name: 'key : value',
    input: inSmall('name: p', 'name : p'),
    found: [],
  },
  {
    name: 'key :value',
    input: inSmall('name: p', 'name :p'),
    found: [['2:5 YML001', 'a space is missing after "name:"', 'write name: p']],
  },
  {
    name: 'key=value',
    input: inSmall('name: p', 'name=p'),
    found: [['2:5 YML001', '"=" does not separate a key from its value', 'write name: p']],
  },
  {
    name: 'key = value',
    input: inSmall('name: p', 'name = p'),
    found: [['2:5 YML001', '"=" does not separate a key from its value', 'write name: p']],
  },
  {
    name: 'key = value 2',
    input: inSmall('    bind: 10', '    bind = 10'),
    found: [
      ['3:5 YML001', '"=" does not separate a key from its value', 'write bind: 10.0.0.1:8140'],
    ],
  },
  {
    name: 'key = value flow',
    input: inSmall('name: a', 'name = a'),
    found: [['5:11 YML001', '"=" does not separate a key from its value', 'write name: a']],
  },
  {
    name: 'key => value',
    input: inSmall('name: a', 'name => a'),
    found: [['5:11 YML001', '"=>" does not separate a key from its value', 'write name: a']],
  },
  {
    name: 'key => value ruby',
    input: inSmall('{ name: a, address: 10.0.0.2 }', "{ 'name' => 'a', 'address' => '10.0.0.2' }"),
    found: [
      [
        '5:18 YML001',
        '"=> \'a\'" follows the closing quote',
        'write the whole value in quotes: "name => \'a\'"',
      ],
      ['5:26 YML001', '"=>" does not separate a key from its value', "write address: '10.0.0.2'"],
    ],
  },
  {
    name: 'key value',
    input: inSmall('name: p', 'name p'),
    found: [['2:5 YML001', 'a colon is missing after "name"', 'write name: p']],
  },
  {
    name: 'key value2',
    input: inSmall('    bind: 10', '    bind 10'),
    found: [['3:5 YML001', 'a colon is missing after "bind"', 'write bind: 10.0.0.1:8140']],
  },
  {
    name: 'key value servers',
    input: inSmall('servers:', 'servers'),
    found: [['4:5 YML001', 'a colon is missing after "servers"', 'write servers:']],
  },
  {
    name: 'key value pools',
    input: inSmall('pools:', 'pools'),
    found: [['1:1 YML001', 'a colon is missing after "pools"', 'write pools:']],
  },
  {
    name: 'key value last',
    input: inLines('        address: 10.0.0.3', '        address 10.0.0.3'),
    found: [['8:9 YML001', 'a colon is missing after "address"', 'write address: 10.0.0.3']],
  },
  {
    name: 'key no colon flow',
    input: inSmall('address: 10.0.0.2', 'address 10.0.0.2'),
    found: [['5:20 YML001', 'a colon is missing after "address"', 'write address: 10.0.0.2']],
  },
  {
    name: 'key;',
    input: inSmall('bind:', 'bind;'),
    found: [['3:5 YML001', 'a colon is missing after "bind"', 'write bind: 10.0.0.1:8140']],
  },
  {
    name: 'missing colon hosts',
    input: `hosts:\n  a\n    address: 10.0.0.1\n${small}`,
    found: [['2:3 YML001', 'a colon is missing after "a"', 'write a:']],
  },
  {
    name: 'value on next line',
    input: inSmall('bind: 10', 'bind:\n10'),
    found: [['4:1 YML001', 'the value below "bind" is not indented', 'write bind: 10.0.0.1:8140']],
  },
  {
    name: 'value on next line ok',
    input: inSmall('bind: 10', 'bind:\n      10'),
    found: [],
  },
  {
    name: 'version colon',
    input: inFull('version: "2.6"', 'version: 2.6:'),
    found: [['2:12 YML001', 'a value that contains ": " needs quotes', 'write "2.6:"']],
  },
  {
    name: 'dot',
    input: inFull('role: ca', 'role. ca'),
    found: [['30:5 YML001', 'a colon is missing after "role."', 'write role.: ca']],
  },
  {
    name: 'colon space colon',
    input: inFull('role: ca', 'role: : ca'),
    found: [['30:11 YML001', 'a value that contains ": " needs quotes', 'write ": ca"']],
  },
  {
    name: 'space before colon',
    input: inFull('role: ca', 'role : ca'),
    found: [],
  },
  {
    name: 'key twice on line',
    input: inFull('role: ca', 'role: role: ca'),
    found: [
      [
        '30:11 YML001',
        '"role:" is a second key on this line',
        'write { role: ca }; or, if it is text, in quotes: "role: ca"',
      ],
    ],
  },
  {
    name: 'one line',
    input: 'pools: - name: a bind: 10.0.0.1:8140',
    found: [
      [
        '1:8 YML001',
        'a list with "-" cannot begin on the line of its key',
        'write - name: a bind: 10.0.0.1:8140 on its own line; or, if it is text, in quotes: "- name: a bind: 10.0.0.1:8140"',
      ],
    ],
  },
  {
    name: 'semicolons',
    input: 'pools: [{ name: a; bind: "10.0.0.1:8140"; servers: [b] }]\n',
    found: [
      ['1:18 YML001', '";" does not separate entries in brackets', 'write a, bind:'],
      [
        '1:41 YML001',
        '";" does not separate entries in brackets',
        'write "10.0.0.1:8140", servers:',
      ],
    ],
  },
  {
    name: 'defaults missing colon',
    input: 'defaults\n  balance: source\npools: []\n',
    found: [['1:1 YML001', 'a colon is missing after "defaults"', 'write defaults:']],
  },
];
