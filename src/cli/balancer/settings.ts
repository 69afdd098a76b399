import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { settingsFile } from '../../apply/paths.ts';
import { readSettings, type Settings } from '../../apply/settings.ts';
import { diagnose } from '../../findings/diagnose.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import { settingsCodes } from '../../findings/settings-codes.ts';
import { maxBytes } from '../../yaml/decode.ts';
import type { Arguments } from '../command.ts';
import { FileError, isSystemError, RefusedError, reasonOf } from '../exit.ts';
import { type Io, readAll } from '../io.ts';
import { writeText } from '../report.ts';

/**
 * Reads the settings of this balancer. Whatever is wrong with them is written to standard error, and then there are none:
 * the command ends with exit status 1.
 */
export function loadSettings(
  args: Arguments,
  io: Io,
  name: string = settingsFile,
): Settings | undefined {
  const { bytes, problem } = readSafely(name);
  const { source, settings, diagnostics } = readSettings({ name, bytes });
  const inventory = settings && isRoot() ? unsafeReason(settings.inventory) : undefined;
  const at = settings && source.text.indexOf(settings.inventory);
  const unsafe = [
    ...(problem === undefined ? [] : [toFinding(problem, source, 0)]),
    ...(inventory === undefined ? [] : [toFinding(inventory, source, Math.max(0, at ?? 0))]),
  ];
  const found = [...unsafe, ...diagnostics];
  if (found.length === 0) return settings;
  writeText({ diagnostics: found }, args, io, 'stderr');
  return undefined;
}

/** The stats socket that a command needs; refuses where the settings have none. */
export function socketOf(settings: Settings): string {
  if (settings.socket !== undefined) return settings.socket;
  throw new RefusedError(missingSocket(settings));
}

/** What to write where the settings name no stats socket. */
export function missingSocket({ configuration }: Settings): string {
  const line = 'stats socket /run/haproxy/admin.sock mode 660 level admin';
  return `${settingsFile} names no stats socket; add "${line}" to "global" of ${configuration}, reload HAProxy, and write "socket: /run/haproxy/admin.sock" into ${settingsFile}`;
}

interface Unsafe {
  readonly message: string;
  readonly help: string;
}

function toFinding(
  { message, help }: Unsafe,
  source: Diagnostic['primary']['source'],
  start: number,
) {
  return diagnose(settingsCodes.unsafe, source, { start, end: start }, message, { help });
}

function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** The bytes of a file, and why somebody else than root could have written them; what is read is what was looked at. */
function readSafely(path: string): { bytes: Uint8Array; problem: Unsafe | undefined } {
  try {
    const problem = unsafeReason(path);
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) throw new FileError(`${path}: not a regular file`);
      return { bytes: readAll(descriptor, maxBytes), problem: problem ?? unsafeFile(path, stats) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isMissing = error.code === 'ENOENT';
    throw new FileError(
      isMissing
        ? `${path}: no such file; run puppetlb init --apply`
        : `${path}: ${reasonOf(error)}`,
    );
  }
}

/** Why somebody else than root could change a file: by itself, by a link, or by a folder above it. */
function unsafeReason(path: string): Unsafe | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const own = unsafeFile(path, stats);
  if (own !== undefined) return own;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const unsafe = unsafeFile(folder, lstatSync(folder));
    if (unsafe !== undefined || folder === dirname(folder)) return unsafe;
  }
}

function unsafeFile(path: string, stats: Stats): Unsafe | undefined {
  if (stats.isSymbolicLink()) {
    const help = 'replace the link by the file or folder, or write the path that it leads to';
    return { message: `${path} is a symbolic link`, help };
  }
  if (stats.uid !== 0) {
    return {
      message: `${path} belongs to user ${stats.uid}, not to root`,
      help: `run chown root ${path}`,
    };
  }
  if ((stats.mode & (constants.S_IWGRP | constants.S_IWOTH)) === 0) return undefined;
  return {
    message: `${path} may be written by users other than root`,
    help: `run chmod go-w ${path}`,
  };
}
