import { type Case, full, inFull, inLines, inSmall, small } from './base.ts';

export const fragments: readonly Case[] = [
  {
    name: 'unfinished key',
    input: `${small}pup`,
    found: [['7:1 YML001', 'a colon is missing after "pup"', 'write pup:']],
  },
  {
    name: 'unfinished key 2',
    input: `${small}puppet: { ver`,
    found: [['7:9 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'unfinished key 4',
    input: `${small}  - name: q\n    bin`,
    found: [['8:5 YML001', 'a colon is missing after "bin"', 'write bin:']],
  },
  {
    name: 'unfinished key 5',
    input: `${small}      - { name: c, addr`,
    found: [['7:9 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'unfinished value',
    input: `${small}puppet:\n  version: "`,
    found: [['8:12 YML001', "this '\"' is not closed", "write '\"' where the text ends"]],
  },
  {
    name: 'unfinished -',
    input: `${small}  - name: q\n    -`,
    found: [
      ['8:5 YML001', '"-" is indented by 4 spaces, its neighbours by 2', 'indent it by 2 spaces'],
    ],
  },
  {
    name: 'dup pools',
    input: small + small,
    found: [
      ['7:1 YML002', 'key "pools" is written twice', 'move the contents of both below one key'],
    ],
  },
  {
    name: 'dup bind',
    input: inSmall('    bind', '    bind: 10.0.0.9:1\n    bind'),
    found: [['4:5 YML002', 'key "bind" is written twice', 'remove one of the two']],
  },
  {
    name: 'half commented 3',
    input: inLines('      - name: b', '#      - name: b'),
    found: [['8:9 YML002', 'key "address" is written twice', 'remove one of the two']],
  },
  {
    name: 'half commented 4',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n#    servers:\n      - { name: a, address: 10.0.0.2 }\n`,
    found: [
      [
        '5:7 YML001',
        '"-" is indented by 6 spaces, its neighbours by 2',
        'comment it out like "servers:" above it, or indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'half commented flow',
    input: inSmall('{ name: a, address: 10.0.0.2 }', '{ name: a, # address: 10.0.0.2 }'),
    found: [
      [
        '5:9 YML001',
        'this "{" is not closed',
        'write "}" before "#", which begins a comment; or write the text with "#" in quotes',
      ],
    ],
  },
  {
    name: 'half commented flow2',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [\n      a, # ]\n  - name: q\n`,
    found: [
      [
        '4:14 YML001',
        'this "[" is not closed',
        'write "]" where it ends, before the next key or item',
      ],
    ],
  },
  {
    name: 'half commented parent',
    input: `#haproxy:\n  version: "2.6"\n${small}`,
    found: [
      [
        '2:3 YML001',
        'this line is neither KEY: VALUE nor a list item',
        'comment it out like "haproxy:" above it, or write that without "#"',
      ],
    ],
  },
  {
    name: 'half commented parent 2',
    input: `haproxy:\n#  global:\n    maxconn: 5\n  version: "2.6"\n${small}`,
    found: [
      [
        '3:5 YML001',
        '"maxconn:" is indented by 4 spaces, its neighbours by 2',
        'comment it out like "global:" above it, or indent it by 2 spaces',
      ],
    ],
  },
  {
    name: 'dots',
    input: `${small}...\n${small}`,
    found: [
      [
        '8:1 YML007',
        'a second YAML document begins here',
        'move the second document to a file of its own',
      ],
    ],
  },
  {
    name: '--- at end',
    input: `${small}---\n`,
    found: [['7:1 YML007', 'a second YAML document begins here', 'delete the line']],
  },
  {
    name: '... end',
    input: `${small}...\n`,
    found: [],
  },
  {
    name: '--- text',
    input: '--- pools: []\n',
    found: [
      [
        '1:5 YML001',
        'nothing can follow "---" on its line',
        'write it on the next line, or remove "---"',
      ],
    ],
  },
  {
    name: '--- text2',
    input: '---pools: []\n',
    found: [
      [
        '1:4 YML001',
        'nothing can follow "---" on its line',
        'write it on the next line, or remove "---"',
      ],
    ],
  },
  {
    name: 'crlf unclosed',
    input: inSmall('name: p', 'name: "p').replaceAll('\n', '\r\n'),
    found: [['2:11 YML001', "this '\"' is not closed", 'write "p"']],
  },
  {
    name: 'crlf indent',
    input: inSmall('    bind', '      bind').replaceAll('\n', '\r\n'),
    found: [
      [
        '3:7 YML001',
        '"bind:" is indented by 6 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'two mistakes',
    input: inSmall('name: a, address', 'name: a address').replace(
      '10.0.0.1:8140',
      '10.0.0.1: 8140',
    ),
    found: [
      ['3:11 YML001', 'there is a space between the address and the port', 'write 10.0.0.1:8140'],
      ['5:19 YML001', 'a comma is missing before "address:"', 'write a, address:'],
    ],
  },
  {
    name: 'two mistakes 2',
    input: inSmall('name: a, address', 'name: a, address')
      .replace('10.0.0.1:8140', '@x')
      .replace('10.0.0.3', '`x'),
    found: [
      ['3:11 YML001', 'a value without quotes cannot begin with "@"', 'write it in quotes: "@x"'],
      ['6:29 YML001', 'a value without quotes cannot begin with "`"', 'write it in quotes: "`x"'],
    ],
  },
  {
    name: 'emoji',
    input: inSmall('name: p', 'description: "😀'),
    found: [['2:18 YML001', "this '\"' is not closed", 'write "😀"']],
  },
  {
    name: 'commented first of item',
    input: inFull('      - name: x\n', '#      - name: x\n'),
    found: [
      [
        '35:9 YML001',
        '"address:" is indented by 8 spaces, its neighbours by 4',
        'comment it out like "name:" above it, or indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'commented pools:',
    input: inFull('pools:\n', '#pools:\n'),
    found: [
      [
        '26:3 YML001',
        'a list item is not allowed among keys',
        'comment it out like "pools:" above it, or write that without "#"',
      ],
    ],
  },
  {
    name: 'commented name of pool',
    input: inFull('  - name: ca\n', '#  - name: ca\n'),
    found: [
      [
        '31:5 YML002',
        'key "bind" is written twice',
        'remove one of the two; if another item begins here, write "- " before it',
      ],
    ],
  },
  {
    name: 'half commented flow list',
    input: inFull('balancers: [10.0.0.11, 10.0.0.12]', 'balancers: [10.0.0.11, # 10.0.0.12]'),
    found: [
      [
        '3:14 YML001',
        'this "[" is not closed',
        'write "]" before "#", which begins a comment; or write the text with "#" in quotes',
      ],
    ],
  },
  {
    name: 'trailing text',
    input: `${full}EOF\n`,
    found: [['36:1 YML001', '"EOF" is a shell or editor command, not YAML', 'remove the line']],
  },
  {
    name: 'trailing brace',
    input: `${full}}\n`,
    found: [
      ['36:1 YML001', '"}" has no opening bracket', 'remove it, or write "{" where it begins'],
    ],
  },
  {
    name: 'leading brace',
    input: `{\n${full}`,
    found: [
      [
        '1:1 YML001',
        'this "{" is not closed',
        'write "}" where it ends, before the next key or item',
      ],
    ],
  },
  {
    name: 'trailing quotes',
    input: `${full}"\n`,
    found: [
      [
        '36:1 YML001',
        'this line is neither KEY: VALUE nor a list item',
        'remove it, write "#" before it, or move it inside the quotes of its text',
      ],
    ],
  },
  {
    name: 'trailing ---',
    input: `${full}---\n`,
    found: [['36:1 YML007', 'a second YAML document begins here', 'delete the line']],
  },
  {
    name: 'only dash',
    input: '-\n',
    found: [
      [
        '1:1 YML014',
        'the inventory is a list, not a mapping of keys to values',
        'write "pools:" on a line above the list; the list can keep its indentation',
      ],
    ],
  },
  {
    name: 'only colon',
    input: ':\n',
    found: [['1:1 YML015', 'a key is missing before ":"', 'write KEY: VALUE']],
  },
  {
    name: 'only quote',
    input: '"\n',
    found: [['1:1 YML001', "this '\"' is not closed", "write '\"' where the text ends"]],
  },
  {
    name: 'only bracket',
    input: '[\n',
    found: [['1:1 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'only brace',
    input: '{\n',
    found: [['1:1 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'only pipe',
    input: '|\n',
    found: [
      [
        '1:1 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
  {
    name: 'only gt',
    input: '>\n',
    found: [
      [
        '1:1 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
  {
    name: 'only at',
    input: '@\n',
    found: [
      ['1:1 YML001', 'a value without quotes cannot begin with "@"', 'write it in quotes: "@"'],
    ],
  },
  {
    name: 'only bang',
    input: '!\n',
    found: [
      [
        '1:2 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
  {
    name: 'only amp',
    input: '&\n',
    found: [
      [
        '1:1 YML001',
        'this is not valid YAML',
        'write KEY: VALUE on each line, and values with special characters in quotes',
      ],
    ],
  },
  {
    name: 'only star',
    input: '*\n',
    found: [
      ['1:1 YML001', 'a value without quotes cannot begin with "*"', 'write it in quotes: "*"'],
    ],
  },
  {
    name: 'only percent',
    input: '%\n',
    found: [
      [
        '1:1 YML005',
        'YAML directive "%" is not allowed in an inventory',
        'delete the line; puppetlb reads YAML 1.2',
      ],
    ],
  },
  {
    name: 'only hash',
    input: '#\n',
    found: [
      [
        '1:1 YML013',
        'the inventory is empty',
        'write "pools:" and a list of pools; puppetlb init - shows an example',
      ],
    ],
  },
  {
    name: 'only ---',
    input: '---\n',
    found: [
      [
        '1:1 YML013',
        'the inventory is empty',
        'write "pools:" and a list of pools; puppetlb init - shows an example',
      ],
    ],
  },
  {
    name: 'only ...',
    input: '...\n',
    found: [
      [
        '1:1 YML013',
        'the inventory is empty',
        'write "pools:" and a list of pools; puppetlb init - shows an example',
      ],
    ],
  },
  {
    name: 'only ?',
    input: '?\n',
    found: [['1:2 YML015', 'a key is missing before ":"', 'write KEY: VALUE']],
  },
  {
    name: 'only ]',
    input: ']\n',
    found: [
      ['1:1 YML001', '"]" has no opening bracket', 'remove it, or write "[" where it begins'],
    ],
  },
  {
    name: 'only ,',
    input: ',\n',
    found: [
      ['1:1 YML001', 'a value without quotes cannot begin with ","', 'write it in quotes: ","'],
    ],
  },
  {
    name: 'only tab',
    input: '\t\n',
    found: [
      [
        '1:1 YML013',
        'the inventory is empty',
        'write "pools:" and a list of pools; puppetlb init - shows an example',
      ],
    ],
  },
  {
    name: 'only nbsp',
    input: '\u00a0\n',
    found: [
      [
        '1:1 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
  {
    name: 'pools only',
    input: 'pools\n',
    found: [
      [
        '1:1 YML014',
        'the inventory is a text, not a mapping of keys to values',
        'write "pools:" and a list of pools',
      ],
    ],
  },
];
