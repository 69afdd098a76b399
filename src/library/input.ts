import type { InputFile } from '../rules/lint.ts';
import type { Source } from './source.ts';

/** A source as the bytes of a file. */
export function inputFile({ name, text }: Source): InputFile {
  return { name, bytes: new TextEncoder().encode(text) };
}
