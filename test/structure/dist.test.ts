import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkDist } from '../../scripts/check-dist.mjs';
import { withFolder } from '../folder.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
let project = '';
beforeEach(() => {
  project = folder.path;
  git('init', '--quiet', '--initial-branch', 'main');
  put('.gitignore', 'build/\n');
  put('package.json', '{ "version": "1.0.0" }');
  put('dist/library/index.mjs', 'one');
  put('dist/puppetlb.cjs', 'one');
  put('build/dist/library/index.mjs', 'one');
  put('build/dist/puppetlb.cjs', 'one');
  record('1.0.0');
  head('## 1.0.0 (2026-11-30)');
  commit('release: 1.0.0');
});

function git(...words: string[]): string {
  const author = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
  return execFileSync('git', [...author, ...words], { cwd: project, encoding: 'utf8' }).trim();
}

function put(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

function head(heading: string): void {
  put('CHANGELOG.md', `# Changelog\n\n${heading}\n\n- What is new.\n\n## 0.9.0\n`);
}

/** Records the dist of now as that of a release. */
function record(version: string): void {
  git('add', '--all');
  put('.ci/dist-tree', `${version} ${git('write-tree', '--prefix=dist/')}\n`);
}

function commit(subject: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', subject);
}

const check = (): string => checkDist(project);

describe('dist/ of a release', () => {
  it('is what the sources build', () => {
    expect(check()).toBe('dist/ is what the sources of 1.0.0 build');
  });

  it.each([
    ['another byte', () => put('dist/puppetlb.cjs', 'two'), 'M\tpuppetlb.cjs'],
    ['a file more', () => put('dist/more.cjs', ''), 'A\tmore.cjs'],
    ['a file less', () => rmSync(join(project, 'dist/library/index.mjs')), 'D\tlibrary/index.mjs'],
    [
      'a file that may be run',
      () => chmodSync(join(project, 'dist/puppetlb.cjs'), 0o755),
      'M\tpuppetlb.cjs',
    ],
    ['other sources', () => put('build/dist/puppetlb.cjs', 'two'), 'M\tpuppetlb.cjs'],
  ])('is refused with %s', (_, change, file) => {
    change();
    expect(check).toThrow(`dist/ is not what the sources of 1.0.0 build:\n${file}`);
  });

  it('is refused where nothing is built', () => {
    rmSync(join(project, 'build'), { recursive: true });
    expect(check).toThrow('there is no build to compare dist/ with; npm run build makes it');
  });

  it('is refused where it is not the one that is recorded', () => {
    for (const folder of ['dist', 'build/dist']) put(`${folder}/puppetlb.cjs`, 'two');
    expect(check).toThrow('dist/ is not that of the release 1.0.0');
  });
});

describe('dist/ between releases', () => {
  beforeEach(() => {
    head('## Unreleased');
    put('build/dist/puppetlb.cjs', 'two');
    commit('lint: say more');
  });

  it('is that of the last release', () => {
    const last = git('rev-parse', 'HEAD~1');
    expect(check()).toBe(`dist/ is that of the release 1.0.0, by ${last}`);
  });

  it('is refused where it was built anew', () => {
    put('dist/puppetlb.cjs', 'two');
    const message = 'dist/ is not that of the release 1.0.0; only npm run release writes it:\nM\t';
    expect(check).toThrow(message);
    commit('build: take what is new');
    expect(check).toThrow(message);
    record('1.0.0');
    commit('build: record it, too; release: 1.0.0');
    expect(check).toThrow(message);
  });

  it('is told by the record in a shallow clone, which says so', () => {
    withFolder(({ at }) => {
      const shallow = at('clone');
      git('clone', '--quiet', '--depth', '1', `file://${project}`, shallow);
      const told = 'by .ci/dist-tree, for the history here does not reach it';
      expect(checkDist(shallow)).toBe(`dist/ is that of the release 1.0.0, ${told}`);
      appendFileSync(join(shallow, 'dist/puppetlb.cjs'), 'two');
      expect(() => checkDist(shallow)).toThrow('dist/ is not that of the release 1.0.0');
    });
  });

  it('is refused where package.json names another version than the last release', () => {
    put('package.json', '{ "version": "1.1.0" }');
    expect(check).toThrow('package.json says 1.1.0, and the last release was 1.0.0; npm run');
  });
});

describe('a changelog', () => {
  it.each([
    '## 1.1.0 (2026-11-30)',
    '## 1.0.0',
    '## unreleased',
    '## Unreleased (soon)',
    'no heading at all',
  ])('is refused where its first heading is "%s"', (heading) => {
    put('CHANGELOG.md', `# Changelog\n\n${heading}\n`);
    const shown = heading.startsWith('##') ? heading : '';
    expect(check).toThrow(
      `the first heading of CHANGELOG.md is "${shown}"; write "## Unreleased" or "## 1.0.0 (YYYY-MM-DD)"`,
    );
  });
});
