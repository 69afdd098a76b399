import { type Case, inFull, small } from './base.ts';

export const texts: readonly Case[] = [
  {
    name: 'block scalar little',
    input: `haproxy:\n  sections: |\n    frontend x\n   bind :1\n${small}`,
    found: [
      [
        '4:4 YML001',
        'the line is indented by 3 spaces, the first line of the text by 4',
        'indent it by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'block scalar not indented',
    input: `haproxy:\n  sections: |\n  frontend x\n    bind 127.0.0.1:8404\n    mode http\n${small}`,
    found: [
      [
        '3:3 YML001',
        'the text below "sections: |" is not indented',
        'indent each of its lines by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'block scalar not indented 2',
    input: `haproxy:\n  sections: |\n  frontend x\n    bind *:8404\n${small}`,
    found: [
      [
        '3:3 YML001',
        'the text below "sections: |" is not indented',
        'indent each of its lines by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'block scalar root',
    input: `haproxy:\n  sections: |\nfrontend x\n    bind 127.0.0.1:8404\n${small}`,
    found: [
      [
        '3:1 YML001',
        'the text below "sections: |" is not indented',
        'indent each of its lines by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'block scalar no |',
    input:
      `haproxy:\n  sections:\n    frontend x\n      bind 127.0.0.1:8404\n      log-format "%ci: %cp"\n` +
      small,
    found: [
      [
        '3:5 YML001',
        'HAProxy lines below "sections" need "|" after the colon',
        'write sections: |',
      ],
    ],
  },
  {
    name: 'block scalar blank first',
    input: `haproxy:\n  sections: |\n      \n    frontend x\n${small}`,
    found: [
      [
        '3:1 YML001',
        'the empty line has 6 spaces, the text below it is indented by 4',
        'remove the empty line, or its spaces',
      ],
    ],
  },
  {
    name: 'block scalar text after',
    input: `haproxy:\n  sections: | frontend x\n      bind 127.0.0.1:8404\n${small}`,
    found: [
      [
        '2:15 YML001',
        'text cannot follow "|" on the same line',
        'write "|" at the end of its line, and the text indented below it',
      ],
    ],
  },
  {
    name: '| and -',
    input: `haproxy:\n  sections: |frontend\n      bind\n${small}`,
    found: [
      [
        '2:14 YML001',
        'text cannot follow "|" on the same line',
        'write "|" at the end of its line, and the text indented below it',
      ],
    ],
  },
  {
    name: 'sections not literal',
    input: inFull('sections: |', 'sections:'),
    found: [
      [
        '7:5 YML001',
        'HAProxy lines below "sections" need "|" after the colon',
        'write sections: |',
      ],
    ],
  },
  {
    name: 'sections ||',
    input: inFull('sections: |', 'sections: ||'),
    found: [
      [
        '5:14 YML001',
        'text cannot follow "|" on the same line',
        'write "|" at the end of its line, and the text indented below it',
      ],
    ],
  },
  {
    name: 'sections | text',
    input: inFull('sections: |', 'sections: | # ok'),
    found: [],
  },
  {
    name: 'sections less',
    input: inFull('      bind 127.0.0.1:8404', '   bind 127.0.0.1:8404'),
    found: [
      [
        '8:4 YML001',
        'the line is indented by 3 spaces, the first line of the text by 4',
        'indent it by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'sections same',
    input: inFull('      bind 127.0.0.1:8404', '  bind 127.0.0.1:8404'),
    found: [
      [
        '8:3 YML001',
        'the line is indented by 2 spaces, the first line of the text by 4',
        'indent it by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'sections 0',
    input: inFull('      bind 127.0.0.1:8404', 'bind 127.0.0.1:8404'),
    found: [
      [
        '8:1 YML001',
        'the line is not indented, the first line of the text by 4 spaces',
        'indent it by 4 spaces or more',
      ],
    ],
  },
  {
    name: 'sections tab',
    input: inFull('      bind 127.0.0.1:8404', '\tbind 127.0.0.1:8404'),
    found: [['8:1 YML001', 'YAML cannot be indented with tabs', 'indent with spaces']],
  },
];
