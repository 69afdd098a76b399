/** Where generated files go, and what stands above each. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const generated = join(root, 'src/generated');

/** Writes a generated file. */
export function writeGenerated(name, text) {
  writeFileSync(join(generated, name), `// Made by scripts/generate.mjs.\n${text}`);
}

/** A published schema. */
export function readSchema(name) {
  return JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
}
