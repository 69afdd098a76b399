import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import type { ReportOptions } from '../../src/report/lint/formats.ts';
import { crowd, finding, hostile, report, sample, source } from './findings.ts';
import { xmlMistakes, xmlText } from './xml.ts';

function read(diagnostics: readonly Diagnostic[], more: Partial<ReportOptions> = {}): string {
  const text = report('checkstyle', diagnostics, more);
  expect(xmlMistakes('checkstyle.xsd', text)).toBe('');
  return text;
}

test('the schema refuses what is no report', () => {
  const text = read(sample);
  expect(xmlMistakes('checkstyle.xsd', text.replace('severity="info"', 'severity="note"'))).toMatch(
    /severity/,
  );
  expect(xmlMistakes('checkstyle.xsd', text.replace('line="7"', 'line="0"'))).toMatch(/line/);
});

test('nothing found is a report too, and names the files', () => {
  read([]);
  expect(read([], { names: ['a.yaml'], pathOf: (name) => `sites/${name}` })).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="sites/a.yaml">
  </file>
</checkstyle>
`,
  );
});

test('the whole report', () => {
  expect(read(sample, { names: ['inventory.yaml', 'b.yaml'] })).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="inventory.yaml">
    <error line="2" column="11" severity="info" message="pool &quot;puppetmaster_8140&quot; has two servers&#10;this pool" source="puppetlb.OPS501"/>
    <error line="3" column="11" severity="warning" message="the address ends in 100% of cases" source="puppetlb.HAP301"/>
    <error line="7" column="15" severity="error" message="server name &quot;puppetmaster1&quot; is already taken&#10;first used here: inventory.yaml:5:15&#10;help: give this server a name of its own, for example &quot;puppetmaster2&quot;" source="puppetlb.INV102"/>
  </file>
  <file name="b.yaml">
  </file>
</checkstyle>
`,
  );
});

test('hostile names and messages are read back as they are shown', () => {
  const at = source('a: 1', hostile);
  const text = read([finding(at, { start: 0, end: 1 }, { message: hostile })]);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(xmlText(text, 'string(//file/@name)')).toBe(
    hostile.replace(/[\u0000\u001b\uffff]|\ud800|\udc00(?=\uffff)/g, '\ufffd'),
  );
  expect(xmlText(text, 'string(//error/@message)')).toBe(
    '<a b="c">&amp;\'\n<U+0009>]]>--><!--<U+0000><U+001B>[2J<U+009B><U+202E><U+D800>x<U+DC00>\ufffd🐕',
  );
});

test('of very many the heaviest are listed, the others counted', () => {
  const text = read(crowd(10_003, 2));
  expect(text.match(/<error /g)).toHaveLength(10_000);
  expect(text).toContain('message="error 10002"');
  expect(text).toContain('\n  <!-- and 3 more -->\n');
});
