import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FoundHaproxy } from '../../apply/propose-settings.ts';
import { readCommandLine } from '../../haproxy/process/command-line.ts';
import { readUnit } from '../../haproxy/process/unit.ts';
import { readConfigurationFiles } from '../configuration-files.ts';
import { FileError, isSystemError } from '../exit.ts';
import type { Io } from '../io.ts';

/** A process as /proc shows it. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly words: readonly string[];
}

/** The HAProxy of this machine, and what else looks like one. */
export interface FoundProcesses {
  readonly found: FoundHaproxy | undefined;
  /** Other HAProxys that run here. */
  readonly others: readonly number[];
  readonly notes: readonly string[];
}

/** HAProxy, and HAProxy Enterprise. */
const isProgram = (word: string): boolean => /^(haproxy|hapee-lb)/.test(basename(word));

/** Looks at what runs; where nothing does, at the files that packages install. */
export function findHaproxy(io: Io): FoundProcesses {
  const all = processes().filter(({ words: [program = ''] }) => isProgram(program));
  const pids = new Set(all.map(({ pid }) => pid));
  const [first, ...others] = all.filter(({ parent }) => !pids.has(parent));
  if (first === undefined) return installed(io);
  const { pid, words } = first;
  const started = readCommandLine(words);
  const folder = started.folder ?? linkOf(pid, 'cwd') ?? '/';
  const absolute = (path: string | undefined) => path && resolve(folder, path);
  const masterSocket = absolute(started.masterSocket);
  const files = started.files.map((file) => resolve(folder, file));
  const notes: string[] = [];
  const found = {
    ...{ pid, files, arguments: started.arguments, masterSocket },
    program: programOf(first),
    pidFile: absolute(started.pidFile),
    unit: readUnit(readIfThere(`/proc/${pid}/cgroup`)),
    sources: sourcesOf(files, notes, io),
  };
  return { found, others: others.map((other) => other.pid), notes };
}

function sourcesOf(files: readonly string[], notes: string[], io: Io) {
  try {
    return readConfigurationFiles(io, files, 'may-be-empty').map(({ name, bytes }) => ({
      ...{ name, text: new TextDecoder().decode(bytes) },
    }));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    notes.push(error.message);
    return [];
  }
}

function installed(io: Io): FoundProcesses {
  const places: [string, string][] = [['/usr/sbin/haproxy', '/etc/haproxy/haproxy.cfg']];
  for (const name of existsSync('/opt') ? readdirSync('/opt') : []) {
    if (!name.startsWith('hapee-')) continue;
    places.push([`/opt/${name}/sbin/hapee-lb`, `/etc/${name}/hapee-lb.cfg`]);
  }
  const place = places.find(([, file]) => existsSync(file));
  if (place === undefined) return { found: undefined, others: [], notes: [] };
  const [program, file] = place;
  const notes = ['no HAProxy runs; start it, remove the file and run puppetlb init --apply again'];
  const none = { pid: undefined, pidFile: undefined, masterSocket: undefined, unit: undefined };
  const sources = sourcesOf([file], notes, io);
  return { found: { ...none, program, files: [file], arguments: [], sources }, others: [], notes };
}

/** What it was started as is still right after an update of the package, when the program that runs is deleted. */
function programOf({ pid, words: [program = ''] }: Process): string {
  try {
    if (program.startsWith('/')) {
      accessSync(program, constants.X_OK);
      return program;
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
  return linkOf(pid, 'exe')?.replace(/ \(deleted\)$/, '') ?? '/usr/sbin/haproxy';
}

/** Processes of this machine by their numbers; those of containers have other files. */
function processes(): Process[] {
  const here = linkOf('self', 'ns/mnt');
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid): Process[] => {
      const words = readIfThere(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
      if (words.length === 0 || linkOf(pid, 'ns/mnt') !== here) return [];
      const [, parent = '0'] = /\) \S (\d+) /.exec(readIfThere(`/proc/${pid}/stat`)) ?? [];
      return [{ pid, parent: Number(parent), words }];
    });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return '';
    throw error;
  }
}

function linkOf(pid: number | string, name: string): string | undefined {
  try {
    return readlinkSync(join('/proc', String(pid), name));
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
