import { describe, expect, test } from 'vitest';
import type { Span } from '../../src/text/positions.ts';
import { finding, report, source, spanOf } from './findings.ts';

function draw(text: string, span: Span, name = 'a.yaml'): string[] {
  const lines = report('text', [finding(source(text, name), span)]).split('\n');
  expect(lines[0]).toBe('error[INV102]: something is wrong');
  expect(lines.slice(-3)).toEqual(['', '1 error', '']);
  return lines.slice(1, -3);
}

const word = (text: string, it: string): Span => spanOf(source(text), it);

test('a tab is four blanks', () => {
  const text = '\ta:\tbad\n';
  expect(draw(text, word(text, 'bad'))).toEqual([
    '  --> a.yaml:1:5',
    '   |',
    ' 1 |     a:    bad',
    '   |           ^^^',
  ]);
});

test('East Asian characters and emoji are two columns wide, marks that join none', () => {
  const text = 'n: 漢字 🐕 e\u0301 \u1112\u1161\u11ab bad 漢\n';
  expect(draw(text, word(text, 'bad'))).toEqual([
    '  --> a.yaml:1:16',
    '   |',
    ' 1 | n: 漢字 🐕 e\u0301 \u1112\u1161\u11ab bad 漢',
    '   |                 ^^^',
  ]);
  expect(draw(text, word(text, '字 🐕'))[3]).toBe('   |      ^^^^^');
  expect(draw(text, word(text, '\u0301'))[3]).toBe('   |             ^');
});

test('a span that begins or ends inside a surrogate pair covers it', () => {
  expect(draw('a🐕b\n', { start: 2, end: 3 })[3]).toBe('   |  ^^');
  expect(draw('a🐕b\n', { start: 0, end: 2 })[3]).toBe('   | ^^^');
});

test('what cannot be seen is shown by its number, in names, messages and notes too', () => {
  const at = source('a: \u202e"b"\u0007 \ud800 \u200bbad\n', 'x\n\u001b[2J.yaml');
  const related = [{ source: at, span: { start: 0, end: 1 }, note: 'not\r\nthis\u2066' }];
  const [shown] = [
    report('text', [
      finding(at, spanOf(at, 'bad'), { message: 'no \u001b]0;', help: 'x\u202e\r\ny\tz', related }),
    ]),
  ];
  expect(shown).toBe(`error[INV102]: no <U+001B>]0;
  --> x<U+000A><U+001B>[2J.yaml:1:13
   |
 1 | a: <U+202E>"b"<U+0007> <U+D800> <U+200B>bad
   |                                         ^^^
  --> x<U+000A><U+001B>[2J.yaml:1:1
   |
 1 | a: <U+202E>"b"<U+0007> <U+D800> <U+200B>bad
   | - not<U+000D><U+000A>this<U+2066>
   |
   = help: x<U+202E>
           y<U+0009>z

1 error
`);
});

test('a CRLF leaves no CR, a lone one is shown', () => {
  const text = 'a: 1\r\nb: bad\r\nc\rd\r\n';
  expect(draw(text, word(text, 'bad'))).toEqual([
    '  --> a.yaml:2:4',
    '   |',
    ' 2 | b: bad',
    '   |    ^^^',
  ]);
  expect(draw(text, word(text, '\r'))[3]).toBe('   |     ^');
  expect(draw(text, word(text, 'd\r'))[2]).toBe(' 2 | b: bad');
  expect(draw(text, word(text, 'c'))[2]).toBe(' 3 | c<U+000D>d');
});

test('of a span of several lines the first is shown', () => {
  expect(draw('a:\n  b: 1\n  c: 2\n', { start: 5, end: 17 })).toEqual([
    '  --> a.yaml:2:3',
    '   |',
    ' 2 |   b: 1',
    '   |   ^^^^',
  ]);
  expect(draw('a:\n  b\n', { start: 2, end: 5 })[3]).toBe('   |   ^');
});

describe('the end of a file', () => {
  test('an empty span is one caret', () => {
    expect(draw('a: 1', { start: 3, end: 3 })[3]).toBe('   |    ^');
    expect(draw('a: 1', { start: 4, end: 4 })[3]).toBe('   |     ^');
  });

  test('after the last line break', () => {
    expect(draw('a: 1\n', { start: 5, end: 5 })).toEqual([
      '  --> a.yaml:2:1',
      '   |',
      ' 2 |',
      '   | ^',
    ]);
  });

  test('a span past the end is at the end', () => {
    expect(draw('a: 1', { start: 2, end: 99 })[3]).toBe('   |   ^^');
    expect(draw('a: 1', { start: 98, end: 99 }).slice(0, 1)).toEqual(['  --> a.yaml:1:5']);
    expect(draw('a: 1', { start: 98, end: 99 })[3]).toBe('   |     ^');
  });

  test('an empty file has no frame', () => {
    const at = source('', '-');
    expect(report('text', [finding(at, { start: 0, end: 0 }, { help: 'begin' })])).toBe(
      'error[INV102]: something is wrong\n  --> -:1:1\n   = help: begin\n\n1 error\n',
    );
  });
});

describe('long lines', () => {
  const columns = (count: number): string => '1234567890'.repeat(count / 10);

  test('120 columns are not cut', () => {
    const text = columns(120);
    expect(draw(text, { start: 119, end: 120 })[2]).toBe(` 1 | ${text}`);
  });

  test('the beginning is shown where the span is near it', () => {
    const text = columns(200);
    const span = { start: 70, end: 73 };
    expect(draw(text, span).slice(2)).toEqual([
      ` 1 | ${text.slice(0, 119)}…`,
      `   | ${' '.repeat(70)}^^^`,
    ]);
  });

  test('the end is shown where the span is near it', () => {
    const text = columns(200);
    expect(draw(text, { start: 190, end: 200 }).slice(2)).toEqual([
      ` 1 | …${text.slice(81)}`,
      `   | ${' '.repeat(110)}^^^^^^^^^^`,
    ]);
  });

  test('a span in the middle of a megabyte has 40 columns before it', () => {
    const text = columns(1_000_000);
    expect(draw(text, { start: 500_000, end: 900_000 })).toEqual([
      '  --> a.yaml:1:500001',
      '   |',
      ` 1 | …${text.slice(0, 110)}12345678…`,
      `   | ${' '.repeat(41)}${'^'.repeat(78)}`,
    ]);
  });

  test('the window is measured in columns, and marks that join cannot widen it', () => {
    const wide = draw('漢'.repeat(1000), { start: 500, end: 501 });
    expect(wide.slice(2)).toEqual([` 1 | …${'漢'.repeat(59)}…`, `   | ${' '.repeat(41)}^^`]);
    const joined = draw(`a${'\u0301'.repeat(100_000)}`, { start: 50_000, end: 50_001 });
    expect(joined[2]).toBe(` 1 | …${'\u0301'.repeat(118)}…`);
    const unseen = draw('\u0000'.repeat(1000), { start: 500, end: 501 });
    expect(unseen[2]).toBe(` 1 | …${'<U+0000>'.repeat(14)}…`);
    expect(unseen[3]).toBe(`   | ${' '.repeat(41)}${'^'.repeat(8)}`);
  });
});
