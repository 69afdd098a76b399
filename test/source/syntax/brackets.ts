import { type Case, inFull, inSmall, small } from './base.ts';

export const brackets: readonly Case[] = [
  {
    name: 'unclosed "',
    input: inSmall('name: p', 'name: "p'),
    found: [['2:11 YML001', "this '\"' is not closed", 'write "p"']],
  },
  {
    name: "unclosed '",
    input: inSmall('name: p', "name: 'p"),
    found: [['2:11 YML001', 'this "\'" is not closed', 'write "p"']],
  },
  {
    name: 'unclosed " in flow',
    input: inSmall('name: a', 'name: "a'),
    found: [['5:17 YML001', "this '\"' is not closed", 'write "a"']],
  },
  {
    name: 'unclosed " then later quotes',
    input: inSmall('name: p', 'name: "p').replace('10.0.0.3', '"10.0.0.3"'),
    found: [['2:11 YML001', "this '\"' is not closed", 'write "p"']],
  },
  {
    name: "closing ' missing, apostrophe",
    input: inSmall('name: p', "name: p\n    description: 'the master's pool'"),
    found: [
      [
        '3:29 YML001',
        'this "\'" ends the text',
        'write it twice, or write the text in double quotes: "the master\'s pool"',
      ],
    ],
  },
  {
    name: 'mismatched quotes',
    input: inSmall('name: p', `name: "p'`),
    found: [['2:11 YML001', "this '\"' is not closed", 'write "p"']],
  },
  {
    name: 'unclosed {',
    input: inSmall('{ name: a, address: 10.0.0.2 }', '{ name: a, address: 10.0.0.2'),
    found: [['5:9 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'unclosed { last',
    input: inSmall('{ name: b, address: 10.0.0.3 }', '{ name: b, address: 10.0.0.3'),
    found: [['6:9 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'unclosed [',
    input: inSmall('name: p', 'name: p\n    description: [a, b'),
    found: [['3:18 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'unclosed [ last',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [a, b\n`,
    found: [['4:14 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'unclosed [ with {',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [{ name: a, address: 10.0.0.2 }\n  - name: q\n`,
    found: [['4:14 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'unclosed inner {',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [{ name: a, address: 10.0.0.2 ]\n  - name: q\n`,
    found: [['4:15 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'unclosed at root',
    input: `{ pools: [ { name: p }\n`,
    found: [['1:10 YML001', 'this "[" is not closed', 'write "]}" at the end of its line']],
  },
  {
    name: 'extra }',
    input: inSmall('10.0.0.2 }', '10.0.0.2 } }'),
    found: [
      ['5:40 YML001', '"}" has no opening bracket', 'remove it, or write "{" where it begins'],
    ],
  },
  {
    name: 'extra ]',
    input: inSmall('10.0.0.1:8140', '[10.0.0.1:8140]]'),
    found: [
      ['3:26 YML001', '"]" has no opening bracket', 'remove it, or write "[" where it begins'],
    ],
  },
  {
    name: 'wrong closer',
    input: inSmall('10.0.0.2 }', '10.0.0.2 ]'),
    found: [['5:38 YML001', '"]" cannot close "{"', 'write "}"']],
  },
  {
    name: 'wrong closer2',
    input: inSmall('10.0.0.1:8140', '[10.0.0.1:8140}'),
    found: [['3:25 YML001', '"}" cannot close "["', 'write "]"']],
  },
  {
    name: 'json cut',
    input: `{"pools":[{"name":"p","bind":"10.0.0.1:8140"`,
    found: [['1:11 YML001', 'this "{" is not closed', 'write "}]}" at the end of its line']],
  },
  {
    name: 'comma missing',
    input: inSmall('name: a, address', 'name: a address'),
    found: [['5:19 YML001', 'a comma is missing before "address:"', 'write a, address:']],
  },
  {
    name: 'comma missing in root',
    input: `pools:\n  - { name: p bind: x }\n`,
    found: [['2:15 YML001', 'a comma is missing before "bind:"', 'write p, bind:']],
  },
  {
    name: 'comma missing quoted',
    input: inSmall('name: a, address', 'name: "a" address'),
    found: [['5:21 YML001', 'a comma is missing before "address:"', 'write "a", address:']],
  },
  {
    name: 'comma missing quoted list',
    input: inSmall('10.0.0.1:8140', '["10.0.0.1:8140" "10.0.0.2:8140"]'),
    found: [
      [
        '3:28 YML001',
        'a comma is missing before "10.0.0.2:8140"',
        'write "10.0.0.1:8140", "10.0.0.2:8140"',
      ],
    ],
  },
  {
    name: 'comma missing multi line flow',
    input: `pools: [\n  { name: p, bind: "10.0.0.1:8140", servers: [] }\n  { name: q, bind: "10.0.0.1:8141", servers: [] }\n]\n`,
    found: [['3:3 YML001', 'a comma is missing before "{"', 'write }, {']],
  },
  {
    name: 'comma missing over lines',
    input: `pools:\n  - {\n      name: p\n      bind: x\n    }\n`,
    found: [['4:7 YML001', 'a comma is missing before "bind:"', 'write p, bind:']],
  },
  {
    name: 'comma missing json lines',
    input: `{\n  "pools": [\n    {\n      "name": "p"\n      "bind": "10.0.0.1:8140"\n    }\n  ]\n}\n`,
    found: [['5:7 YML001', 'a comma is missing before "bind"', 'write "p", "bind"']],
  },
  {
    name: 'two commas',
    input: inSmall('name: a, address', 'name: a,, address'),
    found: [['5:19 YML001', 'there is nothing between these two commas', 'remove the comma']],
  },
  {
    name: 'leading comma',
    input: inSmall('{ name: a', '{ , name: a'),
    found: [['5:11 YML001', 'there is nothing before this comma', 'remove the comma']],
  },
  {
    name: 'no space after comma',
    input: inSmall('name: a, address', 'name: a,address'),
    found: [],
  },
  {
    name: 'semicolon',
    input: inSmall('name: a, address', 'name: a; address'),
    found: [['5:18 YML001', '";" does not separate entries in brackets', 'write a, address:']],
  },
  {
    name: 'range unquoted',
    input: inSmall('10.0.0.2 }', '10.0.0.[101:102] }'),
    found: [
      [
        '5:29 YML001',
        'YAML reads the brackets in "10.0.0.[101:102]" as a list or a mapping',
        'write it in quotes: "10.0.0.[101:102]"',
      ],
    ],
  },
  {
    name: 'range in list',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [compile[01:02]]\n`,
    found: [
      [
        '4:15 YML001',
        'YAML reads the brackets in "compile[01:02]" as a list or a mapping',
        'write it in quotes: "compile[01:02]"',
      ],
    ],
  },
  {
    name: 'range in list 2',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [ca1, compile[01:02].example.com, x]\n`,
    found: [
      [
        '4:20 YML001',
        'YAML reads the brackets in "compile[01:02].example.com" as a list or a mapping',
        'write it in quotes: "compile[01:02].example.com"',
      ],
    ],
  },
  {
    name: 'range key flow',
    input: `hosts: { compile[01:02]: { address: "10.0.0.[1:2]" } }\n${small}`,
    found: [
      [
        '1:10 YML001',
        'YAML reads the brackets in "compile[01:02]" as a list or a mapping',
        'write it in quotes: "compile[01:02]"',
      ],
    ],
  },
  {
    name: 'range key block',
    input: `hosts:\n  compile[01:02]: { address: "10.0.0.[1:2]" }\n${small}`,
    found: [],
  },
  {
    name: 'range key start',
    input: `hosts:\n  [a:b]x: { address: "10.0.0.[1:2]" }\n${small}`,
    found: [
      [
        '2:3 YML001',
        'YAML reads the brackets in "[a:b]x" as a list or a mapping',
        'write it in quotes: "[a:b]x"',
      ],
    ],
  },
  {
    name: 'ipv6 list',
    input: inSmall('10.0.0.1:8140', '[[2001:db8::1]:8140]'),
    found: [
      [
        '3:12 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[2001:db8::1]:8140"',
      ],
    ],
  },
  {
    name: 'ipv6 list 2',
    input: inSmall('10.0.0.1:8140', '[[2001:db8::1]:8140, 10.0.0.1:8140]'),
    found: [
      [
        '3:12 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[2001:db8::1]:8140"',
      ],
    ],
  },
  {
    name: 'ipv6 block',
    input: inSmall('10.0.0.1:8140', '[2001:db8::1]:8140'),
    found: [
      [
        '3:11 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[2001:db8::1]:8140"',
      ],
    ],
  },
  {
    name: 'ipv6 block item',
    input: inSmall('10.0.0.1:8140', '\n      - [2001:db8::1]:8140'),
    found: [
      [
        '4:9 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[2001:db8::1]:8140"',
      ],
    ],
  },
  {
    name: 'ipv6 flow',
    input: `pools:\n  - { name: p, bind: [2001:db8::1]:8140, servers: [] }\n`,
    found: [
      [
        '2:22 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[2001:db8::1]:8140"',
      ],
    ],
  },
  {
    name: 'ipv6 any',
    input: inSmall('10.0.0.1:8140', '[::]:8140'),
    found: [
      [
        '3:11 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[::]:8140"',
      ],
    ],
  },
  {
    name: 'colon port',
    input: inSmall('10.0.0.1:8140', ':8140'),
    found: [],
  },
  {
    name: 'ipv6 v4',
    input: inSmall('10.0.0.1:8140', '[::ffff:10.0.0.1]:8140'),
    found: [
      [
        '3:11 YML001',
        'YAML reads "[" as the start of a list',
        'write the address in quotes: "[::ffff:10.0.0.1]:8140"',
      ],
    ],
  },
  {
    name: 'text after flow',
    input: inSmall('10.0.0.2 }', '10.0.0.2 } x'),
    found: [
      [
        '5:40 YML001',
        '"x" follows the closing "}"',
        'remove it, move it before the "}", or write "#" before it',
      ],
    ],
  },
  {
    name: 'text after flow seq',
    input: inSmall('10.0.0.1:8140', '[10.0.0.1:8140] x'),
    found: [
      [
        '3:27 YML001',
        '"x" follows the closing "]"',
        'remove it, move it before the "]", or write "#" before it',
      ],
    ],
  },
  {
    name: 'trailing comma quoted',
    input: inSmall('name: p', 'name: "p",'),
    found: [['2:14 YML001', 'a line outside brackets cannot end with a comma', 'remove the comma']],
  },
  {
    name: 'trailing comma flow item',
    input: inSmall('10.0.0.2 }', '10.0.0.2 },'),
    found: [['5:39 YML001', 'a line outside brackets cannot end with a comma', 'remove the comma']],
  },
  {
    name: 'json in yaml',
    input: `pools:\n  - "name": "p",\n    "bind": "10.0.0.1:8140",\n`,
    found: [
      ['2:16 YML001', 'a line outside brackets cannot end with a comma', 'remove the comma'],
      ['3:28 YML001', 'a line outside brackets cannot end with a comma', 'remove the comma'],
    ],
  },
  {
    name: '] value',
    input: inSmall('name: p', 'name: ]'),
    found: [
      ['2:11 YML001', 'a value without quotes cannot begin with "]"', 'write it in quotes: "]"'],
    ],
  },
  {
    name: '} value',
    input: inSmall('name: p', 'name: }'),
    found: [
      ['2:11 YML001', 'a value without quotes cannot begin with "}"', 'write it in quotes: "}"'],
    ],
  },
  {
    name: 'double bracket',
    input: inFull('["compile*"]', '[["compile*"]'),
    found: [['28:14 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'close missing',
    input: inFull('["compile*"]', '["compile*"'),
    found: [['28:14 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'brace nested',
    input: inFull(
      '{ compile07: { state: drain, reason: upgrade } }',
      '{ compile07: { state: drain, reason: upgrade }',
    ),
    found: [['23:13 YML001', 'this "{" is not closed', 'write "}" at the end of its line']],
  },
  {
    name: 'reason brace',
    input: inFull('reason: upgrade', 'reason: see {x}'),
    found: [
      [
        '23:50 YML001',
        'YAML reads the brackets in "see {x}" as a list or a mapping',
        'write it in quotes: "see {x}"',
      ],
    ],
  },
  {
    name: 'list bracket items',
    input: inFull('      - ca1', '      [ca1]'),
    found: [
      [
        '33:7 YML001',
        '"- " is missing before "["',
        'write "- " before each list item, in the column of the "-" above',
      ],
    ],
  },
  {
    name: 'equals flow',
    input: 'pools: [{ name=a, bind="10.0.0.1:8140" }]\n',
    found: [
      ['1:11 YML001', '"=" does not separate a key from its value', 'write name: a'],
      ['1:19 YML001', '"=" does not separate a key from its value', 'write bind: "10.0.0.1:8140"'],
    ],
  },
  {
    name: 'json comments',
    input: `{\n  // pools\n  "pools": []\n}\n`,
    found: [['2:3 YML001', '"//" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: 'json missing colon',
    input: `{\n  "pools" []\n}\n`,
    found: [['2:3 YML001', 'a colon is missing after "pools"', 'write "pools":']],
  },
  {
    name: 'json missing quote',
    input: `{\n  "pools: [],\n  "hosts": {}\n}\n`,
    found: [['2:3 YML001', "this '\"' is not closed", 'write "pools"']],
  },
  {
    name: 'json missing comma',
    input: `{\n  "hosts": {}\n  "pools": []\n}\n`,
    found: [['3:3 YML001', 'a comma is missing before "pools"', 'write }, "pools"']],
  },
  {
    name: 'json missing brace',
    input: `{\n  "hosts": {\n  "pools": []\n}\n`,
    found: [
      [
        '1:1 YML001',
        'this "{" is not closed',
        'write "}" where it ends, before the next key or item',
      ],
    ],
  },
  {
    name: 'json extra brace',
    input: `{\n  "hosts": {} },\n  "pools": []\n}\n`,
    found: [
      ['2:15 YML001', '"}" has no opening bracket', 'remove it, or write "{" where it begins'],
    ],
  },
  {
    name: 'json two',
    input: `{"pools": []}\n{"pools": []}\n`,
    found: [
      [
        '1:1 YML014',
        'this is a JSON Lines file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: 'json single',
    input: `{"pools": [{"name": "a" "bind": "x"}]}\n`,
    found: [['1:25 YML001', 'a comma is missing before "bind"', 'write "a", "bind"']],
  },
  {
    name: 'json missing bracket',
    input: `{\n  "pools": [\n    { "name": "a" }\n}\n`,
    found: [
      [
        '2:12 YML001',
        'this "[" is not closed',
        'write "]" where it ends, before the next key or item',
      ],
    ],
  },
  {
    name: 'json bom',
    input: '\ufeff{"pools": [}\n',
    found: [['1:11 YML001', 'this "[" is not closed', 'write "]" at the end of its line']],
  },
  {
    name: 'flow multi',
    input: `pools:\n  - { name: a,\n      bind: 10.0.0.1:8140\n      servers: [b] }\n`,
    found: [
      ['4:7 YML001', 'a comma is missing before "servers:"', 'write 10.0.0.1:8140, servers:'],
    ],
  },
  {
    name: 'flow multi3',
    input: `pools:\n  - {\n    name: a,\n    bind: 10.0.0.1:8140,\n    servers: [b,\n  }\n  - { name: b }\n`,
    found: [['5:14 YML001', 'this "[" is not closed', 'write "]}" at the end of its line']],
  },
  {
    name: 'flow multi4',
    input: `pools: [\n{ name: a },\n{ name: b }\n]\n`,
    found: [
      [
        '2:1 YML001',
        'this line inside brackets is not indented',
        'indent it by 1 space or more, up to the closing bracket',
      ],
    ],
  },
  {
    name: 'flow multi5',
    input: `pools: [\n  { name: a,\n  { name: b }\n]\n`,
    found: [
      [
        '2:3 YML001',
        'this "{" is not closed',
        'write "}]" where it ends, before the next key or item',
      ],
    ],
  },
  {
    name: 'flow unquoted time',
    input: `haproxy: { timeouts: { connect:5s, client: 15m } }\n`,
    found: [['1:24 YML001', 'a space is missing after "connect:"', 'write connect: 5s']],
  },
  {
    name: 'flow at',
    input: `pools: [{ name: @a }]\n`,
    found: [
      ['1:17 YML001', 'a value without quotes cannot begin with "@"', 'write it in quotes: "@a"'],
    ],
  },
  {
    name: 'flow %',
    input: `pools: [{ name: %a }]\n`,
    found: [
      ['1:17 YML001', 'a value without quotes cannot begin with "%"', 'write it in quotes: "%a"'],
    ],
  },
  {
    name: 'flow |',
    input: `pools: [{ description: |x }]\n`,
    found: [
      ['1:24 YML001', 'a value without quotes cannot begin with "|"', 'write it in quotes: "|x"'],
    ],
  },
  {
    name: 'flow > ',
    input: `pools: [{ description: >x }]\n`,
    found: [
      ['1:24 YML001', 'a value without quotes cannot begin with ">"', 'write it in quotes: ">x"'],
    ],
  },
  {
    name: 'flow #',
    input: `pools: [{ name: a }, #{ name: b }]\n`,
    found: [
      [
        '1:8 YML001',
        'this "[" is not closed',
        'write "]" before "#", which begins a comment; or write the text with "#" in quotes',
      ],
    ],
  },
  {
    name: 'flow quotes',
    input: `pools: [{ name: 'a, bind: x }]\n`,
    found: [['1:17 YML001', 'this "\'" is not closed', 'write "a"']],
  },
  {
    name: 'flow apos',
    input: `pools: [{ description: 'it's', bind: x }]\n`,
    found: [
      [
        '1:27 YML001',
        'this "\'" ends the text',
        'write it twice, or write the text in double quotes: "it\'s"',
      ],
    ],
  },
  {
    name: 'flow smart',
    input: `pools: [{ name: “a”, bind: ‘x’ }]\n`,
    found: [
      [
        '1:17 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "a"',
      ],
      [
        '1:28 YML001',
        '"‘" (U+2018 LEFT SINGLE QUOTATION MARK) is not a quote in YAML',
        'write "x"',
      ],
    ],
  },
  {
    name: 'flow smart key',
    input: `pools: [{ “name”: “a” }]\n`,
    found: [
      [
        '1:11 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "name"',
      ],
    ],
  },
];
