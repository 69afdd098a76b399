import { expect, test } from 'vitest';
import type { Severity } from '../../src/findings/diagnostic.ts';
import { formats } from '../../src/report/lint/formats.ts';
import { formatReport } from '../../src/report/lint/report.ts';
import { codeOf, codes, finding, report, sample, source, spanOf } from './findings.ts';

const options = { colour: false, codes, version: '1.2.3' };

test('nothing found prints nothing, but for programs', () => {
  const silent = formats.filter((format) => report(format, []) === '');
  expect(silent).toEqual(['text', 'concise', 'github']);
});

test('findings, frames, notes, help and the summary', () => {
  expect(report('text', sample)).toBe(`info[OPS501]: pool "puppetmaster_8140" has two servers
  --> inventory.yaml:2:11
   |
 2 |   - name: puppetmaster_8140
   |           ^^^^^^^^^^^^^^^^^ this pool

warning[HAP301]: the address ends in 100% of cases
  --> inventory.yaml:3:11
   |
 3 |     bind: 10.0.0.100:8140
   |           ^^^^^^^^^^^^^^^

error[INV102]: server name "puppetmaster1" is already taken
  --> inventory.yaml:7:15
   |
 7 |       - name: puppetmaster1
   |               ^^^^^^^^^^^^^
  --> inventory.yaml:5:15
   |
 5 |       - name: puppetmaster1
   |               ------------- first used here
   |
   = help: give this server a name of its own, for example "puppetmaster2"

1 error, 1 warning, 1 info
`);
});

test('the gutter is as wide as the largest line number, in other files too', () => {
  const long = source(`${'\n'.repeat(99)}a: 1\n`);
  const other = source('b: 2\n', 'other.yaml');
  const related = [{ source: other, span: { start: 3, end: 4 }, note: 'not this' }];
  const text = report('text', [
    finding(long, spanOf(long, '1'), { related, help: 'write 2:\n\n  a: 2' }),
  ]);
  expect(text).toBe(`error[INV102]: something is wrong
    --> inventory.yaml:100:4
     |
 100 | a: 1
     |    ^
    --> other.yaml:1:4
     |
   1 | b: 2
     |    - not this
     |
     = help: write 2:

               a: 2

1 error
`);
});

test('of more than ten related places the rest is counted', () => {
  const at = source('a: 1\n');
  const place = { source: at, span: { start: 0, end: 1 } };
  const lines = report('text', [finding(at, place.span, { related: Array(12).fill(place) })]);
  expect(lines.match(/-->/g)).toHaveLength(11);
  expect(lines).toContain('\n   | -\n  ... and 2 more\n\n1 error\n');
});

test('colour is for severities and the gutter', () => {
  const at = source('a: 1\n');
  const related = [{ source: at, span: { start: 0, end: 1 }, note: 'key' }];
  const text = formatReport(
    'text',
    [finding(at, { start: 3, end: 4 }, { related, help: 'write 2' })],
    { ...options, colour: true },
  );
  expect(text.replaceAll('\u001b', '^[')).toBe(`^[[1;31merror[INV102]^[[0m: something is wrong
^[[34m  -->^[[0m inventory.yaml:1:4
^[[34m   |^[[0m
^[[34m 1 |^[[0m a: 1
^[[34m   |^[[0m    ^[[1;31m^^[[0m
^[[34m  -->^[[0m inventory.yaml:1:1
^[[34m   |^[[0m
^[[34m 1 |^[[0m a: 1
^[[34m   |^[[0m ^[[34m- key^[[0m
^[[34m   |^[[0m
   ^[[34m=^[[0m help: write 2

1 error
`);
  for (const [severity, style] of [
    ['warning', '1;33'],
    ['info', '1;34'],
  ] as const) {
    const [head] = formatReport('text', [finding(at, { start: 0, end: 1 }, { severity })], {
      ...options,
      colour: true,
    }).split('\n');
    expect(head).toBe(`\u001b[${style}m${severity}[INV102]\u001b[0m: something is wrong`);
  }
});

test('one hundred are drawn, no error gives way to a warning, and all are counted', () => {
  const at = source('a: 1\n');
  const make = (severity: Severity, count: number, message: string) =>
    Array.from({ length: count }, () =>
      finding(at, { start: 0, end: 1 }, { code: codeOf[severity], severity, message }),
    );
  const many = [...make('info', 30, 'i'), ...make('warning', 90, 'w'), ...make('error', 20, 'e')];
  const blocks = report('text', many).split('\n\n');
  const heads = blocks.map((block) => block.split('\n')[0]);
  expect(heads.slice(0, 80)).toEqual(Array(80).fill('warning[HAP301]: w'));
  expect(heads.slice(80, 100)).toEqual(Array(20).fill('error[INV102]: e'));
  expect(blocks.slice(100)).toEqual(['... and 40 more', '20 errors, 90 warnings, 30 infos\n']);
  expect(report('text', make('info', 100, 'i'))).not.toContain('more');
});
