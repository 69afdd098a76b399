import type { InputFile } from '../rules/lint.ts';
import type { Source } from './source.ts';

/** A source as the bytes of a file; refuses what is no source, which a program without types may pass. */
export function inputFile(source: Source): InputFile {
  const { name, text } = Object(source) as Partial<Source>;
  if (typeof name !== 'string' || typeof text !== 'string') {
    throw new TypeError('a source is { name, text }, two strings');
  }
  return { name, bytes: new TextEncoder().encode(text) };
}
