import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Settings } from '../../apply/settings.ts';
import { FileError, isSystemError, reasonOf } from '../exit.ts';

/** What `haproxy -c` said, and where it read the text that was checked. */
export interface CheckResult {
  readonly isGood: boolean;
  readonly stderr: string;
  readonly file: string;
}

/**
 * Runs `haproxy -c` with the arguments of the service and a text in the place of the file that is built: a check of that
 * file alone would be wrong where HAProxy reads several.
 */
export function checkService(settings: Settings, text: string): CheckResult {
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-'));
  try {
    const own = join(folder, basename(settings.configuration));
    writeFileSync(own, text);
    const files = settings.files.map((file) => placeOf(file, settings, own));
    const words = [...settings.arguments, '-c', ...files.flatMap((file) => ['-f', file])];
    const { status, stderr, error } = spawnSync(settings.haproxy, words, {
      cwd: '/',
      encoding: 'utf8',
      timeout: 120_000,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (error !== undefined) throw new FileError(`${settings.haproxy}: ${reasonOf(error)}`);
    return { isGood: status === 0, stderr, file: own };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`cannot write to ${tmpdir()} (TMPDIR): ${reasonOf(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What stands behind -f with the new file in it; a folder is one of links. */
function placeOf(file: string, { configuration }: Settings, own: string): string {
  if (file === configuration) return own;
  if (dirname(configuration) !== file || !statSync(file).isDirectory()) return file;
  for (const name of readdirSync(file)) {
    if (name !== basename(own)) symlinkSync(join(file, name), join(dirname(own), name));
  }
  return dirname(own);
}
