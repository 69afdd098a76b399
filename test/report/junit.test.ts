import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import type { ReportOptions } from '../../src/report/lint/formats.ts';
import { crowd, finding, hostile, report, sample, source, spanOf } from './findings.ts';
import { xmlMistakes, xmlText } from './xml.ts';

function read(diagnostics: readonly Diagnostic[], more: Partial<ReportOptions> = {}): string {
  const text = report('junit', diagnostics, more);
  expect(xmlMistakes('junit.xsd', text)).toBe('');
  return text;
}

test('the schema refuses what is no report', () => {
  const text = read(sample);
  expect(xmlMistakes('junit.xsd', text.replaceAll('classname', 'class'))).toMatch(/class/);
  expect(xmlMistakes('junit.xsd', text.replace('tests="3"', 'tests="many"'))).toMatch(/tests/);
});

test('nothing found is a passed test of each file', () => {
  read([]);
  expect(read([], { names: ['a.yaml'], pathOf: (name) => `sites/${name}` })).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="puppetlb" tests="1" failures="0" errors="0">
  <testsuite name="sites/a.yaml" file="sites/a.yaml" tests="1" failures="0" errors="0">
    <testcase classname="sites/a" name="nothing is wrong"/>
  </testsuite>
</testsuites>
`,
  );
});

test('the whole report: errors and warnings fail', async () => {
  await expect(read(sample, { names: ['inventory.yaml', 'b.yml'] })).toMatchFileSnapshot(
    'sample.junit.xml',
  );
});

test('a test keeps its name when lines are put in above, and no two have the same', () => {
  const before = source('- a: 1\n- a: 1\n');
  const after = source(`# new\n${before.text}`);
  const namesIn = (at: typeof before): readonly string[] => {
    const text = read([0, 1].map((nth) => finding(at, spanOf(at, '1', nth))));
    return [...text.matchAll(/<testcase .* name="(.*)"/g)].map(([, name = '']) => name);
  };
  expect(namesIn(before)).toEqual(['INV102: something is wrong', 'INV102: something is wrong (2)']);
  expect(namesIn(after)).toEqual(namesIn(before));
});

test('hostile names and messages are read back as they are shown', () => {
  const at = source(`a: ${hostile}\n`, hostile);
  const text = read([finding(at, { start: 0, end: 1 }, { message: hostile, help: hostile })]);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  const shown =
    '<a b="c">&amp;\'<U+000D><U+000A><U+0009>]]>--><!--<U+0000><U+001B>[2J<U+009B><U+202E><U+D800>x<U+DC00>\ufffd🐕';
  expect(xmlText(text, 'string(//testcase/@name)')).toBe(`INV102: ${shown}`);
  expect(xmlText(text, 'string(//failure)')).toContain(`error[INV102]: ${shown}\n`);
});

test('of very many the heaviest are listed, and a last suite counts the others', () => {
  const text = read(crowd(10_003, 2));
  expect(text.match(/<testcase /g)).toHaveLength(10_000);
  expect(text).toContain('name="INV102: error 10002"');
  expect(text).toContain('<system-out>... and 3 more</system-out>');
});
