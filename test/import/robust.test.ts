import fc from 'fast-check';
import { expect, it } from 'vitest';
import { importFiles } from '../../src/import/import.ts';
import { lint } from '../../src/rules/lint.ts';
import { corpus } from '../haproxy/corpus.ts';
import { assertProperty } from '../property.ts';

const pieces = fc.constantFrom(
  ...[
    '"',
    "'",
    '\\',
    '#',
    '$X',
    '"${X}"',
    '\n',
    '\r',
    '\0',
    '\t',
    ' ',
    '[a]',
    ':',
    '- ',
    '{',
    '}',
    '*',
    '&a',
  ],
  ...[
    'listen b\n',
    'frontend b\n',
    'backend b\n',
    'defaults\n',
    'global\n',
    'peers b\n',
    'server c 1:2\n',
  ],
  ...[
    'default-server weight 5\n',
    'bind :1 transparent\n',
    'option tcp-check\n',
    'log global\n',
    'é',
    '\u202e',
  ],
  ...[
    'server-template t 9 a:1\n',
    '.if x\n',
    '.endif\n',
    'no ',
    'timeout client\n',
    '# c\n',
    '""',
    'check-ssl',
  ],
);
const small = corpus.filter(({ bytes }) => bytes.length < 2000);

/** A configuration with pieces in places where nobody meant them. */
const broken = fc
  .tuple(
    fc.constantFrom(...small),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), pieces), { minLength: 1, maxLength: 6 }),
  )
  .map(([{ bytes }, edits]) =>
    edits.reduce((text, [at, length, piece]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + piece + text.slice(start + length);
    }, bytes.toString('utf8')),
  );

/** What an inventory says itself of characters that it should not hold. */
const ofCharacters = /^YML00[89]$/;

it('whatever it reads, import ends well and writes YAML', () => {
  assertProperty(
    fc.property(broken, (text) => {
      const files = [{ name: 'haproxy.cfg', bytes: new TextEncoder().encode(text) }];
      const { text: yaml, diagnostics } = importFiles(files);
      for (const { primary } of diagnostics) {
        expect(primary.span.start).toBeLessThanOrEqual(primary.span.end);
        expect(primary.span.end).toBeLessThanOrEqual(primary.source.text.length);
      }
      if (yaml === undefined) return;
      const found = lint({ name: 'inventory.yaml', bytes: new TextEncoder().encode(yaml) });
      const wrong = found.diagnostics.filter(
        ({ code }) => /^YML/.test(code) && !ofCharacters.test(code),
      );
      expect(wrong.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    }),
    600,
  );
});
