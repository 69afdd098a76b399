import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { buildConfiguration } from '../../src/compile/build.ts';
import { type Diagnostic, hasError } from '../../src/findings/diagnostic.ts';
import { isSuppressible } from '../../src/rules/codes.ts';
import { type Linted, lint } from '../../src/rules/lint.ts';
import { suppressionEdit } from '../../src/rules/suppression/edit.ts';
import { layoutOf } from '../../src/yaml/layout.ts';
import { inventories } from '../integration/inventories.ts';
import { assertProperty } from '../property.ts';
import { applyFix } from './apply.ts';

const fixtures = join(import.meta.dirname, '../fixtures/rules');

function lintText(text: string): Linted {
  return lint({ name: 'i.yaml', bytes: Buffer.from(text) }, '2100-01-01');
}

/** Findings with their places, as they are where a text of a length is put in at an offset. */
function listed(found: readonly Diagnostic[], at = 0, length = 0): string[] {
  return found.map(({ code, message, severity, primary: { span } }) => {
    const moved = (offset: number) => offset + (offset >= at ? length : 0);
    return `${code} ${severity} ${message} ${moved(span.start)}`;
  });
}

/** Suppresses one finding after the other, each in the text as it was; returns how many that were. */
function suppressEach(text: string, most = 6): number {
  const before = lintText(text);
  const { lineOf } = layoutOf(before.source);
  let count = 0;
  for (const found of before.diagnostics) {
    const edit = suppressionEdit(found, 'it is known');
    expect(edit !== undefined).toBe(isSuppressible(found));
    if (edit === undefined || count === most) continue;
    count += 1;
    const line = lineOf(found.primary.span.start);
    const isSame = ({ code, primary }: Diagnostic): boolean =>
      code === found.code && lineOf(primary.span.start) === line;
    const fixed = applyFix(before.source.text, { title: '', edits: [edit] });
    const after = lintText(fixed);
    const { start } = edit.span;
    const left = before.diagnostics.filter((one) => !isSame(one));
    const gone = before.diagnostics.filter(isSame);
    expect(listed(after.diagnostics), fixed).toEqual(listed(left, start, edit.text.length));
    expect(after.suppressed.map(({ diagnostic }) => diagnostic.message).sort()).toEqual(
      gone.map(({ message }) => message).sort(),
    );
    expect(built(after)).toBe(built(before));
  }
  return count;
}

function built({ inventory, diagnostics }: Linted): string | undefined {
  if (inventory === undefined || hasError(diagnostics)) return undefined;
  return buildConfiguration(inventory, 'whole').text;
}

const layouts = fc.record({
  isFlow: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 40, 80),
  indentSeq: fc.boolean(),
  start: fc.constantFrom('', '---\n', '\ufeff', '# a comment\n\n', '\n\n', '--- # a mark\n'),
  isCrlf: fc.boolean(),
  comment: fc.constantFrom('', ' # said twice', ' # a # b'),
});

/** A pool that listens on every address, of which a rule warns. */
const open = {
  name: 'open-to-all',
  bind: '0.0.0.0:8140',
  servers: [{ name: 'compile-of-all', address: '10.0.7.1' }],
};
const openToAll = inventories.map((inventory) => ({
  ...inventory,
  pools: [open, ...(inventory['pools'] as object[])],
}));

describe('a finding is suppressed by the edit, and nothing else is', () => {
  it('in inventories of any layout', () => {
    assertProperty(
      fc.property(openToAll, layouts, (inventory, layout) => {
        const { isFlow, lineWidth, indentSeq, start, isCrlf, comment } = layout;
        const text = stringify(inventory, {
          aliasDuplicateObjects: false,
          collectionStyle: isFlow ? 'flow' : 'any',
          lineWidth,
          indentSeq,
        });
        const lines = `${start}${text}`.replace(/(\}|servers:)$/gm, `$1${comment}`);
        const written = isCrlf ? lines.replaceAll('\n', '\r\n') : lines;
        expect(suppressEach(written), written).toBeGreaterThan(0);
      }),
      60,
    );
  });

  it('in every fixture of a rule', () => {
    const counts = readdirSync(fixtures).map((name) =>
      suppressEach(readFileSync(join(fixtures, name, 'bad.yaml'), 'utf8'), 20),
    );
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(30);
  });

  it.each([
    [
      'on the first line',
      'pools: [{ name: a, bind: "0.0.0.0:8140", servers: [{ name: s, address: 10.0.0.1 }] }]',
    ],
    [
      'behind a mark',
      '--- { pools: [{ name: a, bind: "0.0.0.0:8140", servers: [{ name: s, address: 10.0.0.1 }] }] }',
    ],
    [
      'behind a dash',
      'pools:\n  -\n    bind: 0.0.0.0:8140\n    name: a\n    servers: [{ name: s, address: 10.0.0.1 }]',
    ],
    [
      'behind a text of two lines',
      'pools: [{ description: "a\n   b", bind: "0.0.0.0:8140", name: a, servers: [{ name: s, address: 10.0.0.1 }] }]',
    ],
    [
      'with a tab',
      'pools:\n  [{ name: a, bind:\n     \t"0.0.0.0:8140", servers: [{ name: s, address: 10.0.0.1 }] }]',
    ],
    [
      'in a text of HAProxy',
      'haproxy:\n  sections: |\n    backend x\n      mode http\n      http-check send hdr Foo bar ver HTTP/1.1 meth GET uri /\n      option httpchk\n      timeout connect 1s\n      timeout server 1s\n      server s 10.0.0.9:80 check\npools:\n  - { name: a, bind: "10.0.0.3:8140", servers: [{ name: s, address: 10.0.0.1 }] }',
    ],
  ])('%s', (_, text) => {
    expect(suppressEach(text)).toBeGreaterThan(0);
    expect(suppressEach(`${text}\n`.replaceAll('\n', '\r\n'))).toBeGreaterThan(0);
  });
});
