import { dirname, join, resolve } from 'node:path';
import { isInventory } from '../diff/detect-file-kind.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { nameForeign } from '../import/foreign.ts';
import { importedSources } from '../import/sources.ts';
import { type Beside, type BesideFile, isOurs } from '../inventory/beside.ts';
import { besidePaths } from '../inventory/beside-paths.ts';
import type { InputFile } from '../rules/lint.ts';
import type { SourceText } from '../text/positions.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { FileError, RefusedError } from './exit.ts';
import { isFolder, isSameFile } from './files.ts';
import type { Io } from './io.ts';

/**
 * Reads the files that an inventory names in `haproxy.beside`, relative to its folder; undefined where it names none.
 * `target` is the file that is written, which has its place among them.
 */
export function readBeside(
  io: Io,
  name: string,
  bytes: Uint8Array,
  target?: string,
): readonly BesideFile[] | undefined {
  const paths = besidePaths(bytes);
  if (paths.length === 0) return undefined;
  const folder = name === '-' || name === '<stdin>' ? '.' : dirname(name);
  const files: (BesideFile & { readonly path?: string })[] = [];
  for (const [item, path] of paths.entries()) {
    const named = path.startsWith('/') ? path : join(folder, path);
    for (const file of filesAt(io, item, named, target)) {
      if (files.some(({ path: other }) => isSame(file.path, other))) continue;
      const isTarget = isSame(file.path, absolute(io, target));
      if (isTarget) rejectOthers(file, target);
      files.push({ ...file, ...(isTarget && { isTarget }) });
    }
  }
  return files;
}

/** A file that an inventory names as one of other people is not ours to replace, not even by force. */
function rejectOthers({ source }: BesideFile, target: string | undefined): void {
  if (source === undefined || isOurs(source) || source.text.trim() === '') return;
  const why =
    'is listed in "haproxy.beside" and belongs to someone else; name a different output file';
  throw new RefusedError(`${target} ${why}`);
}

function absolute(io: Io, name: string | undefined): string | undefined {
  return name === undefined || name === '-' ? undefined : resolve(io.cwd, name);
}

function isSame(path: string | undefined, other: string | undefined): boolean {
  if (path === undefined || other === undefined) return false;
  return path === other || isSameFile(path, other);
}

type Found = BesideFile & { readonly path?: string };

function filesAt(io: Io, item: number, name: string, target: string | undefined): Found[] {
  const path = resolve(io.cwd, name);
  const inputs = inputsAt(io, name);
  if (typeof inputs === 'string') return [{ item, problem: { message: inputs } }];
  const found = inputs.map((input): Found => {
    const read = readOne(input);
    return { item, path: resolve(io.cwd, input.name), ...read };
  });
  const written = absolute(io, target);
  const isNew =
    written !== undefined &&
    isFolder(path) &&
    dirname(written) === path &&
    !found.some((file) => isSame(file.path, written));
  if (!isNew) return found;
  // HAProxy reads the files of a folder in the order of the bytes of their names.
  const at = found.findIndex(
    (file) => Buffer.compare(Buffer.from(file.path ?? ''), Buffer.from(written)) > 0,
  );
  return found.toSpliced(at === -1 ? found.length : at, 0, { item, path: written });
}

/** The files of a path, none of an empty folder; why there are none. */
function inputsAt(io: Io, name: string): readonly InputFile[] | string {
  try {
    return readConfigurationFiles(io, [name], 'may-be-empty');
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
}

/** What a file is that is no configuration; one of comments alone says nothing. */
function explainOther(input: InputFile, source: SourceText): string | undefined {
  const isOther = isInventory(input) || readConfiguration([source]).sections.length === 0;
  if (!isOther || !/^[ \t]*[^\s#]/m.test(source.text)) return undefined;
  return nameForeign(source)?.message ?? 'it has no section';
}

/** A text as HAProxy reads it, or what it is instead; an empty file says nothing. */
function readOne(input: InputFile): Pick<BesideFile, 'source' | 'problem'> {
  if (/^\s*$/.test(Buffer.from(input.bytes).toString('latin1'))) {
    return { source: { name: input.name, text: '' } };
  }
  const { sources, diagnostics } = importedSources([input]);
  const [source] = sources ?? [];
  const [wrong] = diagnostics.filter(({ severity }) => severity === 'error');
  const reason = source === undefined ? wrong?.message : explainOther(input, source);
  if (source !== undefined && reason === undefined) return { source };
  return { problem: { message: `${input.name} cannot be read: ${reason ?? 'it is not a text'}` } };
}

/**
 * What HAProxy reads now, where a fragment is compared with a part of it: files that the inventory names, or the one
 * that was built. Anything else is a whole configuration of its own.
 */
export function wholeBefore(
  sources: readonly SourceText[],
  beside: Beside | undefined,
  io: Io,
): readonly SourceText[] {
  if (beside === undefined) return sources;
  const { before, own, after } = beside;
  const known = [...before, ...(own === undefined ? [] : [own]), ...after];
  const isKnown = ({ name }: SourceText) =>
    known.some((one) => isSame(resolve(io.cwd, one.name), resolve(io.cwd, name)));
  if (sources.every(isKnown)) return known;
  const [first, ...others] = sources;
  const isBuilt = first !== undefined && others.length === 0 && isOurs(first);
  return isBuilt ? [...before, first, ...after] : sources;
}
