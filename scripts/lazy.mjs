/**
 * What a lint of a sound inventory does not run: explanations of mistakes, other reports, the real
 * HAProxy. It stays out of the bundle for `lint` alone, and is loaded from a file beside it at its first call.
 * Each of these modules exports functions of plain data, for two copies of a class are two classes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEach } from './bundle-plugins.mjs';

const lazyModules = [
  'src/findings/yaml.ts',
  'src/inventory/values/explain-address.ts',
  'src/inventory/values/explain-endpoint.ts',
  'src/haproxy/process/messages.ts',
  'src/inventory/explain-part.ts',
  'src/inventory/invalid-part.ts',
  'src/inventory/schema-error.ts',
  'src/compile/build.ts',
  'src/compile/haproxy-findings.ts',
  'src/import/check-files.ts',
  'src/report/lint/paths.ts',
  'src/report/lint/report.ts',
  'src/rules/suppression/severities.ts',
  'src/rules/suppression/read.ts',
  'src/yaml/edit.ts',
  'src/yaml/syntax-errors.ts',
  ...['', 'Collection', 'Document', 'Number', 'Pair', 'String'].map(
    (kind) => `node_modules/yaml/browser/dist/stringify/stringify${kind}.js`,
  ),
];

export const lazyFile = 'lazy.cjs';

/** The module that gives all of them, each by its place in the list. */
export const lazyEntry = lazyModules
  .map((module, index) => `export * as m${index} from './${module}';`)
  .join('\n');

/** Puts functions that load the real ones where the lazy modules are imported. */
export function loadLazily(root) {
  const indexes = new Map(lazyModules.map((module, index) => [join(root, module), index]));
  return {
    name: 'lazy',
    setup(build) {
      const found = expectEach(build, lazyModules);
      build.onResolve({ filter: new RegExp(`^\\./${lazyFile}$`) }, ({ path }) => ({
        path,
        external: true,
      }));
      build.onLoad({ filter: /\.[jt]s$/ }, ({ path }) => {
        const index = indexes.get(path);
        if (index === undefined) return undefined;
        found(lazyModules[index]);
        return { contents: stubs(path, index) };
      });
    },
  };
}

function stubs(path, index) {
  return exportedNames(path)
    .map(
      (name) =>
        `export const ${name} = (...words) => require('./${lazyFile}').m${index}.${name}(...words);`,
    )
    .join('\n');
}

function exportedNames(path) {
  const text = readFileSync(path, 'utf8');
  const names = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
  const list = /^export \{ ([\w, ]+) \};$/m.exec(text)?.[1] ?? '';
  const all = [...names, ...list.split(', ').filter((name) => name !== '')];
  if (all.length === 0 || /^export (?:const|class|let|default)/m.test(text)) {
    throw new Error(`${path} exports something else than functions`);
  }
  return all;
}
