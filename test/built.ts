import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { builtProgram, stageTree } from '../scripts/stage.mjs';

/** The folder of the project. */
export const root: string = join(import.meta.dirname, '..');

/** The program that `npm run build` made. */
export const program: string = builtProgram(root);

/** What `npm run build` made, as a release would ship it. */
export const dist: string = dirname(program);

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The version of the last release. */
export const released: string = manifest.version;

/** The tag that pages and tests pin. */
export const tag: string = `v${released}`;

/** The address of the repository, as pages show it. */
export const address: string = manifest.repository.url.replace(/^git\+(.*)\.git$/, '$1');

/**
 * A repository of one tagged commit: the tree as it is, with what was built as its `dist/`. Whoever is first in a run
 * makes it, all files of tests share it, and nobody may write to it.
 */
export function stagedTree(): string {
  const folder = inject('staging');
  const staged = join(folder, 'puppetlb');
  if (existsSync(staged)) return staged;
  const own = mkdtempSync(join(folder, 'own-'));
  stageTree(root, own);
  try {
    renameSync(own, staged);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(staged)) throw error;
    rmSync(own, { recursive: true });
  }
  return staged;
}
