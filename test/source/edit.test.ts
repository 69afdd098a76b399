import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/yaml/document.ts';
import { addKey, type Edit, removeKey } from '../../src/yaml/edit.ts';
import type { Path } from '../../src/yaml/path.ts';

function edited(text: string, make: (document: never) => Edit | undefined): string | undefined {
  const { document } = readYaml('edit.yaml', Buffer.from(text));
  const edit = make(document as never);
  if (edit === undefined) return undefined;
  return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
}

const removed: readonly [string, string, Path, string | undefined][] = [
  ['a line', 'a: 1\nb: 2\nc: 3\n', ['b'], 'a: 1\nc: 3\n'],
  ['the first line', 'a: 1\nb: 2\n', ['a'], 'b: 2\n'],
  ['a last line without a line break', 'a: 1\nb: 2', ['b'], 'a: 1\n'],
  ['a line that ends in CR and LF', 'a: 1\r\nb: 2\r\nc: 3\r\n', ['b'], 'a: 1\r\nc: 3\r\n'],
  ['a line, not its comment', 'x:\n  a: 1\n  b: "2" # why\n', ['x', 'b'], 'x:\n  a: 1\n  # why\n'],
  ['a line, not those around it', 'a: 1\n# on b\nb: 2\n\nc: 3\n', ['b'], 'a: 1\n# on b\n\nc: 3\n'],
  ['the first of a list item', 'x:\n  - a: 1\n    b: 2\n', ['x', 0, 'a'], 'x:\n  - b: 2\n'],
  ['the first with a blank line', 'x:\n  - a: 1\n\n    b: 2\n', ['x', 0, 'a'], 'x:\n  - b: 2\n'],
  ['no first one with a comment', 'x:\n  - a: 1 # c\n    b: 2\n', ['x', 0, 'a'], undefined],
  ['no first one above a comment', 'x:\n  - a: 1\n    # c\n    b: 2\n', ['x', 0, 'a'], undefined],
  ['the first in braces', 'x: { a: 1, b: 2 }\n', ['x', 'a'], 'x: { b: 2 }\n'],
  ['one in the middle of braces', 'x: {a: 1,b: 2,c: 3}\n', ['x', 'b'], 'x: {a: 1,c: 3}\n'],
  ['the last in braces', 'x: { a: 1, b: 2 }\n', ['x', 'b'], 'x: { a: 1 }\n'],
  ['the last before a comma', 'x: {\n  a: 1,\n  b: 2,\n}\n', ['x', 'b'], 'x: {\n  a: 1,\n}\n'],
  ['one as JSON', 'x: {"a":1,"b":2}\n', ['x', 'a'], 'x: {"b":2}\n'],
  ['none beside a comment in braces', 'x: {\n  a: 1, # c\n  b: 2 }\n', ['x', 'a'], undefined],
  ['none behind a comment in braces', 'x: {\n  a: 1, # c\n  b: 2 }\n', ['x', 'b'], undefined],
  ['not the only one', 'x: { a: 1 }\n', ['x', 'a'], undefined],
  ['not the only line', 'x:\n  a: 1\n', ['x', 'a'], undefined],
  ['no text of several lines', 'a: |\n  1\nb: 2\n', ['a'], undefined],
  ['no value on the next line', 'a:\n  1\nb: 2\n', ['a'], undefined],
  ['no value with an anchor', 'a: &x 1\nb: 2\n', ['a'], undefined],
  ['no key with a question mark', '? a\n: 1\n? b\n: 2\n', ['a'], undefined],
];

describe('taking a key out takes', () => {
  for (const [name, text, path, expected] of removed) {
    it(name, () => {
      expect(edited(text, (document) => removeKey(document, path))).toBe(expected);
    });
  }
});

const added: readonly [string, string, Path, string | undefined][] = [
  ['in braces', 'x: { a: 1, b: 2 }\n', ['x'], 'x: { a: 1, id: 7, b: 2 }\n'],
  ['at the end of braces', 'x: {a: 1}\n', ['x'], 'x: {a: 1, id: 7}\n'],
  ['before a comment in braces', 'x: {\n  a: 1 # c\n}\n', ['x'], 'x: {\n  a: 1, id: 7 # c\n}\n'],
  ['as JSON', 'x: {"a":"1"}\n', ['x'], 'x: {"a":"1", id: 7}\n'],
  ['on a line', 'x:\n  a: 1\n  b: 2\n', ['x'], 'x:\n  a: 1\n  id: 7\n  b: 2\n'],
  ['under a comment', 'x:\n  a: 1 # c\n', ['x'], 'x:\n  a: 1 # c\n  id: 7\n'],
  ['behind a dash', 'x:\n-   a: 1\n    b: 2\n', ['x', 0], 'x:\n-   a: 1\n    id: 7\n    b: 2\n'],
  ['with CR and LF', 'x:\r\n  a: 1\r\n', ['x'], 'x:\r\n  a: 1\r\n  id: 7\r\n'],
  ['at the end of a file', 'x:\n  a: 1', ['x'], 'x:\n  a: 1\n  id: 7'],
  ['not behind a text of lines', 'x:\n  a: |\n    1\n  b: 2\n', ['x'], undefined],
  ['not behind what is not there', 'x: { b: 1 }\n', ['x'], undefined],
];

describe('a key is written', () => {
  for (const [name, text, path, expected] of added) {
    it(name, () => {
      expect(edited(text, (document) => addKey(document, path, 'a', 'id: 7'))).toBe(expected);
    });
  }
});
