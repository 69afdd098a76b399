/** Bundles the program into one file that needs nothing beside Node, and the licences of what is in it. */
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildLibrary } from './library.mjs';
import { postpone, postponedEntry, postponedFile } from './postpone.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/program.cjs');
const lint = join(root, 'dist/lint.cjs');
const languageServer = join(root, 'dist/lsp.cjs');
const launcher = join(root, 'dist/puppetlb.cjs');

/** Built-in modules that cost time to load and that few runs need: each is loaded at its first call. */
const seldom = ['child_process', 'crypto', 'dns', 'net', 'os', 'tls', 'tty'];

const loadWhenCalled = {
  name: 'load-when-called',
  setup(build) {
    const filter = new RegExp(`^node:(${seldom.join('|')})$`);
    build.onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'seldom' ? { path, external: true } : { path, namespace: 'seldom' },
    );
    build.onLoad({ filter, namespace: 'seldom' }, async ({ path }) => {
      const functions = Object.entries(await import(path)).filter(([name, value]) => {
        return name !== 'default' && typeof value === 'function';
      });
      const wrappers = functions.map(
        ([name]) => `export const ${name} = (...words) => require('${path}').${name}(...words);`,
      );
      return { contents: wrappers.join('\n') };
    });
  },
};

/** A hook starts `lint` again and again: it has a bundle of its own, with no other command in it. */
const lintAlone = {
  name: 'lint-alone',
  setup(build) {
    build.onLoad({ filter: /\/cli\/commands\/list\.ts$/ }, ({ path }) => ({
      contents: "import { lintCommand } from './lint.ts'; export const commands = [lintCommand];",
      resolveDir: dirname(path),
    }));
    // The launcher runs the whole program where there is something to repair.
    build.onLoad({ filter: /\/cli\/fix\.ts$/ }, () => ({ contents: 'export {};' }));
  },
};

/** Only an editor's server needs the protocol's packages: the program loads them as a file of its own. */
const languageServerApart = {
  name: 'language-server-apart',
  setup(build) {
    build.onResolve({ filter: /\/lsp\/serve\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './lsp.cjs', external: true } : undefined,
    );
  },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
};

// ASCII alone is read fastest; the launcher calls the function that the program is wrapped in.
const wrapped = {
  ...shared,
  entryPoints: ['src/cli/bin.ts'],
  metafile: true,
  charset: 'ascii',
  // A script that is run by itself has no import(); each becomes a require.
  supported: { 'dynamic-import': false },
  // The browser build of `yaml` is ES modules, which are hoisted into one scope; its Node build is not.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  banner: { js: '(function (require) {' },
  footer: { js: '})' },
};
const { metafile } = await build({
  ...wrapped,
  outfile: program,
  plugins: [loadWhenCalled, languageServerApart],
});
// With short names a tenth less is read; traces are asked of the whole program.
await build({
  ...wrapped,
  minifyIdentifiers: true,
  outfile: lint,
  plugins: [loadWhenCalled, lintAlone, postpone(root)],
});
await build({
  ...shared,
  stdin: { contents: postponedEntry, resolveDir: root },
  alias: wrapped.alias,
  outfile: join(root, 'dist', postponedFile),
  plugins: [loadWhenCalled],
});

await buildLibrary(root, shared);

const served = await build({
  ...shared,
  entryPoints: ['src/cli/lsp/serve.ts'],
  outfile: languageServer,
  metafile: true,
  alias: wrapped.alias,
});

await build({
  ...shared,
  entryPoints: ['src/cli/launch.ts'],
  outfile: launcher,
  minifyWhitespace: false,
  // It says that a Node is too old: it must be read by that one.
  target: 'node12',
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(launcher, 0o755);

/** The packages that lend code to the bundle; ajv is in the validators that it compiled. */
function bundledPackages() {
  const names = Object.keys({ ...metafile.inputs, ...served.metafile.inputs })
    .map((input) => /^node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set([...names, 'ajv'])].sort();
}

function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(join(folder, file), 'utf8').trim();
  return `${name.replace(/^.*node_modules\//, '')} ${version}\n\n${text}\n`;
}

const rule = `\n${'-'.repeat(78)}\n\n`;
writeFileSync(join(root, 'dist/LICENSES.txt'), bundledPackages().map(licenceOf).join(rule));
