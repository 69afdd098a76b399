import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';
import { tables } from './syntax/tables.ts';

/** `LINE:COLUMN CODE`, message and help of every error found. */
function find(input: string | Uint8Array): (string | undefined)[][] {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const { diagnostics } = lint({ name: 'inventory.yaml', bytes });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, message, help, primary }) => {
    const { line, column } = new Lines(primary.source.text).position(primary.span.start);
    return [`${line}:${column} ${code}`, message, help];
  });
}

for (const [title, table] of Object.entries(tables)) {
  describe(title, () => {
    for (const { name, input, found } of table) {
      it(name, () => {
        expect(find(input)).toEqual(found);
      });
    }
  });
}

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let value = seed; ; ) {
    value = (value * 48_271) % 2_147_483_647;
    yield value;
  }
}

const pieces = [
  ' ',
  '  ',
  '\t',
  '\n',
  '\n  ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ': ',
  '-',
  '- ',
  '#',
  ' #',
  '|',
  '>',
  '*',
  '&x ',
  '!t ',
  '%',
  '@',
  '`',
  '? ',
  '=',
  ';',
  '\\',
  '\u00a0',
  '“',
  '{{',
  '<%',
  'a',
];

describe('whatever is typed', () => {
  const texts = Object.values(tables).flatMap((table) => table.map(({ input }) => input));
  const random = numbers(1);
  const below = (limit: number): number => random.next().value % limit;

  it('is told in plain words at a place of the text', () => {
    for (let count = 0; count < 1000; count += 1) {
      let text = String(texts[below(texts.length)]);
      for (let edits = below(4); edits >= 0; edits -= 1) {
        const at = below(text.length + 1);
        text = text.slice(0, at) + pieces[below(pieces.length)] + text.slice(at + below(3));
      }
      const { source, diagnostics } = lint({ name: 'i', bytes: new TextEncoder().encode(text) });
      const unclear = diagnostics.filter(({ code, message, help, primary: { span } }) => {
        const isPlaced = span.start <= span.end && span.start <= source.text.length;
        const isSaid = help !== undefined && !/undefined|\[object|\n/.test(message + help);
        return code.startsWith('YML') && !(isPlaced && isSaid);
      });
      expect(unclear, text).toEqual([]);
    }
  });

  it('is told soon, and at most twenty times', { timeout: 60_000 }, () => {
    const lines = (text: string): string => text.repeat(20_000);
    const inputs = [
      lines('a: "b\n'),
      `a: [${lines("'b ")}`,
      `a:\n${lines('\tb: c\n')}`,
      `a: 1\n${lines('\n')} b: 2\n`,
      `a: 1\n${lines('# x\n')} b: 2\n`,
      `a: ${lines('b# ')}: c\n`,
      `a: [${lines('b[c],')}]`,
      lines(" - 'it's'\n"),
    ];
    for (const input of inputs) expect(find(input).length).toBeLessThanOrEqual(20);
  });
});
