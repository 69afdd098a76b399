import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with {
  type: 'json',
};
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { codeOf, finding, report, sample, source, spanOf } from './findings.ts';

// The schema is of draft 04, of which it uses nothing that later drafts read otherwise but `id`.
const { $schema: _, id: __, ...definitions } = sarifSchema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:(%[0-9A-Fa-f]{2}|[\w.~!$&'()*+,;=:@/?#-])*$/i);
ajv.addFormat('uri-reference', /^(%[0-9A-Fa-f]{2}|[\w.~!$&'()*+,;=:@/?#-])*$/);
ajv.addFormat('date-time', true);
const validate = ajv.compile(definitions);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: object;
    };
  }[];
  readonly message: { readonly text: string };
  readonly relatedLocations?: readonly object[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly object[];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly Result[];
  readonly invocations?: readonly object[];
}

function read(diagnostics: readonly Diagnostic[]): Run {
  const log = JSON.parse(report('sarif', diagnostics));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  return log.runs[0];
}

const fingerprints = (diagnostics: readonly Diagnostic[]): unknown[] =>
  read(diagnostics).results.map((result) => result.partialFingerprints['puppetlbLine/v1']);

test('the published schema refuses what is no log', () => {
  expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
});

test('a run without results is still a run', () => {
  expect(read([])).toEqual({
    tool: { driver: { name: 'puppetlb', semanticVersion: '1.2.3', rules: [] } },
    columnKind: 'utf16CodeUnits',
    results: [],
  });
});

test('the whole log', async () => {
  read(sample);
  await expect(report('sarif', sample)).toMatchFileSnapshot('sample.sarif');
});

test('every result points at its rule, one that is not known too', () => {
  const at = source('a: 1');
  const made = ['OPS501', 'XXX999', 'HAP301', 'OPS501'];
  const { tool, results } = read(made.map((code) => finding(at, { start: 0, end: 1 }, { code })));
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['HAP301', 'OPS501', 'XXX999']);
  expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(made);
});

test.each([
  ['inventory.yaml', 'inventory.yaml'],
  ['./sites/a b.yaml', 'sites/a%20b.yaml'],
  ['a:1,%\n#?.yaml', 'a%3A1%2C%25%0A%23%3F.yaml'],
  ['漢/\u202e\ud800.yaml', '%E6%BC%A2/%E2%80%AE%EF%BF%BD.yaml'],
  ['../x.yaml', '../x.yaml'],
])('%j is below the root of the sources', (name, uri) => {
  const [result] = read([finding(source('a: 1', name), { start: 0, end: 1 })]).results;
  expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({
    uri,
    uriBaseId: '%SRCROOT%',
  });
});

test('an absolute name is a URI of its own', () => {
  const [result] = read([finding(source('a: 1', '/etc/a b.yaml'), { start: 0, end: 1 })]).results;
  expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({
    uri: 'file:///etc/a%20b.yaml',
  });
});

test('columns are UTF-16 code units, and the end is cut to the text', () => {
  const at = source('\t漢🐕: bad\n');
  const { results } = read([
    finding(at, spanOf(at, 'bad')),
    finding(at, { start: 6, end: 1e6 }),
    finding(at, { start: 0, end: 0 }, { fixes: [{ title: 'nothing', edits: [] }] }),
  ]);
  expect(results.map(({ locations }) => locations[0]?.physicalLocation.region)).toEqual([
    { startLine: 1, startColumn: 7, endLine: 1, endColumn: 10 },
    { startLine: 1, startColumn: 7, endLine: 2, endColumn: 1 },
    { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
  ]);
  expect(results[2]?.fixes).toBeUndefined();
});

interface Replacement {
  readonly deletedRegion: Readonly<
    Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>
  >;
  readonly insertedContent: { readonly text: string };
}

/** Applies replacements as a reader of SARIF does, who knows lines and UTF-16 columns alone. */
function applied(text: string, replacements: readonly Replacement[]): string {
  const lines = text.split(/(?<=\n)/);
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).join('').length + column - 1;
  return [...replacements].reverse().reduce((before, { deletedRegion: at, insertedContent }) => {
    const start = offset(at.startLine, at.startColumn);
    return (
      before.slice(0, start) + insertedContent.text + before.slice(offset(at.endLine, at.endColumn))
    );
  }, text);
}

test('a fix does to the text what its edits do, whatever stands before it', () => {
  const at = source('# 🐕\r\n\t漢🐕: bad # 🐕\r\nb: 1\r\nc: worse\r\n');
  const edits = [
    { span: spanOf(at, 'bad'), text: '"good" 🐈' },
    { span: { start: at.text.indexOf('b: 1'), end: at.text.indexOf('c: ') }, text: '' },
    { span: { start: at.text.length, end: at.text.length }, text: 'd: 1\r\n' },
  ];
  const one = finding(at, { start: 0, end: 1 }, { fixes: [{ title: 'mend', edits }] });
  const { results } = read([one]);
  const [fix] = results[0]?.fixes ?? [];
  expect(fix).toMatchObject({
    description: { text: 'mend' },
    artifactChanges: [{ artifactLocation: { uri: 'inventory.yaml', uriBaseId: '%SRCROOT%' } }],
  });
  const { artifactChanges } = fix as {
    artifactChanges: readonly { replacements: readonly Replacement[] }[];
  };
  expect(applied(at.text, artifactChanges[0]?.replacements ?? [])).toBe(
    '# 🐕\r\n\t漢🐕: "good" 🐈 # 🐕\r\nc: worse\r\nd: 1\r\n',
  );
});

test('fingerprints stay when lines move and the message changes, and differ from each other', () => {
  const before = source('- a: 1\n- a: 1\n- b: 1\n');
  const after = source('# new\n\n  - a: 1\n  - a: 1\n  - b: 1\n');
  const make = (at: typeof before, message: string): Diagnostic[] =>
    [0, 1, 2].map((nth) => finding(at, spanOf(at, '1', nth), { message }));
  const old = fingerprints(make(before, 'x'));
  expect(fingerprints(make(after, 'y'))).toEqual(old);
  expect(new Set(old).size).toBe(3);
  expect(old[1]).toBe(String(old[0]).replace(/:1$/, ':2'));
  const others = [
    finding({ ...before, name: 'other.yaml' }, spanOf(before, '1')),
    finding(before, spanOf(before, '1'), { code: 'HAP301' }),
  ];
  for (const other of fingerprints(others)) expect(old).not.toContain(other);
});

test('of very many findings the heaviest are results, and a notification counts the others', () => {
  const at = source('a: 1');
  const related = Array.from({ length: 102 }, () => ({ source: at, span: { start: 0, end: 1 } }));
  const many = Array.from({ length: 5003 }, (_, index) => {
    const severity = index < 5000 ? 'warning' : 'error';
    const more = { severity, code: codeOf[severity], ...(index === 0 ? { related } : {}) } as const;
    return finding(at, { start: 0, end: 1 }, more);
  });
  const { results, invocations } = read(many);
  expect(results).toHaveLength(5000);
  expect(results.slice(-4).map(({ ruleId }) => ruleId)).toEqual([
    'HAP301',
    ...Array(3).fill('INV102'),
  ]);
  expect(results[0]?.relatedLocations).toHaveLength(100);
  expect(results[0]?.message.text).toBe('something is wrong\n... and 2 more places');
  expect(invocations).toMatchObject([
    {
      toolExecutionNotifications: [
        { message: { text: expect.stringMatching(/^\.\.\. and 3 more;/) } },
      ],
    },
  ]);
  expect(read(many.slice(0, 5000)).invocations).toBeUndefined();
});

test('what comments suppress is there with its reason', () => {
  const at = source('a: 1');
  const [one, other] = [0, 1].map((start) => finding(at, { start, end: 2 }, { code: 'HAP301' }));
  if (one === undefined || other === undefined) throw new RangeError('two findings');
  const suppressed = [
    { diagnostic: one, reason: 'it is known' },
    { diagnostic: other, reason: undefined },
  ];
  const log = JSON.parse(report('sarif', [finding(at, { start: 0, end: 1 })], { suppressed }));
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [run] = log.runs;
  expect(run.results.map(({ suppressions }: { suppressions?: object }) => suppressions)).toEqual([
    [],
    [{ kind: 'inSource', justification: 'it is known' }],
    [{ kind: 'inSource' }],
  ]);
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['HAP301', 'INV102']);
});
