/** Compiles the schemas to validators, and notes an example for each property. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { propertyExamples } from './examples.mjs';
import { cut, cuts, parts } from './parts.mjs';
import { generated, readSchema, root, writeGenerated } from './place.mjs';

/** Validators that say what is wrong, and quick ones that say whether anything is. */
export function generateValidators() {
  const schema = readSchema('inventory');
  const { $defs, ...top } = schema;
  const unions = cuts.filter((name) => !parts.includes(name));
  const { $defs: _, ...config } = readSchema('config');
  const defs = { inventory: cut(top), config: cut(config) };
  for (const [name, def] of Object.entries($defs))
    if (!unions.includes(name)) defs[name] = cut(def);
  // Times are judged as texts, for a bare number is one too.
  delete defs.time.minimum;
  delete defs.time.maximum;
  const exported = ['inventory', 'config', ...parts];
  writeValidators('validators', compileSchemas(defs, exported, true), exported);
  writeValidators('sound', withoutWords(compileSchemas(defs, exported, false)), exported);
  const examples = Object.fromEntries(
    exported.map((name) => [
      name,
      propertyExamples($defs[name] ?? (name === 'config' ? config : schema), $defs),
    ]),
  );
  writeGenerated(
    'properties.ts',
    `export const properties: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
> = ${JSON.stringify(examples)};
`,
  );
}

function compileSchemas(schemas, exported, allErrors) {
  const ajv = new Ajv({
    allErrors,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    schemas,
    code: { source: true, esm: true, lines: true },
  });
  return standalone(ajv, Object.fromEntries(exported.map((name) => [name, name])));
}

/** Validators that only say whether a part is sound: what they would say against it is left out. */
function withoutWords(code) {
  const words =
    /\{instancePath(?:[^{}"]|"(?:[^"\\]|\\.)*")*,schemaPath:(?:[^{}"]|"(?:[^"\\]|\\.)*"|\{[^{}]*\})*\}/g;
  const text = code.replace(words, '{}').replace(/,\s*\{instancePath:[^{}]*\}\)/g, ')');
  if (text.includes('schemaPath')) throw new Error('a validator still has words');
  return text;
}

function writeValidators(name, code, exported) {
  const file = join(generated, `${name}.js`);
  writeFileSync(file, `${code}\nexport const parts = { ${exported.join(', ')} };`);
  buildSync({
    absWorkingDir: root,
    entryPoints: [file],
    outfile: file,
    bundle: true,
    format: 'esm',
    minifySyntax: true,
    // What it writes names paths below the root, also where node_modules is a link.
    preserveSymlinks: true,
    allowOverwrite: true,
  });
  writeGenerated(`${name}.js`, readFileSync(file, 'utf8'));
  writeGenerated(
    `${name}.d.ts`,
    `import type { PartName, PartValidator } from '../inventory/part.ts';
export const parts: Readonly<Record<PartName, PartValidator>>;
`,
  );
}
