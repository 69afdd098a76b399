import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { actionsAt } from '../../src/lsp/actions.ts';
import { define, findReferences } from '../../src/lsp/definition.ts';
import { showFindings, unnecessary } from '../../src/lsp/diagnostics.ts';
import { hover } from '../../src/lsp/hover.ts';
import { isInventory } from '../../src/lsp/inventory-document.ts';
import { open } from '../../src/lsp/opened.ts';
import { compileText } from '../../src/lsp/preview.ts';
import { outline } from '../../src/lsp/symbols.ts';
import { codes } from '../../src/rules/codes.ts';
import { assertProperty } from '../property.ts';

const folder = join(import.meta.dirname, '../fixtures/rules');
const texts = readdirSync(folder).flatMap((name) =>
  ['bad.yaml', 'good.yaml'].map((file) => readFileSync(join(folder, name, file), 'utf8')),
);
const shows = { related: true, link: true, unnecessary: true, reference: 'file:///rules.md' };

function document(text: string, uri = 'file:///puppetlb.yaml', languageId = 'yaml'): TextDocument {
  return TextDocument.create(uri, languageId, 1, text);
}

/** A fixture in which a stretch is gone, written twice or replaced: what a half-typed inventory looks like. */
const halfTyped = fc
  .record({
    text: fc.constantFrom(...texts),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.constantFrom('', '*', '&a ', '[', '{', '"', ': ', '\n', '😀', '\ufeff', '\r'),
      fc.string(),
    ),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ text, from, length, put, at }) => {
    const start = Math.floor(from * text.length);
    const changed = text.slice(0, start) + put + text.slice(start + length);
    return { changed, at: Math.floor(at * changed.length) };
  });

describe('answers', () => {
  it('are there for whatever is half-typed', () => {
    assertProperty(
      fc.property(halfTyped, ({ changed, at }) => {
        const held = document(changed);
        const opened = open(held, { today: '2026-12-02', levels: undefined });
        const position = held.positionAt(at);
        const range = { start: position, end: position };
        hover(opened, position, true);
        define(opened, position);
        findReferences(opened, position);
        compileText(opened);
        for (const { range: whole, selectionRange } of outline(opened)) {
          expect(held.offsetAt(whole.start)).toBeLessThanOrEqual(
            held.offsetAt(selectionRange.start),
          );
          expect(held.offsetAt(whole.end)).toBeGreaterThanOrEqual(
            held.offsetAt(selectionRange.end),
          );
        }
        const found = showFindings(opened, shows);
        expect(found).toHaveLength(opened.linted.diagnostics.length);
        for (const { edit } of actionsAt(opened, { range, only: undefined, shows })) {
          const [edits] = Object.values(edit?.changes ?? {});
          if (edits !== undefined) expect(TextDocument.applyEdits(held, edits)).not.toBe(changed);
        }
      }),
      400,
    );
  });
});

describe('a document is an inventory', () => {
  it.each([
    ['by its name', '', 'file:///x/puppetlb.yaml', 'yaml', true],
    ['by the end of its name', '', 'file:///x/berlin.puppetlb.yml', 'yaml', true],
    ['by its language', '', 'untitled:1', 'puppetlb', true],
    [
      'by its schema',
      '# yaml-language-server: $schema=../inventory.schema.json\n',
      'file:///x.yaml',
      'yaml',
      true,
    ],
    ['by its keys', 'pools:\n  - name: a\n    servers: []\n', 'file:///x.yaml', 'yaml', true],
    ['not without them', 'pools:\n  - size: 3\n', 'file:///x.yaml', 'yaml', false],
    ['not by keys further in', 'x:\n  pools: 1\n  servers: 2\n', 'file:///x.yaml', 'yaml', false],
    ['not by a name alike', '', 'file:///x/notpuppetlb.yaml', 'yaml', false],
    [
      'not as the configuration of puppetlb',
      'lint: {}\n',
      'file:///x/puppetlb.config.yaml',
      'yaml',
      false,
    ],
  ])('%s', (_, text, uri, language, expected) => {
    expect(isInventory(document(text, uri, language))).toBe(expected);
  });
});

it('fades only what there is', () => {
  const names = codes.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...unnecessary]));
});
