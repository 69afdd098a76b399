import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { processReading, readKernel } from './process-files.ts';

/** By what the HAProxy of a machine is found. */
export interface MasterHints {
  readonly files: readonly string[];
  readonly configuration: string;
  readonly pidFile: string | undefined;
  readonly unit: string | undefined;
}

/** The process of HAProxy that is reloaded; undefined where none runs. */
export function readPid({ files, configuration, pidFile, unit }: MasterHints): number | undefined {
  const written = pidFile === undefined ? Number.NaN : Number.parseInt(readKernel(pidFile), 10);
  const started = [written, unit === undefined ? Number.NaN : mainPid(unit)];
  const found = started.find((pid) => pid > 0 && existsSync(`/proc/${pid}`));
  return found ?? processReading(new Set([...files, configuration]));
}

function mainPid(unit: string): number {
  const words = ['show', '-p', 'MainPID', '--value', unit];
  const { stdout } = spawnSync('systemctl', words, { encoding: 'utf8', timeout: 10_000 });
  return Number.parseInt(stdout ?? '', 10);
}
