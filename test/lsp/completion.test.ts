import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompletionItem, InsertTextFormat } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../../src/lsp/completion.ts';
import { assertProperty } from '../property.ts';

/** A document with a bar where the cursor is. */
function at(marked: string): { document: TextDocument; items: CompletionItem[] } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const document = TextDocument.create('file:///puppetlb.yaml', 'yaml', 1, text);
  return { document, items: complete(document, document.positionAt(offset), true) };
}

const labels = (marked: string): string[] => at(marked).items.map(({ label }) => label);

/** The document after an item was chosen. */
function choose(marked: string, label: string): string {
  const { document, items } = at(marked);
  const edit = items.find((item) => item.label === label)?.textEdit;
  if (edit === undefined || !('range' in edit)) throw new Error(`no ${label}`);
  return TextDocument.applyEdits(document, [edit]);
}

const hosts = 'hosts:\n  ca1: { address: 10.0.0.1 }\n  "compile[1:2]":\n    address: 10.0.0.2\n';
const pool = 'pools:\n  - name: a\n    bind: 10.0.0.100:8140\n';

describe('keys', () => {
  it.each([
    ['at the top', '|', ['haproxy', 'pools', 'hosts']],
    ['at the top of what is there', `${pool}\n|`, ['haproxy', 'defaults']],
    ['half-typed', 'ha|', ['haproxy']],
    ['of a nested mapping', 'haproxy:\n  timeouts:\n    con|', ['connect', 'client']],
    ['of a nested mapping in a new line', 'haproxy:\n  timeouts:\n    |', ['connect', 'client']],
    ['behind "- "', 'pools:\n  - |', ['name', 'bind', 'servers']],
    ['behind "- " that is not indented', 'pools:\n- |', ['name', 'bind', 'servers']],
    ['behind the first key of an item', `${pool}    |`, ['servers', 'balance']],
    ['in a list that has no item yet', 'pools:\n  |', ['name', 'bind']],
    ['of a server', `${pool}    servers:\n      - name: x\n        |`, ['address', 'weight']],
    ['of a server below the dash', `${pool}    servers:\n      -\n        |`, ['address', 'host']],
    ['in a flow mapping', `${pool}    servers:\n      - { name: x, |`, ['address', 'weight']],
    ['in a flow mapping that is closed', `${pool}    servers: [{ |}]`, ['name', 'address']],
    [
      'in a flow mapping of several lines',
      `${pool}    servers: [\n      { name: x,\n  |`,
      ['address'],
    ],
    ['in a nested flow mapping', 'haproxy: { version: "2.6", global: { max|', ['maxconn', 'log']],
    ['of a host', `${hosts}  new:\n    |`, ['address', 'certname']],
    ['where lines do not parse', `pools:\n  - name: [\nhaproxy:\n  |`, []],
    ['below a broken line', `haproxy:\n  version 2.6\n  foo: "\n  |`, ['timeouts', 'global']],
    ['behind a text of several lines', 'haproxy:\n  sections: |\n    listen x\n  ~', ['global']],
    ['of the lint settings, codes', 'lint:\n  severities:\n    INV|', ['INV102', 'HAP301']],
  ])('%s', (_, marked, expected) => {
    const cursor = marked.includes('~') ? marked.replace('|', '\u0001').replace('~', '|') : marked;
    const found = cursor.includes('\u0001')
      ? labelsOf(cursor.replace('\u0001', '|'), cursor.indexOf('|'))
      : labels(marked);
    if (expected.length === 0) expect(found).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('that are there already are not offered again', () => {
    expect(labels(`${pool}    |\n    servers: []\n`)).not.toContain('servers');
    expect(labels(`${pool}    |`)).not.toContain('name');
    expect(labels(`${pool}    servers:\n      - { name: x, |`)).not.toContain('name');
    expect(labels(`${pool}  - |`)).toContain('name');
  });

  it('write a colon, unless there is one', () => {
    expect(choose('ha|', 'haproxy')).toBe('haproxy: ');
    expect(choose('ha|pr: {}', 'haproxy')).toBe('haproxy: {}');
    expect(choose('pools:\n  - na|', 'name')).toBe('pools:\n  - name: ');
    expect(choose('pools:\n  |', 'name')).toBe('pools:\n  - name: ');
    expect(choose('haproxy: { glo| }', 'global')).toBe('haproxy: { global:  }');
  });

  it('say what they mean, and are no snippets', () => {
    const item = at('|').items.find(({ label }) => label === 'pools');
    expect(item?.documentation).toMatchObject({ kind: 'markdown' });
    expect(item?.insertTextFormat ?? InsertTextFormat.PlainText).toBe(InsertTextFormat.PlainText);
  });
});

function labelsOf(text: string, offset: number): string[] {
  const plain = text.slice(0, offset) + text.slice(offset + 1);
  const document = TextDocument.create('file:///puppetlb.yaml', 'yaml', 1, plain);
  return complete(document, document.positionAt(offset), false).map(({ label }) => label);
}

describe('values', () => {
  it.each([
    ['words of the schema', `${pool}    role: |`, ['compile', 'ca']],
    ['half-typed', `${pool}    role: co|`, ['compile']],
    ['switches', `${pool}    servers: [{ name: x, backup: |`, ['true', 'false']],
    ['of a property of several kinds', `${pool}    check: |`, ['node', 'puppet', 'tcp']],
    ['of a pattern', `${pool}    balance: |`, ['source', 'leastconn']],
    ['the default', 'haproxy:\n  timeouts:\n    connect: |', ['5s']],
    ['severities', 'lint:\n  severities:\n    HAP301: |', ['off', 'warning']],
  ])('%s', (_, marked, expected) => {
    expect(labels(marked)).toEqual(expect.arrayContaining(expected));
  });

  it('names of hosts, where a pool names one', () => {
    const all = ['ca1', '"compile[1:2]"'];
    for (const more of [
      '    servers:\n      - |',
      '    servers: [|',
      '    servers: [ca1, |]',
      '    servers:\n      - host: |',
      '    servers: [{ host: c|',
    ]) {
      expect(labels(`${hosts}${pool}${more}`), more).toEqual(expect.arrayContaining(all));
    }
    expect(labels(`${pool}    servers: [|\n${hosts}`)).toEqual(expect.arrayContaining(all));
    expect(labels(`hosts: { ca1: {}, b: { address: x } }\n${pool}    servers: [|`)).toEqual(
      expect.arrayContaining(['ca1', 'b']),
    );
    expect(labels(`${hosts}${pool}    description: |`)).toEqual([]);
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a comment', '# ha|'],
    ['in a comment behind a value', `${pool}    role: ca # |`],
    ['in a comment in a flow mapping', 'haproxy: { # |'],
    ['in quotes', `${pool}    role: "c|`],
    ['in closed quotes', `${pool}    role: "c|"`],
    ['in a text of several lines', 'haproxy:\n  sections: >\n    list|'],
    ['in a list of lines', 'haproxy:\n  global:\n    extra:\n      - |'],
    ['directly behind a colon', `${pool}    role:|`],
    ['behind a value', `${pool}    role: ca |`],
    ['for a value that the schema does not list', `${pool}    description: |`],
    ['below a key that nobody knows', 'foo:\n  |'],
  ])('%s', (_, marked) => {
    expect(labels(marked)).toEqual([]);
  });
});

const folder = join(import.meta.dirname, '../fixtures/rules');
const texts = readdirSync(folder).map((name) =>
  readFileSync(join(folder, name, 'good.yaml'), 'utf8'),
);

it('offers at the place of every key of an inventory that key', () => {
  // Severities may be set by the names of rules, too.
  for (const text of texts.filter((one) => !one.includes('severities:'))) {
    const starts = [...text.matchAll(/^( *(?:- )*)([a-z][a-z-]*):(?= |$)/gm)];
    const document = TextDocument.create('file:///puppetlb.yaml', 'yaml', 1, text);
    for (const { index, 1: before = '', 2: word = '' } of starts) {
      const offset = index + before.length;
      const found = complete(document, document.positionAt(offset), false);
      const shown = found.map(({ label }) => label);
      if (shown.length > 0) expect(shown, `${word} in ${text}`).toContain(word);
    }
  }
});

it('answers whatever is half-typed', () => {
  const half = fc.record({
    text: fc.constantFrom(...texts),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    put: fc.oneof(fc.constantFrom('', '[', '{', '"', "'", ': ', '- ', '\n', '#', '|'), fc.string()),
  });
  assertProperty(
    fc.property(half, ({ text, from, put }) => {
      const start = Math.floor(from * text.length);
      const document = TextDocument.create('file:///a', 'yaml', 1, text.slice(0, start) + put);
      const end = document.positionAt(start + put.length);
      for (const { textEdit } of complete(document, end, false)) {
        expect(textEdit && 'range' in textEdit && textEdit.range.end.line).toBe(end.line);
      }
    }),
    300,
  );
});
