import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** Below the root, where tests run and the fuzzer too, whose bundle is elsewhere than this file. */
const schemas = resolve('test/fixtures/schemas');

/** What xmllint says against a document by a schema of test/fixtures/schemas; nothing where it is valid. */
export function xmlMistakes(schema: string, text: string): string {
  const words = ['--noout', '--nonet', '--schema', join(schemas, schema), '-'];
  const { status, stderr, error } = spawnSync('xmllint', words, { input: text, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return status === 0 ? '' : stderr;
}

/** What xmllint finds at a path of a document, one after the other. */
export function xmlText(text: string, path: string): string {
  const words = ['--nonet', '--xpath', path, '-'];
  const { stdout, stderr, error } = spawnSync('xmllint', words, { input: text, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout.replace(/\n$/, '');
}
