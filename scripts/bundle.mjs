/** Bundles the program into one file that needs nothing beside Node. */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}dist/puppetlb.cjs`;

buildSync({
  absWorkingDir: root,
  entryPoints: ['src/cli/bin.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The browser build of `yaml` is ES modules, which are hoisted into one scope; its Node build is not.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(outfile, 0o755);
