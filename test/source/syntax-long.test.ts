import { expect, it } from 'vitest';
import { fixText } from '../../src/fix/fix-text.ts';
import { lint } from '../../src/rules/lint.ts';

const head = 'pools:\n  - name: p\n    bind: 10.0.0.1:8140\n    servers:\n';

function findEach(count: number, item: (at: number) => string): (string | undefined)[][] {
  const text = head + Array.from({ length: count }, (_, at) => item(at)).join('');
  const bytes = new TextEncoder().encode(text);
  const { diagnostics } = lint({ name: 'inventory.yaml', bytes, mostHints: 1000 });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ message, help, fixes }) => [message, help, fixes[0]?.title]);
}

it.each([
  ['blank', (at: number) => `      - name: s${at}\n        address:10.0.0.2\n`],
  ['comma', (at: number) => `      - { name: s${at} address: 10.0.0.2 }\n`],
  ['brace', (at: number) => `      - { name: s${at}, address: 10.0.0.2\n`],
  ['port', (at: number) => `      - name: s${at}\n        address: 10.0.0.2: 8140\n`],
  ['quote', (at: number) => `      - name: s${at}\n        address: “10.0.0.2”\n`],
])('explains each of many mistakes in a long file as in a short one: %s', (_, item) => {
  const short = findEach(10, item);
  const long = findEach(200, item);
  expect(short).toHaveLength(10);
  expect(long).toHaveLength(200);
  expect(long.map(([message]) => message)).toEqual(long.map(() => short[0]?.[0]));
  expect(long.map(([, , title]) => title)).toEqual(long.map(() => short[0]?.[2]));
});

it.each([
  ['bind: *:8140"', 'write it in quotes: "*:8140"', 'bind: "*:8140"'],
  ['bind: [10.0.0.1:8140, 10.0.0.2:8140)', 'write "]" instead of ")"', undefined],
  [
    '# description: |\n      of text\n      and more',
    'comment it out like "description:" above it',
    undefined,
  ],
])('says what to write for %s, and writes nothing else', (written, help, repaired = written) => {
  const before = `pools:\n  - name: p\n    ${written}\n    servers: []\n`;
  const file = { name: 'inventory.yaml', bytes: new TextEncoder().encode(before) };
  const { diagnostics } = lint(file);
  const [first] = diagnostics.filter(({ severity }) => severity === 'error');
  expect(first?.help).toContain(help);
  expect(fixText(file).text).toBe(before.replace(written, repaired));
});

it.each([
  [
    'blank',
    (at: number) => `      - name: s${at}\n        address:10.0.0.2\n`,
    (at: number) => `      - name: s${at}\n        address: 10.0.0.2\n`,
  ],
  [
    'brace',
    (at: number) => `      - { name: s${at}, address: 10.0.0.2\n`,
    (at: number) => `      - { name: s${at}, address: 10.0.0.2 }\n`,
  ],
])('repairs each of many mistakes in a long file: %s', (_, item, right) => {
  const all = (of: (at: number) => string) =>
    head + Array.from({ length: 400 }, (_, at) => of(at)).join('');
  const file = { name: 'inventory.yaml', bytes: new TextEncoder().encode(all(item)) };
  expect(fixText(file).text).toBe(all(right));
});
