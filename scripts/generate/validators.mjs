/** Compiles the schemas to validators, and notes an example for each property. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { _ } from 'ajv/dist/compile/codegen/index.js';
import { resolveRef } from 'ajv/dist/compile/index.js';
import standalone from 'ajv/dist/standalone/index.js';
import { getValidate } from 'ajv/dist/vocabularies/core/ref.js';
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
  const apply = readSchema('apply');
  const defs = { inventory: cut(top), config: cut(config), apply: cut(apply) };
  for (const [name, def] of Object.entries($defs))
    if (!unions.includes(name)) defs[name] = cut(def);
  // A list of frontends has the binds of its pool: validate.ts then puts one there.
  delete defs.pool.anyOf;
  defs.pool.required.push('bind');
  // Times are judged as texts, for a bare number is one too.
  delete defs.time.minimum;
  delete defs.time.maximum;
  const exported = ['inventory', 'config', 'apply', ...parts];
  const wholes = { inventory: schema, config, apply };
  const explaining = new Ajv({ ...options, allErrors: true, schemas: defs });
  writeValidators('validators', explaining, exported);
  writeValidators('sound', wordless(defs), exported);
  const examples = Object.fromEntries(
    exported.map((name) => [name, propertyExamples($defs[name] ?? wholes[name], $defs)]),
  );
  writeGenerated(
    'properties.ts',
    `export const properties: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
> = ${JSON.stringify(examples)};
`,
  );
}

const options = {
  messages: false,
  strict: true,
  allowUnionTypes: true,
  inlineRefs: false,
  code: { source: true, esm: true, lines: true },
};

/** Validators that only say whether a part is sound: they make no errors, and pass on no paths for them. */
function wordless(defs) {
  const ajv = new Ajv(options);
  ajv.addKeyword({
    keyword: 'wordless',
    schemaType: ['object', 'boolean'],
    code(context) {
      const valid = context.gen.name('valid');
      context.subschema({ keyword: 'wordless', createErrors: false }, valid);
      context.ok(valid);
    },
  });
  ajv.removeKeyword('$ref');
  ajv.addKeyword({
    keyword: '$ref',
    schemaType: 'string',
    code(context) {
      const { data, it, schema: name } = context;
      const target = resolveRef.call(it.self, it.schemaEnv.root, it.baseId, name);
      context.pass(_`${getValidate(context, target)}(${data})`);
    },
  });
  for (const [name, schema] of Object.entries(defs)) ajv.addSchema({ wordless: schema }, name);
  return ajv;
}

function writeValidators(name, ajv, exported) {
  const file = join(generated, `${name}.js`);
  const code = standalone(ajv, Object.fromEntries(exported.map((part) => [part, part])));
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
