/** Where a build is, and the tree as a release of it would be. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVersion } from './version.mjs';

/** The folder of a build, which git ignores; its `dist/` is what a release would have. */
export const buildFolder = 'build';

/** The program of a build. */
export function builtProgram(root) {
  return join(root, buildFolder, 'dist/puppetlb.cjs');
}

/** Runs git; returns what it wrote without the last line's end. */
export function git(cwd, words, env = {}) {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, stdout, stderr, error } = spawnSync('git', words, options);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.replace(/\n$/, '');
}

/**
 * Copies the files that git has or would add into a folder, with the build as `dist/`, and makes it a repository of
 * one commit, tagged with the version to pin.
 */
export function stageTree(root, folder) {
  if (!existsSync(builtProgram(root))) throw new Error('there is no build; npm run build makes it');
  const list = git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const names = list.split('\0').filter((name) => name !== '' && !name.startsWith('dist/'));
  for (const name of names.filter((name) => existsSync(join(root, name)))) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    copyFileSync(join(root, name), join(folder, name));
  }
  cpSync(join(root, buildFolder, 'dist'), join(folder, 'dist'), { recursive: true });
  const author = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
  git(folder, ['init', '--quiet', '--initial-branch', 'main']);
  git(folder, ['add', '--all']);
  git(folder, [...author, 'commit', '--quiet', '--message', 'As it is now']);
  git(folder, ['tag', `v${readVersion(root).version}`]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('which folder? node scripts/stage.mjs FOLDER');
  stageTree(fileURLToPath(new URL('..', import.meta.url)), folder);
}
