import { spawnSync } from 'node:child_process';

/** Runs a program of the system that makes a package; throws with what it wrote where it fails. */
export function run(program, words, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    ...options,
  });
  if (error?.code === 'ENOENT') {
    throw new Error(`${program} is missing; scripts/install-debian-packages installs it`);
  }
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}
