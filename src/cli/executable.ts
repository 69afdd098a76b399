/** Where the single executable begins: the files of the program are assets within it. */
import { getRawAsset } from 'node:sea';
import { compileFunction } from 'node:vm';
import { runProgram } from './run-program.ts';

const loaded = new Map<string, { exports: unknown }>();

const read = (name: string): Buffer => Buffer.from(getRawAsset(name) as ArrayBuffer);

/** Gives built-in modules, and the other files of the program, which are CommonJS modules of UTF-8. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name);
  const file = name.slice(2);
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} as unknown };
  loaded.set(file, module);
  const wrapped = compileFunction(read(file).toString(), ['require', 'module', 'exports'], {
    filename: file,
  });
  wrapped(load, module, module.exports);
  return module.exports;
}

runProgram({ path: (name) => name, read, require: load as NodeJS.Require });
