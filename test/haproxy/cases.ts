import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isError, type Result } from '../../src/text/result.ts';

/**
 * Holds a parser against `cases/NAME.txt`: each text as JSON and below it, indented, its value, or the
 * message and the help. A new text is added as a line of its own; `vitest -u` writes what is said of it.
 */
export async function expectCases(
  name: string,
  parse: (text: string) => Result<unknown>,
): Promise<void> {
  const path = join(import.meta.dirname, 'cases', `${name}.txt`);
  const texts = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('"'));
  expect(new Set(texts).size, 'no text is there twice').toBe(texts.length);
  const said = texts.map((text) => `${text}\n${show(parse(JSON.parse(text)))}`);
  await expect(said.join('')).toMatchFileSnapshot(path);
}

function show(judged: Result<unknown>): string {
  if (!isError(judged)) return `  ${JSON.stringify(judged.value)}\n`;
  return `  ${judged.message}\n  = ${judged.help}\n`;
}
