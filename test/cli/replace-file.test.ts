import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileError } from '../../src/cli/exit.ts';
import { replaceFile } from '../../src/cli/replace-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puppetlb-replace-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const isRoot = process.getuid?.() === 0;

describe('replaceFile', () => {
  it('writes a new file as the umask says, and leaves nothing beside it', () => {
    const before = process.umask(0o027);
    try {
      expect(replaceFile(at('a'), 'a', 'text\n')).toBe(true);
    } finally {
      process.umask(before);
    }
    expect(readFileSync(at('a'), 'utf8')).toBe('text\n');
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('does not touch a file that holds the text already', () => {
    writeFileSync(at('a'), 'text\n');
    utimesSync(at('a'), 1, 1);
    expect(replaceFile(at('a'), 'a', 'text\n')).toBe(false);
    expect(statSync(at('a')).mtimeMs).toBe(1000);
  });

  it('keeps mode and owner', () => {
    writeFileSync(at('a'), 'old');
    if (isRoot) chownSync(at('a'), 12345, 23456);
    chmodSync(at('a'), 0o4750);
    expect(replaceFile(at('a'), 'a', 'new')).toBe(true);
    const { mode, uid, gid } = statSync(at('a'));
    expect(mode & 0o7777).toBe(0o4750);
    if (isRoot) expect([uid, gid]).toEqual([12345, 23456]);
  });

  it('replaces the target of a link, also through several and before it is there', () => {
    mkdirSync(at('real'));
    symlinkSync('real/haproxy.cfg', at('second'));
    symlinkSync('second', at('first'));
    replaceFile(at('first'), 'first', 'one');
    replaceFile(at('first'), 'first', 'two');
    expect(readlinkSync(at('first'))).toBe('second');
    expect(lstatSync(at('second')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('real/haproxy.cfg'), 'utf8')).toBe('two');
  });

  it('names what is in the way', () => {
    symlinkSync('b', at('a'));
    symlinkSync('a', at('b'));
    expect(() => replaceFile(at('a'), 'a', '')).toThrow(
      new FileError('a cannot be written: its links go in a circle'),
    );
    expect(() => replaceFile(folder, 'x', '')).toThrow(
      new FileError('x cannot be written: it is a folder; name a file'),
    );
    expect(() => replaceFile(at('no/c'), 'no/c', '')).toThrow(FileError);
  });

  it('leaves the old file and nothing else when the disk is full; make room', () => {
    expect(() => replaceFile('/dev/full', '/dev/full', 'text')).toThrow(
      new FileError('/dev/full cannot be written: the disk is full; make room'),
    );
  });
});
