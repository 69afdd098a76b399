import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, withFolder } from '../folder.ts';
import { useFolder, useFreshFolder } from '../use-folder.ts';

const root = join(import.meta.dirname, '..');
const own = 'structure/folders.test.ts';

describe('temporary folders', () => {
  it('have one home', () => {
    const makers = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]s$/.test(file) && file !== own)
      .filter((file) => /mkdtemp|\btmpdir\(\)/.test(readFileSync(join(root, file), 'utf8')));
    expect(makers.sort()).toEqual([
      // The staged tree is made once in a run, for all files of tests.
      'built.ts',
      // lint --fix is told that no repository is above the folder.
      'cli/fix.test.ts',
      'folder.ts',
      'staging.ts',
    ]);
  });

  it('are there when they are asked for, and gone afterwards, to be made again', () => {
    const folder = makeFolder();
    const { at, has, read, write } = folder;
    const before = folder.path;
    expect(write('a/b.txt', 'text')).toBe(at('a/b.txt'));
    expect([read('a/b.txt'), folder.names('a'), has('b.txt')]).toEqual(['text', ['b.txt'], false]);
    folder.remove();
    expect(folder.path).not.toBe(before);
    expect(folder.names()).toEqual([]);
    folder.remove();
  });

  it('are gone where what is done with them fails, at once or later', async () => {
    const paths: string[] = [];
    const fail = (path: string) => {
      paths.push(path);
      throw new Error('no');
    };
    expect(() => withFolder(({ path }) => fail(path))).toThrow('no');
    await expect(withFolder(async ({ path }) => fail(path))).rejects.toThrow('no');
    const late = withFolder(async ({ path, write }) => {
      await Promise.resolve();
      paths.push(path);
      return write('late', '');
    });
    expect(await late).toBe(join(paths[2] ?? '', 'late'));
    expect(paths.map((path) => existsSync(path))).toEqual([false, false, false]);
  });
});

describe('the folder of a group of tests', () => {
  let last = '';
  afterAll(() => expect(existsSync(last)).toBe(false));

  describe('stays until its last test', () => {
    const [shared, fresh] = [useFolder(), useFreshFolder()];

    it('has ended', () => {
      last = shared.write('a', '');
      fresh.write('b', '');
    });

    it('has begun, while each may have one of its own', () => {
      expect([shared.names(), fresh.names()]).toEqual([['a'], []]);
    });
  });
});
