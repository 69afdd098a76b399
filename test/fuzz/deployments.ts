import fc from 'fast-check';
import type { Deployment } from '../../src/compile/deployment.ts';
import type { OutputLine, OutputSection } from '../../src/compile/output.ts';
import { readSections, sectionKeywords } from '../../src/haproxy/syntax/section.ts';
import { writeWord } from '../../src/haproxy/syntax/words.ts';
import type { NodeRef } from '../../src/inventory/place.ts';

/** A place that nobody looks at. */
export const nowhere: NodeRef = {
  document: { source: { name: '', text: '' }, root: null, value: {}, ambiguous: [] },
  path: [],
};

const signs = fc.string({
  unit: fc.constantFrom(...`ab \\'"#$x41nrt{}[]%,;:|&<>!?*~^=@\n`),
  minLength: 1,
  maxLength: 10,
});
const telling = fc.constantFrom(
  ...['"', "'", '\\', '#', '$', ' ', '  ', '\n', '\n\n', "''", '""', '\\\\', '$$', '##', "'\\''"],
  ...[
    'a b',
    ' a',
    'a ',
    'a#b',
    '#a',
    "it's",
    '"a',
    'a\\',
    '\\n',
    '\\x41',
    '\\ ',
    '$HOME',
    '${HOME}',
  ],
  ...['"${HOME}"', '%[src]', '%T', 'a,b', 'a;b', 'a|b', '[::1]:8140', 'é', '漢字', '🐕', '\u202e'],
  ...['\u00a0', '\u2028', '\u0085', '\ufeff', '\ufffd', 'а', 'e\u0301', 'server', '.if', '.endif'],
  'a'.repeat(3000),
  "'".repeat(200),
);

/** Texts that HAProxy reads as one argument: any but the empty one and those with control characters. */
export const word: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: signs },
    { weight: 3, arbitrary: telling },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
  )
  .map((text) => text.replace(/[\0-\x09\x0b-\x1f\x7f]/g, 'x'));

/** Texts for a comment: a line without control and direction characters. */
export const comment: fc.Arbitrary<string> = word.map((text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '),
);

/** The first word of a line: a section's keyword would open one. */
const first = word.map((text) => (sectionKeywords.has(text) ? `x${text}` : text));
const words = fc
  .tuple(first, fc.array(word, { maxLength: 6 }))
  .map(([one, more]) => [one, ...more]);
const line: fc.Arbitrary<OutputLine> = fc.record(
  { words, origin: fc.constant('builtin' as const), gap: fc.boolean() },
  { requiredKeys: ['words', 'origin'] },
);
const keyword = fc.constantFrom(...sectionKeywords);
const opening = fc
  .tuple(keyword, fc.array(word, { maxLength: 2 }))
  .map(([one, more]) => [one, ...more]);
const section: fc.Arbitrary<OutputSection> = fc.record({
  words: opening,
  origin: fc.constant('builtin' as const),
  comment: fc.option(
    comment.map((value) => ({ value, from: 'builtin' as const })),
    { nil: undefined },
  ),
  lines: fc.array(line, { maxLength: 6 }),
});

/** A section as somebody may write it: blanks of any number, comments behind, empty lines. */
const written = fc
  .tuple(opening, fc.array(words, { maxLength: 4 }), fc.constantFrom(' ', '  ', '\t', ' \t '))
  .map(([head, lines, blank]) =>
    [head, ...lines]
      .map(
        (texts, index) => `${index > 0 ? blank : ''}${texts.map(writeWord).join(blank)}${blank}# x`,
      )
      .join(blank.includes('\t') ? '\n\n' : '\n'),
  );

/** Deployments with any words that HAProxy can read, as no inventory holds them. */
export const deployments: fc.Arbitrary<Deployment> = fc.record({
  base: fc.array(section, { maxLength: 2 }),
  listens: fc.array(section, { maxLength: 3 }),
  verbatim: fc.option(
    fc.array(written, { minLength: 1, maxLength: 2 }).map((parts) => {
      const text = `${parts.join('\n')}\n`;
      return { ...readSections(text), text, place: nowhere };
    }),
    { nil: undefined },
  ),
});
