import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stageTree } from '../stage.mjs';
import { run } from './run.mjs';

/** Packs the tree as a release would have it. */
export function makeNpmPackage({ root, work, folder }) {
  const staged = join(work, 'npm');
  mkdirSync(staged);
  stageTree(root, staged);
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run('npm', words, { cwd: staged }));
  return join(folder, filename);
}
