import { type Case, inLines, inSmall, small } from './base.ts';

export const characters: readonly Case[] = [
  {
    name: 'nbsp indent',
    input: inSmall('    bind', '\u00a0\u00a0\u00a0\u00a0bind'),
    found: [['3:1 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space']],
  },
  {
    name: 'nbsp indent part',
    input: inSmall('    bind', '  \u00a0\u00a0bind'),
    found: [['3:3 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space']],
  },
  {
    name: 'nbsp after colon',
    input: inSmall('bind: ', 'bind:\u00a0'),
    found: [
      ['3:10 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'nbsp after dash',
    input: inSmall('- name', '-\u00a0name'),
    found: [['2:4 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space']],
  },
  {
    name: 'nbsp after colon first',
    input: inSmall('name: p', 'name:\u00a0p'),
    found: [
      ['2:10 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'nbsp in flow',
    input: inSmall('address: ', 'address:\u00a0'),
    found: [
      ['5:28 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'nbsp after comma',
    input: inSmall('a, address', 'a,\u00a0address'),
    found: [
      ['5:19 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'nbsp extra after colon',
    input: inSmall('bind: ', 'bind: \u00a0'),
    found: [
      ['3:11 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'nbsp in description',
    input: inSmall('name: p', 'name: p\n    description: a\u00a0b'),
    found: [],
  },
  {
    name: 'nbsp only line',
    input: inSmall('    bind', '\u00a0\n    bind'),
    found: [['3:1 YML001', 'U+00A0 NO-BREAK SPACE is not a space in YAML', 'remove it']],
  },
  {
    name: 'ideographic space',
    input: inSmall('bind: ', 'bind:\u3000'),
    found: [
      ['3:10 YML001', 'U+3000 IDEOGRAPHIC SPACE is not a space in YAML', 'write a normal space'],
    ],
  },
  {
    name: 'fullwidth colon',
    input: inSmall('bind: ', 'bind\uff1a '),
    found: [
      [
        '3:9 YML001',
        '"：" (U+FF1A FULLWIDTH COLON) is not a colon in YAML',
        'write ":" and a space',
      ],
    ],
  },
  {
    name: 'zero width space key',
    input: inSmall('bind: ', '\u200bbind: '),
    found: [['3:5 YML001', 'U+200B ZERO WIDTH SPACE is not a space in YAML', 'remove it']],
  },
  {
    name: 'zero width after colon',
    input: inSmall('bind: ', 'bind:\u200b '),
    found: [['3:10 YML001', 'U+200B ZERO WIDTH SPACE is not a space in YAML', 'remove it']],
  },
  {
    name: 'en dash item',
    input: inSmall('- name', '– name'),
    found: [['2:3 YML001', '"–" (U+2013 EN DASH) does not begin a list item', 'write "-"']],
  },
  {
    name: 'en dash item 2',
    input: inLines('- name: q', '– name: q'),
    found: [['9:3 YML001', '"–" (U+2013 EN DASH) does not begin a list item', 'write "-"']],
  },
  {
    name: 'em dash server',
    input: inSmall('- { name: b', '— { name: b'),
    found: [['6:7 YML001', '"—" (U+2014 EM DASH) does not begin a list item', 'write "-"']],
  },
  {
    name: 'bullet',
    input: inSmall('- { name: b', '• { name: b'),
    found: [['6:7 YML001', '"•" (U+2022 BULLET) does not begin a list item', 'write "-"']],
  },
  {
    name: 'tab indent',
    input: inSmall('    bind', '\tbind'),
    found: [['3:1 YML001', 'YAML cannot be indented with tabs', 'indent with spaces']],
  },
  {
    name: 'tab indent mixed',
    input: inSmall('    bind', '  \tbind'),
    found: [['3:3 YML001', 'YAML cannot be indented with tabs', 'indent with spaces']],
  },
  {
    name: 'tab indent all',
    input: small.replaceAll('  ', '\t'),
    found: [
      [
        '2:1 YML001',
        'YAML cannot be indented with tabs',
        'indent with spaces, here and in 4 other lines',
      ],
    ],
  },
  {
    name: 'tab in flow',
    input: `pools: [\n\t{ name: p }\n]\n`,
    found: [['2:1 YML001', 'YAML cannot be indented with tabs', 'indent with spaces']],
  },
  {
    name: 'tab blank line',
    input: inSmall('    bind', '\t\n    bind'),
    found: [],
  },
  {
    name: 'tab after colon',
    input: inSmall('bind: ', 'bind:\t'),
    found: [],
  },
  {
    name: 'tab before comment',
    input: inSmall('8140', '8140\t# x'),
    found: [],
  },
  {
    name: 'tab comment line',
    input: inSmall('    bind', '\t# x\n    bind'),
    found: [],
  },
  {
    name: 'tab in block scalar',
    input: `haproxy:\n  sections: |\n\tfrontend x\n\t  bind :1\n${small}`,
    found: [
      [
        '3:1 YML001',
        'YAML cannot be indented with tabs',
        'indent with spaces, here and in 1 other line',
      ],
    ],
  },
  {
    name: 'comment no blank flow',
    input: inSmall('10.0.0.2 }', '10.0.0.2 }# x'),
    found: [['5:39 YML001', 'a space is missing before "#"', 'write a space before the comment']],
  },
  {
    name: 'comment no blank quoted',
    input: inSmall('name: p', 'name: "p"# x'),
    found: [['2:14 YML001', 'a space is missing before "#"', 'write a space before the comment']],
  },
  {
    name: 'comment // line',
    input: `// x\n${small}`,
    found: [['1:1 YML001', '"//" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: 'comment ; line',
    input: `; x\n${small}`,
    found: [['1:1 YML001', '";" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: 'comment -- line',
    input: `-- x\n${small}`,
    found: [['1:1 YML001', '"--" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: 'comment /* */',
    input: `/* x */\n${small}`,
    found: [['1:1 YML001', '"/*" does not begin a comment in YAML', 'write "#"']],
  },
  {
    name: '@',
    input: inSmall('name: p', 'description: @prod'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "@"',
        'write it in quotes: "@prod"',
      ],
    ],
  },
  {
    name: '`',
    input: inSmall('name: p', 'description: `prod`'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "`"',
        'write it in quotes: "`prod`"',
      ],
    ],
  },
  {
    name: '%',
    input: inSmall('name: p', 'description: %prod'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "%"',
        'write it in quotes: "%prod"',
      ],
    ],
  },
  {
    name: '@ in flow',
    input: inSmall('name: a', 'name: @a'),
    found: [
      ['5:17 YML001', 'a value without quotes cannot begin with "@"', 'write it in quotes: "@a"'],
    ],
  },
  {
    name: '&',
    input: inSmall('name: p', 'description: & more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "&"',
        'write it in quotes: "& more"',
      ],
    ],
  },
  {
    name: '*',
    input: inSmall('name: p', 'description: * more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "*"',
        'write it in quotes: "* more"',
      ],
    ],
  },
  {
    name: '* list',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [*]\n`,
    found: [
      ['4:15 YML001', 'a value without quotes cannot begin with "*"', 'write it in quotes: "*"'],
    ],
  },
  {
    name: '*x list',
    input: `pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers: [*compile]\n`,
    found: [
      [
        '4:15 YML003',
        'YAML alias "*compile" is not allowed in an inventory',
        'write what pools share in "defaults" or "hosts"; if the text begins with "*", write it in quotes',
      ],
    ],
  },
  {
    name: '*: bind',
    input: inSmall('10.0.0.1:8140', '*:8140'),
    found: [
      [
        '3:11 YML003',
        'YAML alias "*:8140" is not allowed in an inventory',
        'write it in quotes: "*:8140"',
      ],
    ],
  },
  {
    name: '* : bind',
    input: inSmall('10.0.0.1:8140', '*: 8140'),
    found: [['3:11 YML001', 'there is a space between the address and the port', 'write "*:8140"']],
  },
  {
    name: '!',
    input: inSmall('name: p', 'description: ! more'),
    found: [
      [
        '2:18 YML006',
        'the tag "!" is not supported',
        'write the value without the tag; if it is a text that begins with "!", write it in quotes',
      ],
    ],
  },
  {
    name: '|',
    input: inSmall('name: p', 'description: | more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "|"',
        'write it in quotes: "| more"',
      ],
    ],
  },
  {
    name: '>',
    input: inSmall('name: p', 'description: > more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with ">"',
        'write it in quotes: "> more"',
      ],
    ],
  },
  {
    name: '>=',
    input: inSmall('name: p', 'description: >= more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with ">"',
        'write it in quotes: ">= more"',
      ],
    ],
  },
  {
    name: '?',
    input: inSmall('name: p', 'description: ? more'),
    found: [
      [
        '2:18 YML001',
        'a value without quotes cannot begin with "?"',
        'write it in quotes: "? more"',
      ],
    ],
  },
  {
    name: '- value',
    input: inSmall('name: p', 'description: - more'),
    found: [
      [
        '2:18 YML001',
        'a list with "-" cannot begin on the line of its key',
        'write - more on its own line; or, if it is text, in quotes: "- more"',
      ],
    ],
  },
  {
    name: '- - value',
    input: inSmall('name: p', 'servers: - a'),
    found: [
      [
        '2:14 YML001',
        'a list with "-" cannot begin on the line of its key',
        'write - a on its own line; or, if it is text, in quotes: "- a"',
      ],
    ],
  },
  {
    name: '- value flow',
    input: inSmall('name: a', 'name: - a'),
    found: [
      [
        '5:17 YML001',
        'a list with "-" cannot be inside brackets',
        'write [a, b], or remove the brackets and write each item on a "-" line',
      ],
    ],
  },
  {
    name: '-- flow list',
    input: inSmall('10.0.0.1:8140', '[- a, - b]'),
    found: [
      [
        '3:12 YML001',
        'a list with "-" cannot be inside brackets',
        'write [a, b], or remove the brackets and write each item on a "-" line',
      ],
      [
        '3:17 YML001',
        'a list with "-" cannot be inside brackets',
        'write [a, b], or remove the brackets and write each item on a "-" line',
      ],
    ],
  },
  {
    name: ', value',
    input: inSmall('name: p', 'name: , p'),
    found: [
      ['2:11 YML001', 'a value without quotes cannot begin with ","', 'write it in quotes: ", p"'],
    ],
  },
];
