import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import type { ReportOptions } from '../../src/report/lint/formats.ts';
import schema from '../fixtures/schemas/gitlab-code-quality.schema.json' with { type: 'json' };
import { crowd, finding, hostile, report, sample, source, spanOf } from './findings.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: object };
}

function read(
  diagnostics: readonly Diagnostic[],
  more: Partial<ReportOptions> = {},
): readonly Issue[] {
  const issues: unknown = JSON.parse(report('gitlab', diagnostics, more));
  expect(validate(issues), JSON.stringify(validate.errors)).toBe(true);
  return issues as readonly Issue[];
}

test('the schema refuses what is no report', () => {
  const [issue] = read(sample);
  expect(validate([{ ...issue, severity: 'error' }])).toBe(false);
  expect(validate([{ ...issue, fingerprint: undefined }])).toBe(false);
  expect(validate([{ ...issue, location: { path: './a', lines: { begin: 1 } } }])).toBe(false);
});

test('nothing found is an empty array', () => {
  expect(report('gitlab', [])).toBe('[]\n');
});

test('the whole report', () => {
  const fingerprint = expect.stringMatching(/^[0-9a-f]{32}:1$/);
  expect(read(sample)).toEqual([
    {
      description: 'OPS501: pool "puppetmaster_8140" has two servers',
      check_name: 'OPS501',
      fingerprint,
      severity: 'info',
      location: { path: 'inventory.yaml', lines: { begin: 2, end: 2 } },
    },
    {
      description: 'HAP301: the address ends in 100% of cases',
      check_name: 'HAP301',
      fingerprint,
      severity: 'major',
      location: { path: 'inventory.yaml', lines: { begin: 3, end: 3 } },
    },
    {
      description:
        'INV102: server name "puppetmaster1" is already taken; give this server a name of its own, for example "puppetmaster2"',
      check_name: 'INV102',
      fingerprint,
      severity: 'critical',
      location: { path: 'inventory.yaml', lines: { begin: 7, end: 7 } },
    },
  ]);
});

test('fingerprints stay when lines are put in above, and no two are alike', () => {
  const before = source('- a: 1\n- a: 1\n- b: 1\n');
  const after = source(`# new\r\n\r\n${before.text}`);
  const fingerprints = (at: typeof before): readonly string[] =>
    read([0, 1, 2].map((nth) => finding(at, spanOf(at, '1', nth)))).map((one) => one.fingerprint);
  expect(fingerprints(after)).toEqual(fingerprints(before));
  expect(new Set(fingerprints(before)).size).toBe(3);
});

test('a fingerprint is that of the path in the repository, wherever the program was started', () => {
  const one = (name: string): Diagnostic => finding(source('a: 1', name), { start: 0, end: 1 });
  const [above] = read([one('sites/a.yaml')]);
  const [below] = read([one('a.yaml')], { pathOf: (name) => `sites/${name}` });
  expect(below).toEqual(above);
});

test('a description is one line, whatever is in it', () => {
  const at = source('a: 1', hostile);
  const [issue] = read([finding(at, { start: 0, end: 1 }, { message: hostile, help: 'a\nb' })]);
  expect(issue?.description).toMatch(/^INV102: [\x20-\x7e🐕\uffff]+; a$/u);
  expect(issue?.location.path).toBe(hostile);
});

test('of very many the heaviest are listed, and a last one counts the others', () => {
  const issues = read(crowd(10_003, 2));
  expect(issues).toHaveLength(10_001);
  expect(issues.at(-2)?.description).toBe('INV102: error 10002');
  expect(issues.at(-1)).toMatchObject({
    description: expect.stringMatching(/^\.\.\. and 3 more;/),
    severity: 'info',
  });
});
