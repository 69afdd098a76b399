import { chmodSync, chownSync, lstatSync, readlinkSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/cli/exit.ts';
import { replaceFile } from '../../src/cli/replace-file.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const { at, read, write } = folder;

const isRoot = process.getuid?.() === 0;

describe('replaceFile', () => {
  it('writes a new file as the umask says, and leaves nothing beside it', () => {
    const before = process.umask(0o027);
    try {
      expect(replaceFile(at('a'), 'a', 'text\n')).toBe(true);
    } finally {
      process.umask(before);
    }
    expect(read('a')).toBe('text\n');
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
    expect(folder.names()).toEqual(['a']);
  });

  it('does not touch a file that holds the text already', () => {
    write('a', 'text\n');
    utimesSync(at('a'), 1, 1);
    expect(replaceFile(at('a'), 'a', 'text\n')).toBe(false);
    expect(statSync(at('a')).mtimeMs).toBe(1000);
  });

  it('keeps mode and owner', () => {
    write('a', 'old');
    if (isRoot) chownSync(at('a'), 12345, 23456);
    chmodSync(at('a'), 0o4750);
    expect(replaceFile(at('a'), 'a', 'new')).toBe(true);
    const { mode, uid, gid } = statSync(at('a'));
    expect(mode & 0o7777).toBe(0o4750);
    if (isRoot) expect([uid, gid]).toEqual([12345, 23456]);
  });

  it('replaces the target of a link, also through several and before it is there', () => {
    folder.make('real');
    folder.link('real/haproxy.cfg', 'second');
    folder.link('second', 'first');
    replaceFile(at('first'), 'first', 'one');
    replaceFile(at('first'), 'first', 'two');
    expect(readlinkSync(at('first'))).toBe('second');
    expect(lstatSync(at('second')).isSymbolicLink()).toBe(true);
    expect(read('real/haproxy.cfg')).toBe('two');
  });

  it('names what is in the way', () => {
    folder.link('b', 'a');
    folder.link('a', 'b');
    expect(() => replaceFile(at('a'), 'a', '')).toThrow(
      new FileError('cannot write a: too many levels of symbolic links'),
    );
    expect(() => replaceFile(folder.path, 'x', '')).toThrow(
      new FileError('cannot write x: is a directory'),
    );
    expect(() => replaceFile(at('no/c'), 'no/c', '')).toThrow(FileError);
  });

  it('leaves the old file and nothing else when the disk is full', () => {
    expect(() => replaceFile('/dev/full', '/dev/full', 'text')).toThrow(
      new FileError('cannot write /dev/full: no space left on device'),
    );
  });
});
