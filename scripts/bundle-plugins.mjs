/** What is replaced in a bundle. A plugin that finds nothing to replace fails the build: what it names has moved. */
import { join } from 'node:path';

/** Built-in modules that cost time to load and that few runs need: each is loaded at its first call. */
export const lazyBuiltins = ['child_process', 'crypto', 'dns', 'net', 'os', 'tls', 'tty'];

/** Where the list of commands is, and what repairs: nothing else may name them. */
const commandList = 'src/cli/commands/list.ts';
const fix = 'src/cli/fix.ts';

/** Fails a build that ends without a call for each of some names. */
export function expectEach(build, names) {
  const missing = new Set(names);
  build.onEnd(({ errors }) => {
    if (errors.length === 0 && missing.size > 0) {
      throw new Error(`nothing imports ${[...missing].join(', ')}`);
    }
  });
  return (name) => missing.delete(name);
}

/** Loads some built-in modules at the first call; the whole program has each of them. */
export function loadWhenCalled({ isWhole = false } = {}) {
  return {
    name: 'load-when-called',
    setup(build) {
      const found = expectEach(build, isWhole ? lazyBuiltins.map((name) => `node:${name}`) : []);
      const filter = new RegExp(`^node:(${lazyBuiltins.join('|')})$`);
      build.onResolve({ filter }, ({ path, namespace }) =>
        namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
      );
      build.onLoad({ filter, namespace: 'lazy' }, async ({ path }) => {
        found(path);
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
}

/** A hook starts `lint` again and again: it has a bundle of its own, with no other command in it. */
export function lintAlone(root) {
  const replaced = {
    [commandList]:
      "import { lintCommand } from './lint.ts'; export const commands = [lintCommand];",
    // The launcher runs the whole program where there is something to repair.
    [fix]: 'export {};',
  };
  return {
    name: 'lint-alone',
    setup(build) {
      const found = expectEach(build, Object.keys(replaced));
      for (const [place, contents] of Object.entries(replaced)) {
        build.onLoad({ filter: exactly(join(root, place)) }, () => {
          found(place);
          return { contents, resolveDir: join(root, place, '..') };
        });
      }
    },
  };
}

/** Only an editor's server needs the protocol's packages: the program loads them as a file of its own. */
export function languageServerApart(root, place, file) {
  return {
    name: 'language-server-apart',
    setup(build) {
      const found = expectEach(build, [place]);
      build.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import' || join(resolveDir, path) !== join(root, place)) {
          return undefined;
        }
        found(place);
        return { path: `./${file}`, external: true };
      });
    },
  };
}

function exactly(path) {
  return new RegExp(`^${path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}
