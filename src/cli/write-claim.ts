import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { FileError, isSystemError } from './exit.ts';

/** The file in a folder that says who writes there, and under which names before the files take their places. */
export const claimName = '.puppetlb-write';

/** How those names end. */
export const temporaryEnd: RegExp = /\.puppetlb-[0-9a-f]{12}$/;

/** What is removed where a writer was killed: files, then folders as far as they are empty. */
interface Unfinished {
  readonly temporaries: readonly string[];
  readonly folders: readonly string[];
}

interface Claim extends Unfinished {
  readonly host: string;
  readonly pid: number;
  /** When that process started, as the kernel counts: another one may get its number. */
  readonly started: string;
  /** Which file it was read from, in case that is another one by now. */
  readonly inode?: number;
}

/** Milliseconds that a second writer waits for the first. */
const patience = 10_000;
const step = 50;

/** Says that a folder is being written, and what to remove should that be interrupted; waits for another writer. */
export function claimFolder(folder: string, name: string, unfinished: Unfinished): void {
  const claim: Claim = {
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
    temporaries: unfinished.temporaries.map((path) => relative(folder, path)),
    folders: unfinished.folders.map((path) => relative(folder, path)),
  };
  for (let waited = 0; !createClaim(folder, claim); ) {
    const other = claimOf(folder);
    if (other === undefined) continue;
    if (!isAlive(other)) removeInterrupted(folder, other);
    else if (waited >= patience) throw new FileError(busy(name, other));
    else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, step);
      waited += step;
    }
  }
}

function busy(name: string, { host, pid }: Claim): string {
  const who = `process ${pid}${host === hostname() ? '' : ` on ${host}`}`;
  return `${name} is being written by a different puppetlb (${who}); wait, or remove ${join(name, claimName)}`;
}

/** Ends what claimFolder began. */
export function releaseFolder(folder: string): void {
  rmSync(join(folder, claimName), { force: true });
}

/** Whether somebody began to write a folder and was killed. */
export function isInterrupted(folder: string): boolean {
  try {
    const claim = claimOf(folder);
    return claim !== undefined && !isAlive(claim);
  } catch (error) {
    // Writing it says why.
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** It is there with all that it says, or not at all. */
function createClaim(folder: string, claim: Claim): boolean {
  const temporary = join(folder, `.puppetlb-${randomBytes(6).toString('hex')}`);
  const temporaries = [basename(temporary), ...claim.temporaries];
  const text = JSON.stringify({ ...claim, temporaries });
  const path = join(folder, claimName);
  try {
    writeFileSync(temporary, text, { flag: 'wx', flush: true });
    try {
      linkSync(temporary, path);
    } finally {
      unlinkSync(temporary);
    }
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') return false;
    if (error.syscall !== 'link') throw error;
    // A file system without such links, as folders shared with a virtual machine have it.
    return createWhole(path, text);
  }
}

function createWhole(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', flush: true });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Who claims a folder. What is no claim is nobody's. */
function claimOf(folder: string): Claim | undefined {
  const path = join(folder, claimName);
  try {
    const { ino } = statSync(path);
    const claim = parseClaim(readFileSync(path, 'utf8'));
    const nobody = { host: hostname(), pid: 0, started: '', temporaries: [], folders: [] };
    return { ...(claim ?? nobody), inode: ino };
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
}

function parseClaim(text: string): Claim | undefined {
  try {
    const { host, pid, started, temporaries, folders } = JSON.parse(text);
    const lists = [temporaries, folders].flat();
    const isClaim = typeof pid === 'number' && lists.every((one) => typeof one === 'string');
    return isClaim ? { host, pid, started, temporaries, folders } : undefined;
  } catch {
    return undefined;
  }
}

/** The 22nd field of Linux; the name of a program before it may hold anything. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return '';
  }
}

/** On another machine nobody can tell. */
function isAlive({ host, pid, started }: Claim): boolean {
  if (host !== hostname()) return true;
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ESRCH') return false;
  }
  return startOf(pid) === started;
}

/** Nothing but what a writer makes is removed, whoever wrote the claim. */
function removeInterrupted(folder: string, { temporaries, folders, inode }: Claim): void {
  for (const path of temporaries) {
    if (temporaryEnd.test(path)) rmSync(resolve(folder, path), { force: true });
  }
  const inside = folders.filter((path) => !isAbsolute(path) && path.split(sep)[0] !== '..');
  for (const path of inside) removeEmpty(resolve(folder, path));
  const path = join(folder, claimName);
  if (statSync(path, { throwIfNoEntry: false })?.ino === inode) rmSync(path, { force: true });
}

/** Removes a folder; what somebody put into it stays. */
export function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
