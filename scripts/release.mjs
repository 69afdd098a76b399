/** Makes the commit of a release: its version, its changelog, its `dist/`. A refused or failed release leaves nothing. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordFile, treeOf } from './check-dist.mjs';
import { git } from './stage.mjs';
import { readVersion, unreleased } from './version.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const usage = 'usage: npm run release -- X.Y.Z\n';

/** What the version must be to be released here. */
function refusal(version) {
  if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/.test(version ?? '')) return usage.trimEnd();
  const last = readVersion(root);
  if (last.isRelease)
    return `${last.version} is released, and nothing is written under "${unreleased}"`;
  if (!isGreater(version, last.version)) return `${version} is not greater than ${last.version}`;
  if (sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) === '') {
    return `"${unreleased}" in CHANGELOG.md is empty; write what is new`;
  }
  const changes = git(root, ['status', '--porcelain']);
  return changes === '' ? undefined : `there is something to commit first:\n${changes}`;
}

function isGreater(version, than) {
  const [numbers, others] = [version, than].map((text) => text.split('.').map(Number));
  const at = numbers.findIndex((number, index) => number !== others[index]);
  return at !== -1 && numbers[at] > others[at];
}

/** What stands below the first heading of a changelog. */
function sectionOf(changelog) {
  return changelog
    .slice(changelog.indexOf(unreleased) + unreleased.length)
    .split(/^## /m)[0]
    .trim();
}

function edit(file, change) {
  const path = join(root, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Writes the version wherever it stands. */
function setVersion(last, version) {
  const line = `"version": "${last}"`;
  edit('package.json', (text) => text.replace(line, `"version": "${version}"`));
  // The package stands twice in the lock file: as itself, and as the first of the packages.
  edit('package-lock.json', (text) => {
    const [head, ...rest] = text.split(/(?<=^ {4}\},?$)/m);
    return head.replaceAll(line, `"version": "${version}"`) + rest.join('');
  });
  const date = new Date().toISOString().slice(0, 10);
  edit('CHANGELOG.md', (text) => text.replace(unreleased, `## ${version} (${date})`));
  edit('docs/puppetlb.1', (text) => text.replace(`puppetlb ${last}`, `puppetlb ${version}`));
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  for (const page of ['README.md', ...pages.map((name) => `docs/${name}`)]) {
    edit(page, (text) => text.replaceAll(`v${last}`, `v${version}`));
  }
}

function run(program, ...words) {
  process.stdout.write(`== ${[program, ...words].join(' ')}\n`);
  const { status, error } = spawnSync(program, words, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed`);
}

function release(version) {
  setVersion(readVersion(root).version, version);
  run('npx', 'biome', 'check', '--error-on-warnings', '.');
  run('npm', 'run', '--silent', 'build');
  run(process.execPath, 'scripts/bundle.mjs', 'dist');
  writeFileSync(join(root, recordFile), `${version} ${treeOf(root)}\n`);
  run(process.execPath, 'scripts/check-dist.mjs');
  run('npx', 'tsc', '--noEmit');
  run('npx', 'knip');
  run('npx', 'vitest', 'run', 'test/pages', 'test/package', 'test/cli/shells.test.ts');
  git(root, ['add', '--all']);
  git(root, ['commit', '--quiet', '--message', `release: ${version}`]);
}

const [version, ...more] = process.argv.slice(2);
const refused = more.length > 0 ? usage.trimEnd() : refusal(version);
if (refused === undefined) {
  try {
    release(version);
    console.log(
      `release: ${version} is committed; once scripts/check passes: git tag v${version}, and push both`,
    );
  } catch (error) {
    // Nothing but the release was there to commit.
    git(root, ['reset', '--quiet', '--hard']);
    git(root, ['clean', '--quiet', '--force', '-d', 'dist']);
    console.error(`${error.message}; all is as it was`);
    process.exitCode = 1;
  }
} else {
  console.error(refused);
  process.exitCode = refused.startsWith('usage') ? 64 : 1;
}
