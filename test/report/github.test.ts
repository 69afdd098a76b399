import { expect, test } from 'vitest';
import type { Severity } from '../../src/findings/diagnostic.ts';
import { codeOf, finding, report, sample, source, spanOf } from './findings.ts';

test('errors first, then warnings and notices, each a workflow command', () => {
  expect(report('github', sample)).toBe(
    [
      '::error file=inventory.yaml,line=7,endLine=7,col=15,endColumn=28,' +
        'title=INV102 duplicate-server-name::server name "puppetmaster1" is already taken' +
        '%0Afirst used here: inventory.yaml:5:15' +
        '%0Ahelp: give this server a name of its own, for example "puppetmaster2"',
      '::warning file=inventory.yaml,line=3,endLine=3,col=11,endColumn=26,' +
        'title=HAP301 unused-host::the address ends in 100%25 of cases',
      '::notice file=inventory.yaml,line=2,endLine=2,col=11,endColumn=28,' +
        'title=OPS501 drained-server::pool "puppetmaster_8140" has two servers%0Athis pool',
      '',
    ].join('\n'),
  );
});

test('what has a meaning for GitHub is escaped, what cannot be seen is shown', () => {
  const at = source('\ta: 🐕 bad\n', 'a\r\nb:c,d%.yaml');
  const more = {
    code: 'XXX999',
    message: '::error::50%\u001b[2J',
    help: 'a,\r\nb: \u202ec\rd',
    related: [{ source: at, span: { start: 0, end: 1 } }],
  };
  expect(report('github', [finding(at, spanOf(at, 'bad'), more)])).toBe(
    '::error file=a%0D%0Ab%3Ac%2Cd%25.yaml,line=1,endLine=1,col=7,endColumn=10,title=XXX999' +
      '::::error::50%25<U+001B>[2J%0Asee: a<U+000D><U+000A>b:c,d%25.yaml:1:1' +
      '%0Ahelp: a,%0Ab: <U+202E>c<U+000D>d\n',
  );
});

test('a span of several lines has no end column', () => {
  const at = source('a:\n  b: 1\n');
  expect(report('github', [finding(at, { start: 0, end: 8 })])).toBe(
    '::error file=inventory.yaml,line=1,endLine=2,col=1,' +
      'title=INV102 duplicate-server-name::something is wrong\n',
  );
});

test('of more than ten of a kind the tenth counts the rest, which the log lists', () => {
  const at = source('a: 1\n', 'a\nb.yaml');
  const make = (severity: Severity, count: number) =>
    Array.from({ length: count }, (_, index) =>
      finding(
        at,
        { start: 3, end: 4 },
        { code: codeOf[severity], severity, message: `${severity} ${index + 1}` },
      ),
    );
  const all = [...make('info', 12), ...make('warning', 10), ...make('error', 11)];
  const lines = report('github', all).split('\n');
  const kinds = lines.map((line) => /^::(\w+)/.exec(line)?.[1] ?? '');
  expect(kinds.slice(0, 30)).toEqual([
    ...Array(10).fill('error'),
    ...Array(10).fill('warning'),
    ...Array(10).fill('notice'),
  ]);
  expect(lines[8]).toMatch(/::error 9$/);
  expect(lines[9]).toBe(
    '::error title=puppetlb::2 more errors are in the log of this step, because GitHub shows 10',
  );
  expect(lines[19]).toMatch(/::warning 10$/);
  expect(lines[29]).toMatch(/^::notice title=puppetlb::3 more notices are in the log /);
  expect(lines.slice(30)).toEqual([
    'error[INV102]: error 10 (a<U+000A>b.yaml:1:4)',
    'error[INV102]: error 11 (a<U+000A>b.yaml:1:4)',
    'info[OPS501]: info 10 (a<U+000A>b.yaml:1:4)',
    'info[OPS501]: info 11 (a<U+000A>b.yaml:1:4)',
    'info[OPS501]: info 12 (a<U+000A>b.yaml:1:4)',
    '',
  ]);
});

test('of more than a thousand further findings, and of more than ten places, the others are counted', () => {
  const at = source('a: 1\n');
  const related = Array.from({ length: 12 }, () => ({ source: at, span: { start: 0, end: 1 } }));
  const one = finding(at, { start: 3, end: 4 }, { related });
  const lines = report('github', Array(1012).fill(one)).split('\n');
  expect(lines[0]).toMatch(/(%0Asee: inventory\.yaml:1:1){10}%0A\.\.\. and 2 more$/);
  expect(lines[9]).toContain('1003 more errors');
  expect(lines).toHaveLength(10 + 1000 + 2);
  expect(lines.at(-2)).toBe('... and 3 more');
});
