/**
 * Compiles what the program should not compile when it starts: the inventory's schema to validators,
 * one for each part, and the templates to functions. Writes src/generated/.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import ejs from 'ejs';
import { buildSync, transformSync } from 'esbuild';
import { compile } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = join(root, 'src/generated');
const header = '// Made by scripts/generate.mjs.\n';

/** Parts that are validated one by one: cost stays linear, and one mistake spoils one part. */
const parts = [
  'pool',
  'host',
  'hostException',
  'server',
  'bindOptions',
  'checkOptions',
  'serverCheckOptions',
];
const cuts = [
  'pool',
  'host',
  'hostException',
  'serverEntry',
  'bind',
  'bindEntry',
  'check',
  'serverCheck',
];

/** Keywords that decide nothing here; a property may bear such a name too, and is an object then. */
const annotations = new Set([
  'description',
  'examples',
  'default',
  'title',
  'pattern',
  'format',
  'propertyNames',
  '$schema',
  'enumDescriptions',
  'patternErrorMessage',
  'defaultSnippets',
]);

function isSchema(value) {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A copy without what is validated as a part of its own, or judged by the program's own readers. */
function cut(schema) {
  if (Array.isArray(schema)) return schema.map(cut);
  if (schema === null || typeof schema !== 'object') return schema;
  if (cuts.some((name) => schema.$ref === `#/$defs/${name}`)) return true;
  const kept = Object.entries(schema).filter(
    ([key, value]) => !annotations.has(key) || (isSchema(value) && key !== 'propertyNames'),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === '$ref') return [key, value.replace('#/$defs/', '')];
      return [key, key === 'enum' ? value : cut(value)];
    }),
  );
}

/** An example as people write it in YAML. */
function showExample(value) {
  if (Array.isArray(value)) return `[${value.map(showExample).join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${showExample(inner)}`);
    return `{ ${pairs.join(', ')} }`;
  }
  const text = String(value);
  if (text.includes('\n')) return '| and indented lines';
  const isNumber = /^[0-9]+(\.[0-9]+)?$/.test(text);
  const isPlain =
    /^[A-Za-z0-9/][^,{}[\]#]*$/.test(text) && !(typeof value === 'string' && isNumber);
  return isPlain ? text : JSON.stringify(text);
}

/** The properties of a part and of the objects in it, by the pointer of their data, with an example. */
function propertyExamples(schema, $defs, pointer = '', found = {}) {
  const resolved = resolveRef(schema, $defs);
  if (!resolved?.properties) return found;
  found[pointer] = {};
  for (const [key, value] of Object.entries(resolved.properties)) {
    const { examples } = { ...resolveRef(value, $defs), ...value };
    found[pointer][key] = showExample(examples[0]);
    const name = value.$ref?.replace('#/$defs/', '');
    if (!cuts.includes(name)) propertyExamples(value, $defs, `${pointer}/${key}`, found);
  }
  return found;
}

function resolveRef(schema, $defs) {
  return schema?.$ref ? $defs[schema.$ref.replace('#/$defs/', '')] : schema;
}

function readSchema(name) {
  return JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
}

function generateValidators() {
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
  writeFileSync(
    join(generated, 'properties.ts'),
    `${header}export const properties: Readonly<
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
    entryPoints: [file],
    outfile: file,
    bundle: true,
    format: 'esm',
    minifySyntax: true,
    allowOverwrite: true,
  });
  writeFileSync(file, header + readFileSync(file, 'utf8'));
  writeFileSync(
    join(generated, `${name}.d.ts`),
    `${header}import type { PartName, PartValidator } from '../inventory/part.ts';
export const parts: Readonly<Record<PartName, PartValidator>>;
`,
  );
}

/** The templates of a folder as functions in a module of their own. */
function generateTemplates(folder, target) {
  const functions = readdirSync(folder)
    .filter((file) => file.endsWith('.ejs'))
    .sort()
    .map((file) => {
      const name = basename(file, '.ejs').replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
      const template = new ejs.Template(readFileSync(join(folder, file), 'utf8'), {
        strict: true,
        _with: false,
        localsName: 'it',
        compileDebug: false,
      });
      template.compile();
      return `export function ${name}(it, escapeFn) {\n${template.source}}\n`;
    });
  writeFileSync(join(generated, `${target}.js`), header + functions.join(''));
  const names = functions.map((text) => /function (\w+)/.exec(text)[1]);
  writeFileSync(
    join(generated, `${target}.d.ts`),
    `${header}import type { Template } from '../render/template.ts';\n${names
      .map((name) => `export const ${name}: Template;\n`)
      .join('')}`,
  );
}

/** The style of the page, and the hash by which the page itself allows it and nothing else. */
function generateStyle() {
  const text = readFileSync(join(root, 'src/report/templates/page.css'), 'utf8');
  const style = transformSync(text, { loader: 'css', minify: true }).code.trim();
  const hash = createHash('sha256').update(style).digest('base64');
  writeFileSync(
    join(generated, 'page-style.ts'),
    `${header}export const style: string = ${JSON.stringify(style)};
export const styleHash: string = ${JSON.stringify(`sha256-${hash}`)};
`,
  );
}

/** What the program says of itself: its version, and the schemas it can print. */
function generateManifest() {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const schemas = readdirSync(join(root, 'schemas'))
    .filter((file) => file.endsWith('.schema.json'))
    .sort()
    .map((file) => [
      basename(file, '.schema.json'),
      JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')),
    ]);
  const texts = Object.fromEntries(schemas.map(([name, schema]) => [name, JSON.stringify(schema)]));
  writeFileSync(
    join(generated, 'manifest.ts'),
    `${header}export const version: string = ${JSON.stringify(version)};\n`,
  );
  writeFileSync(
    join(generated, 'schemas.ts'),
    `${header}export const schemas: Readonly<Record<string, string>> = ${JSON.stringify(texts)};\n`,
  );
}

/** What `init` writes is an example, and tested as one. */
function generateStart() {
  const text = readFileSync(join(root, 'examples/start/inventory.yaml'), 'utf8');
  writeFileSync(
    join(generated, 'start.ts'),
    `${header}export const startInventory: string = ${JSON.stringify(text)};\n`,
  );
}

/** The types of what the program and the library report, from the schemas that describe it. */
async function generateReports() {
  const reports = { 'lint-report': 'LintReport', preview: 'Preview' };
  for (const [name, type] of Object.entries(reports)) {
    const { title: _, ...schema } = JSON.parse(
      readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'),
    );
    const text = await compile(schema, type, { bannerComment: '', additionalProperties: false });
    writeFileSync(join(generated, `${name}.ts`), header + text);
  }
}

mkdirSync(generated, { recursive: true });
generateManifest();
generateValidators();
generateTemplates(join(root, 'src/render/templates'), 'templates');
generateTemplates(join(root, 'src/report/templates'), 'page-templates');
generateStyle();
generateStart();
await generateReports();
