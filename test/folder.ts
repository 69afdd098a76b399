import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A temporary folder; names in it may be paths. Each function can be taken out of it. */
export interface Folder {
  /** Where it is. It is made when this, or one of its files, is first asked for. */
  readonly path: string;
  /** The path of what is called so in it. */
  readonly at: (...names: readonly string[]) => string;
  readonly has: (name: string) => boolean;
  readonly read: (name: string) => string;
  /** What a folder in it holds, sorted. */
  readonly names: (name?: string) => string[];
  /** Writes a file, and the folders above it where they are not there; returns its path. */
  readonly write: (name: string, content: string | Uint8Array, mode?: number) => string;
  /** Makes a folder, and those above it; returns its path. */
  readonly make: (name: string) => string;
  /** Makes a link that leads to a target. */
  readonly link: (target: string, name: string) => void;
  /** Removes it with all that is in it; it is another one where it is asked for after that. */
  readonly remove: () => void;
}

/** Where a folder is made, and with which mode where others may read it. */
export interface FolderOptions {
  readonly parent?: string;
  readonly mode?: number;
}

/** A folder that whoever asks for it removes; tests have `useFolder`, and `withFolder` is for one piece of work. */
export function makeFolder({ parent = tmpdir(), mode }: FolderOptions = {}): Folder {
  let path: string | undefined;
  const whole = (): string => {
    if (path !== undefined) return path;
    path = mkdtempSync(join(parent, 'puppetlb-test-'));
    if (mode !== undefined) chmodSync(path, mode);
    return path;
  };
  const at = (...names: readonly string[]): string => join(whole(), ...names);
  const make = (name: string): string => {
    mkdirSync(at(name), { recursive: true });
    return at(name);
  };
  return {
    get path() {
      return whole();
    },
    at,
    make,
    has: (name) => existsSync(at(name)),
    read: (name) => readFileSync(at(name), 'utf8'),
    names: (name = '.') => readdirSync(at(name)).sort(),
    write(name, content, own) {
      make(dirname(name));
      writeFileSync(at(name), content);
      if (own !== undefined) chmodSync(at(name), own);
      return at(name);
    },
    link: (target, name) => symlinkSync(target, at(name)),
    remove() {
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
      path = undefined;
    },
  };
}

/** Does something with a folder, which is removed whatever comes of it. */
export function withFolder<Result>(
  use: (folder: Folder) => Result,
  options: FolderOptions = {},
): Result {
  const folder = makeFolder(options);
  let isOver = true;
  try {
    const result = use(folder);
    if (!(result instanceof Promise)) return result;
    isOver = false;
    return result.finally(folder.remove) as Result;
  } finally {
    if (isOver) folder.remove();
  }
}
