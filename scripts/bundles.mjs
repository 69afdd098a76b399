/** What the program is bundled into: for each file where it begins, and what is replaced in it. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { languageServerApart, lazyBuiltins, lintAlone, loadWhenCalled } from './bundle-plugins.mjs';
import { lazyEntry, lazyFile, loadLazily } from './lazy.mjs';

const languageServerFile = 'lsp.cjs';
const languageServer = 'src/cli/lsp/serve.ts';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // ES modules are hoisted into one scope; the builds that Node itself would take are none.
  alias: {
    yaml: './node_modules/yaml/browser/dist/index.js',
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
  },
  // A path below the root stays there where node_modules is a link.
  preserveSymlinks: true,
};

// ASCII alone is read fastest; the launcher calls the function that the program is wrapped in.
const wrapped = {
  ...shared,
  entryPoints: ['src/cli/bin.ts'],
  charset: 'ascii',
  // A script that is run by itself has no import(); each becomes a require.
  supported: { 'dynamic-import': false },
  banner: { js: '(function (require) {' },
  footer: { js: '})' },
};

/** The options of esbuild for each bundle, by its path below the folder that it is written to. */
export function bundlesOf(root) {
  return {
    'program.cjs': {
      ...wrapped,
      plugins: [
        loadWhenCalled({ isWhole: true }),
        languageServerApart(root, languageServer, languageServerFile),
      ],
    },
    // With short names a tenth less is read; traces are asked of the whole program.
    'lint.cjs': {
      ...wrapped,
      minifyIdentifiers: true,
      plugins: [loadWhenCalled(), lintAlone(root), loadLazily(root)],
    },
    [lazyFile]: {
      ...shared,
      stdin: { contents: lazyEntry, resolveDir: root },
      plugins: [loadWhenCalled()],
    },
    [languageServerFile]: { ...shared, entryPoints: [languageServer] },
    'library/index.mjs': {
      ...shared,
      entryPoints: ['src/library/index.ts'],
      platform: 'neutral',
      // It is read by others' tools: as text, and to find out what kind of module it is.
      minifyWhitespace: false,
      format: 'esm',
    },
    'puppetlb.cjs': {
      ...shared,
      entryPoints: ['src/cli/launch.ts'],
      minifyWhitespace: false,
      // It says that a Node is too old: it must be read by that one.
      target: 'node12',
      banner: { js: '#!/usr/bin/env node' },
    },
  };
}

/** The beginning of the single executable, in memory: the bundles are assets of it. */
export async function buildExecutableEntry(root) {
  const { outputFiles } = await build({
    ...shared,
    absWorkingDir: root,
    entryPoints: ['src/cli/executable.ts'],
    write: false,
  });
  return outputFiles[0].contents;
}

/** Bundles in memory. Returns what it becomes, and which modules are in it. */
export async function buildBundle(root, name) {
  const { metafile, outputFiles, warnings } = await build({
    ...bundlesOf(root)[name],
    absWorkingDir: root,
    outfile: join(root, 'dist', name),
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(`${name}: ${warnings[0].text}`);
  return {
    contents: outputFiles[0].contents,
    modules: modulesIn(metafile),
    packages: packagesIn(metafile),
  };
}

/** Every bundle in memory, and the packages whose code is in one. */
export async function buildBundles(root) {
  const files = new Map();
  // The validators were compiled by ajv, and its code is in them.
  const packages = new Set(['ajv']);
  for (const name of Object.keys(bundlesOf(root))) {
    const bundle = await buildBundle(root, name);
    files.set(name, bundle.contents);
    for (const lender of bundle.packages) packages.add(lender);
  }
  return { files, packages: [...packages].sort() };
}

/**
 * What gave code to a bundle, one line each: sources, packages, and built-in modules; with what is loaded from
 * elsewhere, and when.
 */
function modulesIn({ inputs, outputs }) {
  const [{ inputs: used, imports }] = Object.values(outputs);
  const given = Object.keys(used).filter((path) => used[path].bytesInOutput > 0);
  const whenCalled = new Map(
    lazyBuiltins
      .map((name) => [`lazy:node:${name}`, `node:${name}`])
      .filter(([path]) => given.includes(path)),
  );
  const lines = given.map((path) => {
    const name = packageOf(path);
    const builtin = whenCalled.get(path);
    const elsewhere = inputs[path].imports.find(({ path }) => path === `./${lazyFile}`);
    if (elsewhere !== undefined) return `${path} (loaded from ${lazyFile})`;
    if (name !== undefined) return `node_modules/${name}`;
    return builtin === undefined ? path : `${builtin} (loaded when called)`;
  });
  const named = new Set(whenCalled.values());
  const external = imports.map(({ path }) => path).filter((path) => !named.has(path));
  return [...new Set([...lines, ...external])].sort();
}

function packagesIn({ inputs }) {
  return Object.keys(inputs)
    .map(packageOf)
    .filter((name) => name !== undefined);
}

function packageOf(path) {
  return /^node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
