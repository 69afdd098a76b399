/** Makes the published schema of the inventory from its source, in which each property is written once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './place.mjs';

/** The text of schemas/inventory.schema.json: `"..."` takes over the properties of another definition. */
export async function inventorySchema() {
  const text = readFileSync(join(root, 'schemas/source/inventory.json'), 'utf8');
  const { supportedVersions } = await versions();
  const schema = JSON.parse(text.replaceAll('VERSIONS', supportedVersions));
  const { $defs } = schema;
  for (const def of Object.values($defs)) if (def.properties) def.properties = spread(def, $defs);
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What is there already keeps its value and its place, null leaves it out; what comes later replaces what was taken over. */
function spread({ properties }, $defs) {
  const whole = {};
  for (const [key, value] of Object.entries(properties)) {
    if (key !== '...') whole[key] = value;
    else Object.assign(whole, { ...spread($defs[value], $defs), ...whole });
  }
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
}

async function versions() {
  const entryPoints = [join(root, 'src/haproxy/facts/versions.ts')];
  const { outputFiles } = buildSync({ entryPoints, bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
