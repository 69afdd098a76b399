import { type Case, full, inFull, inSmall, small } from './base.ts';

export const keys: readonly Case[] = [
  {
    name: '[ca2]: key',
    input: `hosts:\n  ca1: { address: 10.0.0.1 }\n  [ca2]: { address: 10.0.0.2 }\n${small}`,
    found: [
      [
        '3:3 YML015',
        'the key "[ca2]" is a list, not a text',
        'write ca2: without brackets, or the key in quotes: "[ca2]"',
      ],
    ],
  },
  {
    name: '[ca2]: first',
    input: `hosts:\n  [ca2]: { address: 10.0.0.2 }\n${small}`,
    found: [
      [
        '2:3 YML015',
        'the key "[ca2]" is a list, not a text',
        'write ca2: without brackets, or the key in quotes: "[ca2]"',
      ],
    ],
  },
  {
    name: '[pools] ini',
    input: `[pools]\nname = p\nbind = 10.0.0.1\n`,
    found: [
      [
        '1:1 YML014',
        'this is an INI file, not an inventory',
        'use a YAML file that has "pools:"; puppetlb init writes one',
      ],
    ],
  },
  {
    name: '{ca2}: key',
    input: `hosts:\n  ca1: { address: 10.0.0.1 }\n  {ca2}: { address: 10.0.0.2 }\n${small}`,
    found: [
      [
        '3:3 YML015',
        'the key "{ca2}" is a mapping, not a text',
        'write ca2: without brackets, or the key in quotes: "{ca2}"',
      ],
    ],
  },
  {
    name: 'tag !!str',
    input: inSmall('name: p', 'name: !!str p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!!str" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag !foo',
    input: inSmall('name: p', 'name: !foo p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!foo" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag local on map',
    input: inSmall('- { name: a', '- !foo { name: a'),
    found: [
      [
        '5:9 YML006',
        'the tag "!foo" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag <>',
    input: inSmall('name: p', 'name: !<tag:yaml.org,2002:str> p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!<tag:yaml.org,2002:str>" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag key',
    input: inSmall('name: p', '!!str name: p'),
    found: [
      [
        '2:5 YML006',
        'the tag "!!str" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag undefined handle',
    input: inSmall('name: p', 'name: !e!x p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!e!x" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag !!int',
    input: inSmall('name: p', 'name: !!int p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!!int" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag bad type',
    input: inSmall('name: p', 'name: !!map p'),
    found: [
      [
        '2:11 YML006',
        'the tag "!!map" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag !!set',
    input: inSmall('name: p', 'name: p\n    x: !!set { a }'),
    found: [
      [
        '3:8 YML006',
        'the tag "!!set" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag !!binary',
    input: inSmall('name: p', 'name: !!binary cA=='),
    found: [
      [
        '2:11 YML006',
        'the tag "!!binary" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'bang value',
    input: inSmall('name: p', 'name: p\n    description: !important'),
    found: [
      [
        '3:18 YML006',
        'the tag "!important" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'bang list',
    input: inSmall('name: p', 'name: p\n    description: [!a b, c]'),
    found: [
      [
        '3:19 YML006',
        'the tag "!a" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'tag and anchor',
    input: inSmall('name: p', 'name: &x !!str p'),
    found: [
      [
        '2:14 YML006',
        'the tag "!!str" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'vault',
    input: inSmall('name: p', 'name: !vault |\n      abc'),
    found: [
      [
        '2:11 YML006',
        'the tag "!vault" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: 'undefined alias',
    input: inSmall('name: p', 'name: *x'),
    found: [
      [
        '2:11 YML003',
        'YAML alias "*x" is not allowed in an inventory',
        'write what pools share in "defaults" or "hosts"; if the text begins with "*", write it in quotes',
      ],
    ],
  },
  {
    name: 'alias colon',
    input: inSmall('name: p', '*x: p'),
    found: [
      ['2:5 YML001', 'a value without quotes cannot begin with "*"', 'write it in quotes: "*x"'],
    ],
  },
  {
    name: 'merge undefined',
    input: inSmall('    bind', '    <<: *x\n    bind'),
    found: [
      [
        '3:5 YML004',
        'merge keys are not supported',
        'write what pools share in "defaults" or "hosts"',
      ],
    ],
  },
  {
    name: 'numeric key',
    input: `hosts:\n  1: { address: 10.0.0.1 }\n${small}`,
    found: [['2:3 YML015', 'the key "1" is not a text in YAML', 'write it in quotes: "1"']],
  },
  {
    name: 'null key',
    input: inSmall('bind: ', ': '),
    found: [['3:1 YML015', 'a key is missing before ":"', 'write KEY: VALUE']],
  },
  {
    name: 'yes key',
    input: `hosts:\n  true: { address: 10.0.0.1 }\n${small}`,
    found: [['2:3 YML015', 'the key "true" is not a text in YAML', 'write it in quotes: "true"']],
  },
  {
    name: 'long key',
    input: `pools:\n  - ${'x'.repeat(1100)}: 1\n`,
    found: [
      [
        '2:5 YML001',
        'this is not valid YAML',
        'write KEY: VALUE on each line, and values with special characters in quotes',
      ],
    ],
  },
  {
    name: 'open missing',
    input: inFull('["compile*"]', '"compile*"]'),
    found: [
      ['28:24 YML001', '"]" has no opening bracket', 'remove it, or write "[" where it begins'],
    ],
  },
  {
    name: 'comment in middle',
    input: inFull('    kind: node', '    kind: node # x: y'),
    found: [],
  },
  {
    name: 'comment no blank',
    input: inFull('    kind: node', '    kind: node# x: y'),
    found: [['16:15 YML001', 'a space is missing before "#"', 'write a space before the comment']],
  },
  {
    name: 'python dict',
    input: `{'pools': [{'name': 'a', 'bind': None, 'servers': (1, 2)}]}\n`,
    found: [
      [
        '1:55 YML001',
        '"2)" in brackets has no colon and no value',
        'write 2): VALUE; or, if it is all one text, in quotes: "(1, 2)"',
      ],
    ],
  },
  {
    name: 'backtick',
    input: 'pools:\n  - name: `a`\n',
    found: [
      ['2:11 YML001', 'a value without quotes cannot begin with "`"', 'write it in quotes: "`a`"'],
    ],
  },
  {
    name: 'merge',
    input: `pools:\n  - <<: { name: a }\n`,
    found: [
      [
        '2:5 YML004',
        'merge keys are not supported',
        'write what pools share in "defaults" or "hosts"',
      ],
    ],
  },
  {
    name: 'bom twice',
    input: `\ufeff\ufeff${full}`,
    found: [
      [
        '1:1 YML008',
        'U+FEFF BYTE ORDER MARK is not allowed in an inventory',
        'delete it; a byte order mark belongs at the very start',
      ],
    ],
  },
  {
    name: 'empty key',
    input: inFull('    role: ca', '    : ca'),
    found: [['30:1 YML015', 'a key is missing before ":"', 'write KEY: VALUE']],
  },
];
