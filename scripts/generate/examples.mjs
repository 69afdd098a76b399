/** An example for each property, which the program shows where one is wrong. */
import { cuts } from './parts.mjs';

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
export function propertyExamples(schema, $defs, pointer = '', found = {}) {
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
