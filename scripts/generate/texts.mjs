/** Texts that the program carries: its version, its schemas, the inventory to begin with, types of what it reports. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { readVersion } from '../version.mjs';
import { readSchema, root, writeGenerated } from './place.mjs';

/** What the program says of itself: its version, and the schemas it can print. */
export function generateManifest() {
  const schemas = readdirSync(join(root, 'schemas'))
    .filter((file) => file.endsWith('.schema.json'))
    .sort()
    .map((file) => basename(file, '.schema.json'))
    .map((name) => [name, readSchema(name)]);
  const texts = Object.fromEntries(schemas.map(([name, schema]) => [name, JSON.stringify(schema)]));
  writeGenerated(
    'manifest.ts',
    `export const version: string = ${JSON.stringify(readVersion(root).shown)};\n`,
  );
  writeGenerated(
    'schemas.ts',
    `export const schemas: Readonly<Record<string, string>> = ${JSON.stringify(texts)};\n`,
  );
}

/** What `init` writes is an example, and tested as one. */
export function generateStart() {
  const text = readFileSync(join(root, 'examples/start/inventory.yaml'), 'utf8');
  writeGenerated('start.ts', `export const startInventory: string = ${JSON.stringify(text)};\n`);
}

/** The types of what the program and the library report, from the schemas that describe it. */
export async function generateReports() {
  const reports = { 'lint-report': 'LintReport', preview: 'Preview', status: 'Status' };
  for (const [name, type] of Object.entries(reports)) {
    const { title: _, ...schema } = readSchema(name);
    const text = await compile(schema, type, { bannerComment: '', additionalProperties: false });
    writeGenerated(`${name}.ts`, text);
  }
}
