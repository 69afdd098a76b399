/**
 * V8's code cache: what it compiled of the program in earlier runs. V8 checks the length of the program and little
 * of the data, and runs the data as code; so nothing is taken that another user owns or could have written, or
 * that is not, bit for bit, what was kept for this program and this Node.
 */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** The newest files that a user's folder holds; each has some MB. */
const filesKept = 16;

/** No file is larger than this; the largest has some 3 MB. */
const mostBytes = 2 ** 26;

/** After the data: the number of runs in one byte, then the checksum. */
const trailerBytes = 5;

/** Compiled code, where this user may have any. */
export interface CodeCache {
  readonly data: Buffer | undefined;
  /** How many runs made the data; 0 without data. */
  readonly runs: number;
  /** Keeps other data. What cannot be written only costs the next start its speed. */
  keep(makeData: () => Buffer, runs: number): void;
}

/** What is kept of a program for one use of it; undefined where nothing may be read or kept. */
export function openCodeCache(program: Buffer, use: string): CodeCache | undefined {
  const user = ordinaryUser();
  const base = cacheHome();
  if (user === undefined || base === undefined) return undefined;
  try {
    const folder = join(base, 'puppetlb');
    if (!isUsable(base, folder, user)) return undefined;
    const identity = identityOf(program);
    const file = join(folder, `${use}-${identity.toString(16).padStart(8, '0')}`);
    const kept = readKept(file, user);
    if (kept === undefined) return undefined;
    return {
      ...check(kept, identity),
      keep(makeData, runs) {
        try {
          makeFolders(base, folder);
          if (!isOwn(lstatSync(folder), user)) return;
          write(file, () => seal(makeData(), runs, identity));
          removeOldest(folder, user);
        } catch {}
      },
    };
  } catch {
    return undefined;
  }
}

/**
 * The user whose files are trusted. There is none on Windows, where files have no mode; none for root, for whom the
 * price of a mistake is too high; and none where Node runs with the rights of another than its caller.
 */
function ordinaryUser(): number | undefined {
  const { getuid, geteuid, getgid, getegid } = process;
  if (!getuid || !geteuid || !getgid || !getegid) return undefined;
  const user = getuid();
  if (user === 0 || geteuid() !== user || getgid() !== getegid()) return undefined;
  return user;
}

/** The user's folder for caches, as XDG's base directory specification finds it. */
function cacheHome(): string | undefined {
  const { XDG_CACHE_HOME: chosen = '', HOME: home = '' } = process.env;
  if (isAbsolute(chosen)) return chosen;
  return isAbsolute(home) ? join(home, '.cache') : undefined;
}

/** False where others could put a folder of theirs in this place, or have; true where there is no folder yet. */
function isUsable(base: string, folder: string, user: number): boolean {
  const parent = statSync(base, { throwIfNoEntry: false });
  if (parent === undefined) return true;
  const isSticky = (parent.mode & 0o1000) !== 0;
  const isOpen = (parent.mode & 0o002) !== 0 && !isSticky;
  if (isOpen || (parent.uid !== user && parent.uid !== 0)) return false;
  const own = lstatSync(folder, { throwIfNoEntry: false });
  return own === undefined || (own.isDirectory() && isOwn(own, user));
}

/** Whether it is this user's, and nobody else may write it. */
function isOwn({ uid, mode }: Stats, user: number): boolean {
  return uid === user && (mode & 0o022) === 0;
}

/** What the checksum of kept data begins with; other for another program and for another Node. */
function identityOf(program: Buffer): number {
  const { version, arch, execPath } = process;
  // Another build of the same version may number its functions differently.
  const { size, mtimeMs } = statSync(execPath);
  return crc32([version, arch, execPath, size, mtimeMs].join('\n'), crc32(program));
}

/**
 * A CRC notices every one or two flipped bits, and any other difference but once in 4 billion times. It costs a start 3 ms;
 * SHA-256 6, a loop that V8 has not optimized yet 8. The module is loaded here because root never needs it. Node has the
 * function since 20.15; before, this throws and nothing is kept.
 */
function crc32(data: Buffer | string, start: number = 0): number {
  const zlib = require('node:zlib') as typeof import('node:zlib');
  return zlib.crc32(data, start);
}

/** The bytes of a file; none where it is absent or could be replaced, undefined where it is not the user's file. */
function readKept(file: string, user: number): Buffer | undefined {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let descriptor: number;
  try {
    descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' && isReplaceable(file, user)) return Buffer.alloc(0);
    return code === 'ENOENT' ? Buffer.alloc(0) : undefined;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.uid !== user) return undefined;
    return isOwn(stats, user) && stats.size <= mostBytes
      ? readFileSync(descriptor)
      : Buffer.alloc(0);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether it is this user's own file, though unreadable. */
function isReplaceable(file: string, user: number): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.uid === user;
}

/** The data with its trailer. */
function seal(data: Buffer, runs: number, identity: number): Buffer {
  const sealed = Buffer.concat([data, Buffer.alloc(trailerBytes)]);
  sealed.writeUInt8(runs, data.length);
  sealed.writeUInt32LE(crc32(sealed.subarray(0, -4), identity), data.length + 1);
  return sealed;
}

/** The data without its trailer; none where a bit of it is different. */
function check(sealed: Buffer, identity: number): Pick<CodeCache, 'data' | 'runs'> {
  const end = sealed.length - trailerBytes;
  if (end <= 0 || sealed.readUInt32LE(end + 1) !== crc32(sealed.subarray(0, -4), identity)) {
    return { data: undefined, runs: 0 };
  }
  return { data: sealed.subarray(0, end), runs: sealed.readUInt8(end) };
}

/** Makes the folder where there is none; but no home is made. */
function makeFolders(base: string, folder: string): void {
  if (base === process.env['XDG_CACHE_HOME']) mkdirSync(base, { recursive: true, mode: 0o700 });
  else makeFolder(base);
  makeFolder(folder);
}

/** Makes a folder for this user alone, whatever the umask. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  let descriptor: number;
  try {
    descriptor = openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    // A umask can take the user's own rights: other programs need a folder that they can use.
    rmdirSync(folder);
    throw error;
  }
  try {
    fchmodSync(descriptor, 0o700);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes under another name first: whoever starts meanwhile reads the old file or the new one. */
function write(file: string, makeContents: () => Buffer): void {
  const temporary = `${file}.${process.pid}${Math.random().toString(36).slice(2)}`;
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, makeContents());
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what older programs kept, and what was left half written; nothing but files of this user's and with our names. */
function removeOldest(folder: string, user: number): void {
  const names = /^(?:lint|program)-[a-z]{1,16}-[0-9a-f]{8}(?:\.[0-9a-z]+)?$/;
  const files = readdirSync(folder)
    .filter((name) => names.test(name))
    .map((name) => join(folder, name))
    .map((file) => ({ file, stats: lstatSync(file, { throwIfNoEntry: false }) }))
    .filter(({ stats }) => stats?.isFile() && stats.uid === user)
    .sort((one, other) => (other.stats?.mtimeMs ?? 0) - (one.stats?.mtimeMs ?? 0));
  for (const { file } of files.slice(filesKept)) rmSync(file, { force: true });
}
