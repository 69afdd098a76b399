import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ReloadAnswer } from '../../apply/effects.ts';
import type { Settings } from '../../apply/settings.ts';
import { readReload, readStartupLogs } from '../../haproxy/process/reload-answer.ts';
import { readProc } from '../../haproxy/process/show-proc.ts';
import { isSystemError, reasonOf } from '../exit.ts';
import { askMaster, SocketError } from './socket.ts';

/** A start can take as long as names are looked up. */
const patience = 60_000;

/** Asks for a reload, in the way that the settings name; where no HAProxy is left, its unit is started. */
export async function triggerReload(settings: Settings): Promise<ReloadAnswer> {
  const { reload, unit } = settings;
  const answer = await triggerBy(reload);
  if (answer.kind !== 'unreachable' || unit === undefined) return answer;
  if (run(['systemctl', 'is-active', '--quiet', unit]) === undefined) return answer;
  run(['systemctl', 'reset-failed', unit]);
  const problem = run(['systemctl', 'start', unit]);
  return problem === undefined ? { kind: 'asked' } : { kind: 'unreachable', log: problem };
}

function triggerBy(reload: Settings['reload']): ReloadAnswer | Promise<ReloadAnswer> {
  switch (reload?.by) {
    case 'master':
      return byMaster(reload.socket);
    case 'signal':
      return bySignal(reload.pidFile);
    case 'systemd': {
      if (run(['systemctl', 'is-active', '--quiet', reload.unit]) !== undefined) {
        return { kind: 'unreachable', log: [`${reload.unit} is not active`] };
      }
      // Its exit status is about the check before the reload alone.
      const problem = run(['systemctl', 'reload', reload.unit]);
      return problem === undefined ? { kind: 'asked' } : { kind: 'failed', log: problem };
    }
    case 'command': {
      const problem = run(reload.command);
      return problem === undefined ? { kind: 'asked' } : { kind: 'failed', log: problem };
    }
    default:
      return { kind: 'unreachable', log: ['no setting says how HAProxy is reloaded'] };
  }
}

async function byMaster(socket: string): Promise<ReloadAnswer> {
  try {
    const { isGood, log } = readReload(await askMaster(socket, 'reload', { patience }));
    return isGood === false ? { kind: 'failed', log } : { kind: 'asked' };
  } catch (error) {
    if (!(error instanceof SocketError)) throw error;
    // Without a code it took the command, and is slow.
    if (error.code === undefined) return { kind: 'asked' };
    return { kind: 'unreachable', log: [error.message] };
  }
}

function bySignal(pidFile: string): ReloadAnswer {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    if (!name.startsWith('haproxy')) {
      return { kind: 'unreachable', log: [`process ${pid} of ${pidFile} is ${name}, not haproxy`] };
    }
    process.kill(pid, 'SIGUSR2');
    return { kind: 'asked' };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { kind: 'unreachable', log: [`${pidFile}: ${reasonOf(error)}`] };
  }
}

/** Runs a command; undefined where it ended well, else what it wrote to standard error. */
function run([program = '', ...words]: readonly string[]): string[] | undefined {
  const { status, error, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: patience,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error === undefined && status === 0) return undefined;
  if (error !== undefined) return [`${program}: ${reasonOf(error)}`];
  const lines = stderr.split('\n').filter((line) => line !== '');
  return [...lines, `${program} ended with exit status ${status}`];
}

/** How many reloads the master says have failed since the last good one; undefined where it does not count. */
export async function failedReloads({ masterSocket }: Settings): Promise<number | undefined> {
  if (masterSocket === undefined) return undefined;
  try {
    return readProc(await askMaster(masterSocket, 'show proc'))?.failed;
  } catch (error) {
    if (error instanceof SocketError) return undefined;
    throw error;
  }
}

/** What the master logged when it started last. */
export async function startupLogs({ masterSocket }: Settings): Promise<string[]> {
  if (masterSocket === undefined) return [];
  try {
    return readStartupLogs(await askMaster(masterSocket, 'show startup-logs'));
  } catch (error) {
    if (error instanceof SocketError) return [];
    throw error;
  }
}
