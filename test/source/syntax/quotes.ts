import { type Case, inFull, inSmall, small } from './base.ts';

export const quotes: readonly Case[] = [
  {
    name: 'double doubled',
    input: inSmall('name: p', 'name: ""p""'),
    found: [['2:11 YML001', 'the quotes are doubled', 'write "p"']],
  },
  {
    name: 'triple',
    input: inSmall('name: p', 'name: """p"""'),
    found: [['2:11 YML001', 'the quotes are doubled', 'write "p"']],
  },
  {
    name: 'single doubled',
    input: inSmall('name: p', "name: ''p''"),
    found: [['2:11 YML001', 'the quotes are doubled', 'write "p"']],
  },
  {
    name: 'smart',
    input: inSmall('name: p', 'name: “p”'),
    found: [
      [
        '2:11 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "p"',
      ],
    ],
  },
  {
    name: 'smart with colon',
    input: inSmall('name: p', 'description: “Puppet: x”'),
    found: [
      [
        '2:18 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "Puppet: x"',
      ],
    ],
  },
  {
    name: 'smart in flow',
    input: inSmall('name: a', 'name: “a”'),
    found: [
      [
        '5:17 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "a"',
      ],
    ],
  },
  {
    name: 'smart comma',
    input: inSmall('name: a', 'reason: “a, b”'),
    found: [
      [
        '5:19 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "a"',
      ],
      [
        '5:23 YML001',
        '"b”" in brackets has no colon and no value',
        'write b”: VALUE; or, if it is all one text, in quotes: "“a, b”"',
      ],
    ],
  },
  {
    name: 'smart version',
    input: `haproxy: { version: “2.6” }\n${small}`,
    found: [
      [
        '1:21 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "2.6"',
      ],
    ],
  },
  {
    name: 'smart single',
    input: inSmall('name: p', 'name: ‘p’'),
    found: [
      [
        '2:11 YML001',
        '"‘" (U+2018 LEFT SINGLE QUOTATION MARK) is not a quote in YAML',
        'write "p"',
      ],
    ],
  },
  {
    name: 'text after quotes',
    input: inSmall('name: p', 'name: "p" x'),
    found: [
      ['2:15 YML001', '"x" follows the closing quote', 'write the whole value in quotes: "p x"'],
    ],
  },
  {
    name: 'text after quotes2',
    input: inSmall('name: p', 'description: "the" pool'),
    found: [
      [
        '2:24 YML001',
        '"pool" follows the closing quote',
        'write the whole value in quotes: "the pool"',
      ],
    ],
  },
  {
    name: 'text after quotes flow',
    input: inSmall('name: a', 'name: "a" x'),
    found: [
      ['5:21 YML001', '"x" follows the closing quote', 'write the whole value in quotes: "a x"'],
    ],
  },
  {
    name: 'text after quotes port',
    input: inSmall('10.0.0.1:8140', '"10.0.0.1":8140'),
    found: [
      [
        '3:21 YML001',
        '":8140" follows the closing quote',
        'write the whole value in quotes: "10.0.0.1:8140"',
      ],
    ],
  },
  {
    name: 'text after quotes port in list',
    input: inSmall('10.0.0.1:8140', '["10.0.0.1":8140]'),
    found: [
      [
        '3:22 YML001',
        '":8140" follows the closing quote',
        'write the whole value in quotes: "10.0.0.1:8140"',
      ],
    ],
  },
  {
    name: 'windows path',
    input: inSmall('name: p', 'description: "C:\\puppet\\x"'),
    found: [
      [
        '2:21 YML001',
        'unknown escape sequence in double quotes',
        'write "\\\\" for a backslash, or write the text in single quotes',
      ],
    ],
  },
  {
    name: 'windows path 3',
    input: inSmall('name: p', 'description: "C:\\Users\\q"'),
    found: [
      [
        '2:21 YML001',
        'unknown escape sequence in double quotes',
        'write "\\\\" for a backslash, or write the text in single quotes',
      ],
    ],
  },
  {
    name: 'regex escape',
    input: inSmall('name: p', 'description: "a\\.b"'),
    found: [
      [
        '2:20 YML001',
        'unknown escape sequence in double quotes',
        'write "\\\\" for a backslash, or write the text in single quotes',
      ],
    ],
  },
  {
    name: "escape \\'",
    input: inSmall('name: p', `description: "it\\'s"`),
    found: [
      [
        '2:21 YML001',
        'unknown escape sequence in double quotes',
        'write "\\\\" for a backslash, or write the text in single quotes',
      ],
    ],
  },
  {
    name: 'escape single',
    input: inSmall('name: p', `description: 'it\\'s'`),
    found: [
      [
        '2:22 YML001',
        'this "\'" ends the text',
        'write it twice, or write the text in double quotes: "it\'s"',
      ],
    ],
  },
  {
    name: 'apostrophe',
    input: inSmall('name: p', `description: 'it's'`),
    found: [
      [
        '2:21 YML001',
        'this "\'" ends the text',
        'write it twice, or write the text in double quotes: "it\'s"',
      ],
    ],
  },
  {
    name: 'apostrophe start',
    input: inSmall('name: p', `description: 'tis x`),
    found: [
      [
        '2:18 YML001',
        'this "\'" is not closed',
        'write "tis x"; or, if it is an apostrophe, "\'tis x"',
      ],
    ],
  },
  {
    name: 'unquoted key',
    input: inFull('"compile[01:12]":', 'compile[01:12]:'),
    found: [],
  },
  {
    name: 'key quote open',
    input: inFull('"compile[01:12]":', '"compile[01:12]:'),
    found: [['21:3 YML001', "this '\"' is not closed", 'write "compile[01:12]"']],
  },
  {
    name: 'quote in list',
    input: inFull('["compile*"]', '["compile*]'),
    found: [['28:15 YML001', "this '\"' is not closed", 'write "compile*"']],
  },
  {
    name: 'reason colon',
    input: inFull('reason: upgrade', 'reason: upgrade: disk'),
    found: [['23:50 YML001', 'a value that contains ": " needs quotes', 'write "upgrade: disk"']],
  },
  {
    name: 'reason comma',
    input: inFull('reason: upgrade', 'reason: upgrade, disk'),
    found: [
      [
        '23:59 YML001',
        '"disk" in brackets has no colon and no value',
        'write disk: VALUE; or, if it is all one text, in quotes: "upgrade, disk"',
      ],
    ],
  },
  {
    name: 'reason apostrophe',
    input: inFull('reason: upgrade', "reason: it's broken"),
    found: [],
  },
  {
    name: 'reason quote',
    input: inFull('reason: upgrade', "reason: 'it's broken'"),
    found: [
      [
        '23:53 YML001',
        'this "\'" ends the text',
        'write it twice, or write the text in double quotes: "it\'s broken"',
      ],
    ],
  },
  {
    name: 'reason hash',
    input: inFull('reason: upgrade', 'reason: #123'),
    found: [
      [
        '23:26 YML001',
        'this "{" is not closed',
        'write "}" before "#", which begins a comment; or write the text with "#" in quotes',
      ],
    ],
  },
  {
    name: 'reason hash2',
    input: inFull('reason: upgrade }', 'reason: upgrade #123 }'),
    found: [
      [
        '23:26 YML001',
        'this "{" is not closed',
        'write "}" before "#", which begins a comment; or write the text with "#" in quotes',
      ],
    ],
  },
  {
    name: 'reason dq',
    input: inFull('reason: upgrade', 'reason: the "big" one'),
    found: [],
  },
  {
    name: 'reason dq first',
    input: inFull('reason: upgrade', 'reason: "big" one'),
    found: [
      [
        '23:56 YML001',
        '"one" follows the closing quote',
        'write the whole value in quotes: "big one"',
      ],
    ],
  },
  {
    name: 'block smart key',
    input: `“pools”:\n  - name: a\n`,
    found: [
      [
        '1:1 YML001',
        '"“" (U+201C LEFT DOUBLE QUOTATION MARK) is not a quote in YAML',
        'write "pools"',
      ],
    ],
  },
  {
    name: 'guillemets',
    input: `pools:\n  - name: «a»\n`,
    found: [
      [
        '2:11 YML001',
        '"«" (U+00AB LEFT-POINTING DOUBLE ANGLE QUOTATION MARK) is not a quote in YAML',
        'write "a"',
      ],
    ],
  },
  {
    name: 'dq multi',
    input: `pools:\n  - name: a\n    description: "this is a long text\n      that goes on"\n    bind: x\n   servers: []\n`,
    found: [
      [
        '6:4 YML001',
        '"servers:" is indented by 3 spaces, its neighbours by 4',
        'indent it by 4 spaces',
      ],
    ],
  },
  {
    name: 'dq multi bad',
    input: `pools:\n  - name: a\n    description: "this is a long text\n    that goes on"\n    bind: x\n`,
    found: [
      [
        '4:5 YML001',
        'this line of a text in quotes is indented by only 4 spaces',
        'indent it by 5 spaces or more',
      ],
    ],
  },
  {
    name: 'fullwidth quote',
    input: inFull('role: ca', 'role: \uff02ca\uff02'),
    found: [
      [
        '30:11 YML001',
        '"＂" (U+FF02 FULLWIDTH QUOTATION MARK) is not a quote in YAML',
        'write "ca"',
      ],
    ],
  },
];
