import { type Case, full, inSmall, small } from './base.ts';

function wide(text: string, size: 2 | 4, isBig: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * size);
  for (let at = 0; at < text.length; at += 1) {
    const low = isBig ? size - 1 : 0;
    const high = isBig ? size - 2 : 1;
    bytes[at * size + low] = text.charCodeAt(at) & 0xff;
    bytes[at * size + high] = text.charCodeAt(at) >> 8;
  }
  return bytes;
}

const utf16 = 'the file is UTF-16, not UTF-8';
const utf32 = 'the file is UTF-32, not UTF-8';
const save = 'save the file as UTF-8';
const binary = 'this is not a text file';
const nameOne = 'use the name of a YAML inventory';

export const bytes: readonly Case[] = [
  {
    name: 'UTF-16 with a mark',
    input: wide(`\ufeff${small}`, 2, false),
    found: [['1:1 YML009', utf16, save]],
  },
  {
    name: 'UTF-16 BE with a mark',
    input: wide(`\ufeff${small}`, 2, true),
    found: [['1:1 YML009', utf16, save]],
  },
  { name: 'UTF-16', input: wide(full, 2, false), found: [['1:1 YML009', utf16, save]] },
  { name: 'UTF-16 BE', input: wide(full, 2, true), found: [['1:1 YML009', utf16, save]] },
  {
    name: 'UTF-32 with a mark',
    input: wide(`\ufeff${small}`, 4, false),
    found: [['1:1 YML009', utf32, save]],
  },
  {
    name: 'UTF-32 BE with a mark',
    input: wide(`\ufeff${small}`, 4, true),
    found: [['1:1 YML009', utf32, save]],
  },
  { name: 'UTF-32', input: wide(small, 4, false), found: [['1:1 YML009', utf32, save]] },
  { name: 'UTF-32 BE', input: wide(small, 4, true), found: [['1:1 YML009', utf32, save]] },
  {
    name: 'ISO 8859-1',
    input: Buffer.from(inSmall('name: p', 'name: p # Zürich'), 'latin1'),
    found: [['2:16 YML009', 'the file is not UTF-8', save]],
  },
  {
    name: 'ELF that is UTF-8',
    input: `\x7fELF\x02\x01\x01${'\0'.repeat(9)}\x02\0>\0\x01${'text '.repeat(2000)}`,
    found: [['1:1 YML010', binary, nameOne]],
  },
  {
    name: 'control characters all over',
    input: 'a\0b\x01c\x02d\x03'.repeat(100),
    found: [['1:2 YML010', binary, nameOne]],
  },
  {
    name: 'a PDF',
    input: '%PDF-1.7\n1 0 obj\n',
    found: [['1:1 YML010', binary, nameOne]],
  },
  {
    name: 'nothing but NUL',
    input: '\0'.repeat(4096),
    found: [
      [
        '1:1 YML010',
        'the file contains only NUL bytes',
        'restore the file; a full disk or a crash leaves such a file',
      ],
    ],
  },
  {
    name: 'NUL behind the text',
    input: small + '\0'.repeat(5),
    found: [
      [
        '7:1 YML008',
        'U+0000 NUL is not allowed in an inventory',
        'delete the character, here and 4 times below',
      ],
    ],
  },
  {
    name: 'lines that end in carriage returns',
    input: full.replaceAll('\n', '\r'),
    found: [
      [
        '1:9 YML008',
        'U+000D CARRIAGE RETURN is not allowed in an inventory',
        'use a line feed to end each line',
      ],
    ],
  },
  {
    name: 'colours of a terminal',
    input: full.replaceAll('name', '\x1b[1mname\x1b[0m'),
    found: [
      [
        '26:5 YML008',
        'U+001B ESCAPE is not allowed in an inventory',
        'delete the character, here and 5 times below',
      ],
    ],
  },
  {
    name: 'an escape in quotes',
    input: inSmall('name: p', 'name: "pup\\rpet"'),
    found: [
      [
        '2:11 YML008',
        'U+000D CARRIAGE RETURN is not allowed in an inventory',
        'delete the escape, or write the text in single quotes if a backslash is meant',
      ],
    ],
  },
  {
    name: 'a path in quotes',
    input: inSmall('name: p', 'name: "C:\\bin"'),
    found: [
      [
        '2:11 YML008',
        'U+0008 BACKSPACE is not allowed in an inventory',
        'delete the escape, or write the text in single quotes if a backslash is meant',
      ],
    ],
  },
];
