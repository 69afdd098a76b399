/** The parts that the inventory's schema is cut into. */

/** Parts that are validated one by one: cost stays linear, and one mistake spoils one part. */
export const parts = [
  'pool',
  'host',
  'hostException',
  'server',
  'poolHost',
  'bindOptions',
  'frontend',
  'checkOptions',
  'serverCheckOptions',
];

/** What is cut out of the rest: the parts, and the unions that lead to them. */
export const cuts = [
  'pool',
  'host',
  'hostException',
  'serverEntry',
  'bind',
  'bindEntry',
  'frontends',
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
export function cut(schema) {
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
