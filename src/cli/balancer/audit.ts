import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { showUnseen } from '../../text/characters.ts';
import { isSystemError } from '../exit.ts';
import type { Io } from '../io.ts';

/** What is done to the HAProxy of this balancer; no value may be a secret. */
export interface AuditEntry {
  /** The command. */
  readonly action: string;
  /** That it starts, a step of it, that it was refused, or its end. */
  readonly step: string;
  readonly ticket?: string | undefined;
  /** What it is about and what came of it; what is undefined is left out. */
  readonly details?: Readonly<Record<string, string | number | undefined>>;
}

let isSaid = false;

/** Writes one line into the log of the machine: authpriv, called puppetlb. That there is no log is said once. */
export function audit({ action, step, ticket, details }: AuditEntry, io: Io): void {
  const sudoUser = io.env['SUDO_USER'];
  const fields = {
    ...{ action, step, user: userName(), sudo_user: sudoUser, tty: terminal(), ticket },
    ...details,
  };
  const words = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${inQuotes(String(value))}`],
  );
  const line = words.join(' ');
  // Where systemd does not run, logger is silent about a log that nobody reads.
  const options = ['--socket-errors=on', '-p', 'authpriv.notice', '-t', 'puppetlb', '--', line];
  const { error, status, stderr } = spawnSync('logger', options, {
    encoding: 'utf8',
    timeout: 5000,
  });
  const problem = error?.message ?? (status === 0 && stderr === '' ? undefined : stderr.trim());
  if (problem === undefined || isSaid) return;
  isSaid = true;
  io.err(`puppetlb: syslog cannot be reached (${showUnseen(problem)}); this run is not in it\n`);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A number without a name.
    return String(process.geteuid?.());
  }
}

/** Syslog keeps 1,024 bytes of a line; no value takes the place of the others. */
const maxLength = 120;

/** One line, whatever it holds. */
function inQuotes(text: string): string {
  const value = text.length > maxLength ? `${text.slice(0, maxLength - 3)}...` : text;
  return /^[\w./:@,+-]+$/.test(value) ? value : JSON.stringify(showUnseen(value));
}

function terminal(): string | undefined {
  for (const descriptor of [0, 1, 2]) {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      if (/^\/dev\/(pts\/|tty)/.test(path)) return path.slice('/dev/'.length);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
  return undefined;
}
