import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDist } from '../../scripts/check-dist.mjs';
import { version } from '../../src/generated/manifest.ts';
import { address, dist, released, root, stagedTree, tag } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];

describe('the pages', () => {
  it('pin the version of the package, and the address of its repository', () => {
    const text = pages
      .filter((page) => page.endsWith('.md'))
      .map(read)
      .join('\n');
    expect(new Set(text.match(/\bv\d+\.\d+\.\d+\b/g))).toEqual(new Set([tag]));
    expect(new Set(text.match(/(?<=- repo: ).*/g))).toEqual(new Set([address]));
  });
});

describe('a release', { timeout: 300_000 }, () => {
  const [major = 0, minor = 0] = released.split('.').map(Number);
  const next = `${major}.${minor + 1}.0`;
  const { path: folder } = useFolder();
  let clone = '';
  let before = '';

  beforeAll(() => {
    clone = join(folder, 'clone');
    run(folder, 'git', 'clone', '--quiet', stagedTree(), clone);
    run(clone, 'git', 'config', 'user.name', 'somebody');
    run(clone, 'git', 'config', 'user.email', 'somebody@example.com');
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
    appendFileSync(join(clone, '.git/info/exclude'), 'node_modules\n');
    // The checks that it runs are checks of their own: here they hold, or one is told to fail.
    mkdirSync(join(folder, 'bin'));
    const stub = '#!/bin/sh\ntest "$1" != "$FAILING"\n';
    writeFileSync(join(folder, 'bin/npx'), stub, { mode: 0o755 });
    changelog('## Unreleased\n\n- What is new.\n\n');
    before = run(clone, 'git', 'rev-parse', 'HEAD').stdout;
  });

  function run(cwd: string, program: string, ...words: string[]): SpawnSyncReturns<string> {
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
    const result = spawnSync(program, words, { cwd, encoding: 'utf8', env });
    if (result.error !== undefined) throw result.error;
    return result;
  }

  function changelog(head: string): void {
    writeFileSync(join(clone, 'CHANGELOG.md'), `# Changelog\n\n${head}## ${released}\n`);
    run(clone, 'git', 'commit', '--quiet', '--all', '--message', 'docs: say what is new');
  }

  const release = (...words: string[]): SpawnSyncReturns<string> =>
    run(clone, process.execPath, 'scripts/release.mjs', ...words);
  const state = (): string[] => [
    run(clone, 'git', 'rev-parse', 'HEAD').stdout,
    run(clone, 'git', 'status', '--porcelain').stdout,
  ];

  it.each([
    [[], 64, 'usage: npm run release -- X.Y.Z'],
    [[`v${next}`], 64, 'usage: npm run release -- X.Y.Z'],
    [[`${next}-rc1`], 64, 'usage: npm run release -- X.Y.Z'],
    [[next, next], 64, 'usage: npm run release -- X.Y.Z'],
    [[released], 1, `${released} is not greater than ${released}`],
    [['0.0.999'], 1, `0.0.999 is not greater than ${released}`],
  ])('is refused as %j', (words, status, message) => {
    expect(release(...words)).toMatchObject({ status, stderr: `${message}\n`, stdout: '' });
    expect(state()).toEqual([before, '']);
  });

  it.each([
    [
      'nothing new is written down',
      '## Unreleased\n\n',
      '"## Unreleased" in CHANGELOG.md is empty',
    ],
    ['the last one is the newest', `## ${released} (2026-11-30)\n\n`, `${released} is released`],
  ])('is refused where %s', (_, head, message) => {
    changelog(head);
    const { status, stderr } = release(next);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    run(clone, 'git', 'reset', '--quiet', '--hard', before.trim());
  });

  it('is refused where there is something to commit', () => {
    writeFileSync(join(clone, 'new.txt'), '');
    const { status, stderr } = release(next);
    expect([status, stderr]).toEqual([1, 'there is something to commit first:\n?? new.txt\n']);
    rmSync(join(clone, 'new.txt'));
  });

  it('leaves all as it was where a check fails', () => {
    process.env['FAILING'] = 'biome';
    const { status, stderr } = release(next);
    delete process.env['FAILING'];
    expect([status, stderr]).toEqual([
      1,
      'npx biome check --error-on-warnings . failed; all is as it was\n',
    ]);
    expect(state()).toEqual([before, '']);
  });

  it('is one commit of its version, its changelog and its program', () => {
    const { status, stderr, stdout } = release(next);
    expect([status, stderr], stdout).toEqual([0, '']);
    expect(stdout).toContain(`git tag v${next}`);
    expect(run(clone, 'git', 'log', '-1', '--format=%s %P').stdout).toBe(
      `release: ${next} ${before}`,
    );
    expect(run(clone, 'git', 'status', '--porcelain').stdout).toBe('');
    expect(run(clone, 'git', 'tag').stdout).toBe(`${tag}\n`);
    expect(run(clone, 'dist/puppetlb.cjs', '--version').stdout).toBe(`puppetlb ${next}\n`);
    expect(checkDist(clone)).toBe(`dist/ is what the sources of ${next} build`);
    const inClone = (file: string): string => readFileSync(join(clone, file), 'utf8');
    expect(inClone('CHANGELOG.md')).toMatch(
      new RegExp(`^# Changelog\n\n## ${next} \\(\\d{4}-\\d\\d-\\d\\d\\)\n\n- What is new\\.\n`),
    );
    for (const page of pages.filter((name) => name.endsWith('.md'))) {
      expect(inClone(page)).toBe(read(page).replaceAll(tag, `v${next}`));
    }
    expect(inClone('docs/puppetlb.1')).toContain(`"puppetlb ${next}"`);
    const lock = JSON.parse(inClone('package-lock.json'));
    expect([lock.version, lock.packages[''].version]).toEqual([next, next]);
    const others = JSON.parse(read('package-lock.json'));
    expect(lock).toEqual({
      ...others,
      version: next,
      packages: { ...others.packages, '': { ...others.packages[''], version: next } },
    });
  });

  it('has the bytes that are built in another folder, but for its version', () => {
    const files = readdirSync(dist, { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of files.filter((entry) => entry.isFile())) {
      const file = join(relative(dist, parentPath), name);
      const [own, other] = [dist, join(clone, 'dist')].map((place) =>
        readFileSync(join(place, file), 'latin1').replaceAll(version, next),
      );
      expect(own === other, file).toBe(true);
    }
  });
});
