import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/lint-report.schema.json' with { type: 'json' };
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { codeOf, finding, report, sample, source, spanOf } from './findings.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

function read(diagnostics: readonly Diagnostic[]): Record<string, unknown> {
  const value: unknown = JSON.parse(report('json', diagnostics));
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value as Record<string, unknown>;
}

test('nothing found is a report too', () => {
  expect(report('json', [])).toBe(`{
  "format_version": 1,
  "diagnostics": [],
  "omitted": 0,
  "suppressed": 0,
  "summary": {
    "error": 0,
    "warning": 0,
    "info": 0
  }
}
`);
  read([]);
});

test('the whole report', async () => {
  read(sample);
  await expect(report('json', sample)).toMatchFileSnapshot('sample.json');
});

test('columns are code points, offsets UTF-16 code units, the end is cut to the text', () => {
  const text = `a: 漢🐕\r\n\tb: ${'🐕'.repeat(2000)}bad\r\n`;
  const at = source(text, '1:2,\n%.yaml');
  const spans = [spanOf(at, '🐕'), spanOf(at, 'bad'), { start: text.length - 2, end: 1e9 }];
  const { diagnostics } = read(spans.map((span) => finding(at, span)));
  expect(diagnostics).toMatchObject([
    {
      file: '1:2,\n%.yaml',
      start: { line: 1, column: 5, offset: 4 },
      end: { line: 1, column: 6, offset: 6 },
    },
    {
      start: { line: 2, column: 2005, offset: 4012 },
      end: { line: 2, column: 2008, offset: 4015 },
    },
    {
      start: { line: 2, column: 2008, offset: 4015 },
      end: { line: 3, column: 1, offset: 4017 },
    },
  ]);
});

test('nothing in it can steer a terminal, and all of it can be read back', () => {
  const name = 'x\u001b[2J\u009b\u202e\u2028\ud800\ufeff';
  const text = report('json', [finding(source('a: 1', name), { start: 0, end: 1 })]);
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(text).toContain('"x\\u001b[2J\\u009b\\u202e\\u2028\\ud800\\ufeff"');
  expect(JSON.parse(text).diagnostics[0].file).toBe(name);
});

test('of very many findings the heaviest are listed and all are counted, however long the line is', () => {
  const at = source(`a: [${'🐕 servers, '.repeat(100_000)}]`);
  const span = spanOf(at, 'servers');
  const many = Array.from({ length: 100_000 }, (_, index) => {
    const start = span.start + index * 12;
    const severity = index < 99_995 ? 'info' : 'error';
    return finding(at, { start, end: start + 7 }, { severity, code: codeOf[severity] });
  });
  const { diagnostics, omitted, summary } = read(many);
  expect(diagnostics).toHaveLength(10_000);
  expect(omitted).toBe(90_000);
  expect(summary).toEqual({ error: 5, warning: 0, info: 99_995 });
  const listed = diagnostics as { severity: string; start: object }[];
  expect(listed.map(({ severity }) => severity).slice(-6)).toEqual([
    'info',
    ...Array(5).fill('error'),
  ]);
  expect(listed[9999]).toMatchObject({
    start: { line: 1, column: 1_099_996, offset: 1_199_995 },
  });
});

test('of very many places of a finding a hundred are listed', () => {
  const at = source('a: 1');
  const related = Array.from({ length: 103 }, () => ({ source: at, span: { start: 0, end: 1 } }));
  const { diagnostics } = read([finding(at, { start: 0, end: 1 }, { related })]);
  const [first] = diagnostics as { related: unknown[]; related_omitted: number }[];
  expect(first?.related).toHaveLength(100);
  expect(first?.related_omitted).toBe(3);
});

test('the schema is closed and describes every property', () => {
  expect(validate({ ...read([]), more: 1 })).toBe(false);
  const objects = [schema, schema.properties.summary, ...Object.values(schema.$defs)].filter(
    (one) => one.type === 'object',
  );
  expect(objects).toHaveLength(7);
  for (const one of objects) {
    expect(one).toMatchObject({ additionalProperties: false, description: expect.any(String) });
    const properties: Record<string, unknown> = 'properties' in one ? one.properties : {};
    for (const [name, property] of Object.entries(properties)) {
      expect(property, name).toHaveProperty('description');
    }
  }
});
