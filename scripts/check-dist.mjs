/**
 * Holds that `dist/` changes in releases alone: it is what the last release shipped, or, in a release, what the
 * sources build. Exit status 1 where it is not.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder, git } from './stage.mjs';
import { readVersion } from './version.mjs';

/** Where a release writes which `dist/` it ships: for clones whose history does not reach it. */
export const recordFile = '.ci/dist-tree';

/** What the `dist/` of a folder is to git: names, bytes and who may run them, as the id of a tree. */
export function treeOf(root, folder = root) {
  const place = mkdtempSync(join(tmpdir(), 'puppetlb-tree-'));
  const env = {
    GIT_DIR: git(root, ['rev-parse', '--absolute-git-dir']),
    GIT_WORK_TREE: folder,
    GIT_INDEX_FILE: join(place, 'index'),
  };
  try {
    git(folder, ['-c', 'core.autocrlf=false', 'add', '--force', '--all', 'dist'], env);
    return git(folder, ['write-tree', '--prefix=dist/'], env);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** The commit of a release; undefined where the history does not reach it. */
function releaseCommit(root, version) {
  const lines = git(root, ['log', '--format=%H %s', '--fixed-strings', '--grep', 'release: ']);
  return lines
    .split('\n')
    .find((line) => line.slice(41) === `release: ${version}`)
    ?.slice(0, 40);
}

function readRecord(root) {
  const [version = '', tree = ''] = readFileSync(join(root, recordFile), 'utf8').trim().split(' ');
  return { version, tree };
}

/** Throws with the files that differ; those of a tree that this clone does not have are not known. */
function expectSame(root, expected, found, message) {
  if (expected === found) return;
  let files = '';
  try {
    files = git(root, ['diff-tree', '-r', '--name-status', expected, found]);
  } catch {
    files = `its tree is ${found} instead of ${expected}`;
  }
  throw new Error(`${message}\n${files}`);
}

/** Says what `dist/` is; throws where that is not what it must be. */
export function checkDist(root) {
  const { version, isRelease } = readVersion(root);
  const tree = treeOf(root);
  const recorded = readRecord(root);
  if (recorded.version !== version) {
    throw new Error(
      `package.json says ${version}, and the last release was ${recorded.version}; npm run release sets the version`,
    );
  }
  if (isRelease) {
    if (!existsSync(join(root, buildFolder, 'dist'))) {
      throw new Error('there is no build to compare dist/ with; npm run build makes it');
    }
    const built = treeOf(root, join(root, buildFolder));
    expectSame(root, built, tree, `dist/ is not what the sources of ${version} build:`);
  }
  const commit = isRelease ? undefined : releaseCommit(root, version);
  const shipped = commit === undefined ? recorded.tree : git(root, ['rev-parse', `${commit}:dist`]);
  expectSame(
    root,
    shipped,
    tree,
    `dist/ is not that of the release ${version}; only npm run release writes it:`,
  );
  if (isRelease) return `dist/ is what the sources of ${version} build`;
  const source =
    commit === undefined ? `${recordFile}, for the history here does not reach it` : commit;
  return `dist/ is that of the release ${version}, by ${source}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(checkDist(fileURLToPath(new URL('..', import.meta.url))));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
