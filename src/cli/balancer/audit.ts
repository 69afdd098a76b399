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
    ...{ action, step, user: userInfo().username, sudo_user: sudoUser, tty: terminal(), ticket },
    ...details,
  };
  const words = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${inQuotes(String(value))}`],
  );
  const line = words.join(' ');
  const options = ['-p', 'authpriv.notice', '-t', 'puppetlb', '--', line];
  const { error, status } = spawnSync('logger', options, { stdio: 'ignore', timeout: 5000 });
  if ((error === undefined && status === 0) || isSaid) return;
  isSaid = true;
  io.err('puppetlb: the log of the machine cannot be written; is logger(1) installed?\n');
}

/** One line, whatever it holds. */
function inQuotes(value: string): string {
  return /^[\w./:@,+-]+$/.test(value) ? value : JSON.stringify(showUnseen(value));
}

function terminal(): string | undefined {
  try {
    const path = readlinkSync('/proc/self/fd/0');
    return /^\/dev\/(pts\/|tty)/.test(path) ? path.slice('/dev/'.length) : undefined;
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
