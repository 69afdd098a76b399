import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dist } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const isRoot = process.getuid?.() === 0;
/** Root keeps no compiled code, so that nobody starts the program where the tests are root's. */
const user = isRoot ? 65534 : (process.getuid?.() ?? 0);
const group = isRoot ? 65534 : (process.getgid?.() ?? 0);

const shared = useFolder({ mode: 0o755 });
let root = '';
let home = '';
let inventory = '';

beforeAll(() => {
  root = shared.path;
  const servers = [1, 2, 3].map((last) => `{ name: compile${last}, address: 10.64.0.${last} }`);
  const pool = `{ name: compile, bind: "10.0.0.1:8140", servers: [${servers.join(', ')}] }`;
  inventory = shared.write('puppetlb.yaml', `pools: [${pool}]\n`);
  copyProgram('dist');
});
beforeEach(() => {
  home = join(root, 'home');
  mkdirSync(home);
  chownSync(home, user, group);
});
afterEach(() => {
  chmodSync(home, 0o700);
  rmSync(home, { recursive: true });
});

function copyProgram(name: string): string {
  const copy = join(root, name);
  cpSync(dist, copy, { recursive: true });
  spawnSync('chmod', ['-R', 'a+rX', copy]);
  return copy;
}

interface Start {
  readonly env?: NodeJS.ProcessEnv;
  readonly umask?: string;
  readonly program?: string;
  readonly words?: readonly string[];
  /** Who starts it: the user's number, for the group too. */
  readonly as?: number;
}

function commandOf({ umask = '022', program = 'dist', words = ['lint', inventory] }: Start) {
  const start = [process.execPath, join(root, program, 'puppetlb.cjs'), ...words];
  return ['-c', `umask ${umask}; exec "$@"`, 'sh', ...start];
}

function environmentOf({ env = { HOME: home }, as }: Start) {
  const identity = isRoot ? { uid: as ?? user, gid: as ?? group } : {};
  return { env: { PATH: process.env['PATH'], ...env }, cwd: root, ...identity };
}

function start(options: Start = {}): SpawnSyncReturns<string> {
  const place = environmentOf(options);
  return spawnSync('/bin/sh', commandOf(options), { encoding: 'utf8', timeout: 30_000, ...place });
}

const usualOutputs = new Map<string, string>();

/** What it says without any compiled code. */
function usualOutput(options: Start): string {
  const { program = 'dist', words = [] } = options;
  const key = words.join('\n');
  const usual =
    (program === 'dist' && usualOutputs.get(key)) || start({ ...options, env: {} }).stdout;
  if (program === 'dist') usualOutputs.set(key, usual);
  return usual;
}

/** Starts it, and holds that it says what it says without any compiled code. */
function expectUsual(options: Start = {}): void {
  const { stdout, stderr, status, signal } = start(options);
  const usual = { stdout: usualOutput(options), stderr: '', status: 0, signal: null };
  expect({ stdout, stderr, status, signal }).toEqual(usual);
}

const folder = (): string => join(home, '.cache/puppetlb');

/** The kept files, the newest last. */
function keptFiles(): readonly string[] {
  return existsSync(folder()) ? readdirSync(folder()).map((name) => join(folder(), name)) : [];
}

/** Starts it so often that there is compiled code; returns its file. After three times it is not written again. */
function keep(times: number, options: Start = {}): string {
  const before = new Set(keptFiles());
  for (let run = 0; run < times; run += 1) expectUsual(options);
  const [file = '', ...more] = keptFiles().filter((name) => !before.has(name));
  expect(file).not.toBe('');
  expect(more).toEqual([]);
  return file;
}

/** Who owns a file, and which one it is: another one stands in its place where it was written again. */
const stateOf = (file: string) => {
  const { ino, mtimeMs, mode, uid } = lstatSync(file);
  return { ino, mtimeMs, mode, uid };
};
const permissions = (path: string): number => lstatSync(path).mode & 0o7777;

describe('compiled code', () => {
  it('is kept for each command, more of it after a run that ended early', () => {
    expect(start({ words: ['linnt'] }).status).toBe(64);
    expect(keptFiles()).toEqual([]);
    start({ words: ['lint', 'missing.yaml'] });
    const [file = ''] = keptFiles();
    const early = statSync(file).size;
    expectUsual();
    expect(keptFiles()).toEqual([file]);
    expect(statSync(file).size).toBeGreaterThan(early);
    expectUsual({ words: ['rules'] });
    expect(keptFiles()).toHaveLength(2);
  });

  it('is used: after three runs it is not written again', () => {
    const file = keep(3);
    const before = stateOf(file);
    expectUsual();
    expect(stateOf(file)).toEqual(before);
  });

  it.each(['000', '022', '077', '0277'])('is for its user alone under umask %s', (umask) => {
    const file = keep(1, { umask });
    expect(permissions(file)).toBe(0o600);
    expect(permissions(folder())).toBe(0o700);
    expect(permissions(join(home, '.cache')) & 0o077).toBe(0);
  });

  it('is below $XDG_CACHE_HOME where that is absolute', () => {
    const chosen = join(home, 'a/b');
    expectUsual({ env: { HOME: home, XDG_CACHE_HOME: chosen } });
    expect(readdirSync(join(chosen, 'puppetlb'))).toHaveLength(1);
    expect(permissions(chosen)).toBe(0o700);
    expect(existsSync(folder())).toBe(false);
    expectUsual({ env: { HOME: home, XDG_CACHE_HOME: 'cache' } });
    expect(existsSync(join(root, 'cache'))).toBe(false);
    expect(keptFiles()).toHaveLength(1);
  });

  it('may lie behind a link that leads to the folder for caches', () => {
    mkdirSync(join(home, 'disk'));
    chownSync(join(home, 'disk'), user, group);
    symlinkSync('disk', join(home, '.cache'));
    keep(1);
    expect(readdirSync(join(home, 'disk/puppetlb'))).toHaveLength(1);
  });

  it('is none where there is no place for it', () => {
    const gone = join(home, 'gone');
    for (const env of [
      {},
      { HOME: '' },
      { HOME: 'home' },
      { HOME: gone },
      { HOME: inventory },
      { HOME: home, XDG_CACHE_HOME: inventory },
      { HOME: home, XDG_CACHE_HOME: '/dev/null/x' },
      { HOME: home, XDG_CACHE_HOME: '/proc' },
    ]) {
      expectUsual({ env });
    }
    chmodSync(home, 0o500);
    expectUsual();
    expect(readdirSync(home)).toEqual([]);
  });

  it('is one file after several starts at once, and each says the same', async () => {
    const usual = start({ env: {} }).stdout;
    const starts = Array.from({ length: 6 }, async () => {
      const child = spawn('/bin/sh', commandOf({}), environmentOf({}));
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      const [status] = await once(child, 'close');
      return { said, status };
    });
    for (const one of await Promise.all(starts)) expect(one).toEqual({ said: usual, status: 0 });
    expect(keptFiles()).toHaveLength(1);
    expectUsual();
  });

  it('of older programs goes, and nothing else does', () => {
    keep(1);
    const old = Array.from({ length: 20 }, (_, at) => `program-diff-000000${10 + at}`);
    const others = ['notes.txt', 'program-diff-00000010.txt.old', 'link-lint-00000000'];
    for (const [at, name] of [...old, ...others].entries()) {
      writeFileSync(join(folder(), name), name);
      chownSync(join(folder(), name), user, group);
      utimesSync(join(folder(), name), 1000 + at, 1000 + at);
    }
    writeFileSync(join(folder(), 'lint-lint-00000001.12ab'), 'half');
    chownSync(join(folder(), 'lint-lint-00000001.12ab'), user, group);
    utimesSync(join(folder(), 'lint-lint-00000001.12ab'), 1, 1);
    symlinkSync(inventory, join(folder(), 'lint-lint-00000002'));
    if (isRoot) writeFileSync(join(folder(), 'lint-lint-00000003'), '');
    expectUsual();
    const left = readdirSync(folder());
    expect(left.filter((name) => old.includes(name)).sort()).toEqual(old.slice(5));
    expect(left).toEqual(expect.arrayContaining([...others, 'lint-lint-00000002']));
    expect(left.includes('lint-lint-00000003')).toBe(isRoot);
    expect(left).not.toContain('lint-lint-00000001.12ab');
    expect(existsSync(inventory)).toBe(true);
  });
});

describe('compiled code that is not as it was written', () => {
  it('is not used, whichever bits are different, and is written again', () => {
    const file = keep(3);
    const whole = readFileSync(file);
    const length = whole.length * 8;
    let state = 1;
    const random = Array.from({ length: 60 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * length);
    });
    const ends = [
      0,
      40,
      70,
      130,
      200,
      ...Array.from({ length: 8 }, (_, at) => length - 1 - 5 * at),
    ];
    for (const bit of [...ends, ...random]) {
      const broken = Buffer.from(whole);
      broken.writeUInt8(broken.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(file, broken);
      expectUsual();
      expect(readFileSync(file).equals(broken), `bit ${bit}`).toBe(false);
    }
  });

  it.each([
    ['empty', () => Buffer.alloc(0)],
    ['short', () => Buffer.from('code')],
    ['another text', () => Buffer.from('broken'.repeat(1000))],
    ['cut off', (whole: Buffer) => whole.subarray(0, -1000)],
    ['longer', (whole: Buffer) => Buffer.concat([whole, Buffer.alloc(1)])],
    ['zeros at its end', (whole: Buffer) => Buffer.from(whole).fill(0, whole.length - 4096)],
    ['zeros', (whole: Buffer) => Buffer.alloc(whole.length)],
  ])('is not used: %s', (_, change) => {
    const file = keep(3);
    const broken = change(readFileSync(file));
    writeFileSync(file, broken);
    expectUsual();
    expect(readFileSync(file).equals(broken)).toBe(false);
  });

  it('is not used for a program that was changed in its place, to the same length', () => {
    const copy = join(copyProgram('changed'), 'lint.cjs');
    const program = 'changed';
    const file = keep(3, { program });
    const before = start({ program }).stdout;
    expect(before).toContain('[HAP323]');
    const text = readFileSync(copy, 'latin1');
    writeFileSync(copy, text.replaceAll('HAP323', 'HAP989'), 'latin1');
    const other = keep(3, { program });
    expect(start({ program }).stdout).toBe(before.replaceAll('HAP323', 'HAP989'));
    // Neither may what was kept for the one be taken for the other.
    renameSync(file, other);
    expectUsual({ program });
    writeFileSync(copy, text, 'latin1');
    expect(start({ program }).stdout).toBe(before);
  });

  it('is not used by another Node', () => {
    const file = keep(3);
    const copy = join(home, 'node');
    cpSync(process.execPath, copy);
    const place = environmentOf({});
    const words = [join(root, 'dist/puppetlb.cjs'), 'lint', inventory];
    const { status } = spawnSync(copy, words, { encoding: 'utf8', ...place });
    expect(status).toBe(0);
    expect(keptFiles()).toHaveLength(2);
    expect(keptFiles()).toContain(file);
  });
});

describe('compiled code that others may have written', () => {
  /** Keeps code of another program as if it were of this one, with a right checksum; returns its file. */
  function plant(): string {
    const file = keep(1);
    const sealed = Buffer.from(planted);
    const identity = Number.parseInt(file.slice(-8), 16);
    sealed.writeUInt32LE(crc32(sealed.subarray(0, -4), identity), sealed.length - 4);
    writeFileSync(file, sealed);
    return file;
  }

  let planted = Buffer.alloc(0);
  beforeAll(() => {
    const copy = join(copyProgram('planted'), 'lint.cjs');
    const text = readFileSync(copy, 'latin1');
    writeFileSync(copy, text.replaceAll('HAP323', 'HAP989'), 'latin1');
    const cache = join(root, 'planted-cache');
    mkdirSync(cache);
    chownSync(cache, user, group);
    const env = { XDG_CACHE_HOME: cache };
    for (let run = 0; run < 3; run += 1) start({ program: 'planted', env });
    const [name = ''] = readdirSync(join(cache, 'puppetlb'));
    planted = readFileSync(join(cache, 'puppetlb', name));
  });

  it('would run, were it the user who wrote it', () => {
    plant();
    expect(start().stdout).toContain('[HAP989]');
  });

  it.each(['0620', '0602', '0666'])('is written again where its mode is %s', (mode) => {
    const file = plant();
    const before = stateOf(file);
    chmodSync(file, Number.parseInt(mode, 8));
    expectUsual();
    expect(stateOf(file).ino).not.toBe(before.ino);
    expect(permissions(file)).toBe(0o600);
  });

  it.each(['0720', '0702', '0777'])('is not used where the mode of its folder is %s', (mode) => {
    const file = plant();
    const before = stateOf(file);
    chmodSync(folder(), Number.parseInt(mode, 8));
    expectUsual();
    expect(stateOf(file)).toEqual(before);
    chmodSync(folder(), 0o755);
    expect(start().stdout).toContain('[HAP989]');
  });

  it('is not used where others may put a folder in the place of its own', () => {
    const file = plant();
    const before = stateOf(file);
    chmodSync(join(home, '.cache'), 0o777);
    expectUsual();
    expect(stateOf(file)).toEqual(before);
    chmodSync(join(home, '.cache'), 0o1777);
    expect(start().stdout).toContain('[HAP989]');
  });

  it('is not used where its file or its folder is a link', () => {
    const file = plant();
    const away = join(home, 'away');
    const before = stateOf(file);
    renameSync(file, away);
    symlinkSync(away, file);
    expectUsual();
    expect(readlinkSync(file)).toBe(away);
    expect(stateOf(away)).toEqual(before);
    rmSync(file);
    renameSync(away, file);
    renameSync(folder(), away);
    symlinkSync(away, folder());
    expectUsual();
    expect(stateOf(join(away, file.slice(folder().length)))).toEqual(before);
  });

  it('is written again where its own file cannot be read', () => {
    const file = keep(1);
    const { ino } = stateOf(file);
    chmodSync(file, 0);
    expectUsual();
    expect(permissions(file)).toBe(0o600);
    expect(stateOf(file).ino).not.toBe(ino);
  });

  it('leaves no folder behind that its user could not use', () => {
    expectUsual({ umask: '777' });
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });

  it('is not used, and nothing waits, where it is no file', () => {
    const file = plant();
    rmSync(file);
    spawnSync('mkfifo', [file]);
    chownSync(file, user, group);
    expectUsual();
    rmSync(file);
    mkdirSync(file);
    expectUsual();
    expect(readdirSync(folder())).toHaveLength(1);
    rmSync(folder(), { recursive: true });
    writeFileSync(folder(), '');
    expectUsual();
    expect(readFileSync(folder(), 'utf8')).toBe('');
  });

  describe.runIf(isRoot)('or owned by others', () => {
    const other = 65533;

    it.each([0, other])('is neither used nor replaced where its file belongs to %i', (owner) => {
      const file = plant();
      chownSync(file, owner, owner);
      chmodSync(file, 0o644);
      const before = stateOf(file);
      expectUsual();
      expect(stateOf(file)).toEqual(before);
    });

    it.each([0, other])('is not used where its folder belongs to %i', (owner) => {
      const file = plant();
      const before = stateOf(file);
      chownSync(folder(), owner, owner);
      chmodSync(folder(), 0o755);
      expectUsual();
      expect(stateOf(file)).toEqual(before);
    });

    it("is not used in another user's home", () => {
      const file = plant();
      const before = stateOf(file);
      for (const path of [home, join(home, '.cache'), folder()]) chmodSync(path, 0o755);
      chmodSync(file, 0o644);
      expectUsual({ as: other });
      chownSync(join(home, '.cache'), other, other);
      expectUsual();
      expect({ ...stateOf(file), mode: before.mode }).toEqual(before);
    });

    it('is neither used nor made by root', () => {
      expectUsual({ as: 0 });
      expect(readdirSync(home)).toEqual([]);
      const file = plant();
      for (const path of [home, join(home, '.cache'), folder(), file]) chownSync(path, 0, 0);
      const before = stateOf(file);
      expectUsual({ as: 0, umask: '000' });
      expect(stateOf(file)).toEqual(before);
      expect(keptFiles()).toEqual([file]);
      expect(readdirSync(join(root, 'dist')).filter((name) => name.startsWith('.'))).toEqual([]);
    });

    it('is neither used nor made with the rights of another than the caller', () => {
      for (const ids of [
        [`--ruid=${other}`, `--euid=${user}`, `--regid=${group}`],
        [`--reuid=${user}`, `--rgid=${other}`, `--egid=${group}`],
      ]) {
        const words = [...ids, '--clear-groups', process.execPath, join(root, 'dist/puppetlb.cjs')];
        const { status, stderr } = spawnSync('setpriv', [...words, 'lint', inventory], {
          encoding: 'utf8',
          env: { HOME: home, PATH: process.env['PATH'] },
        });
        expect(stderr).toBe('');
        expect(status).toBe(0);
        expect(readdirSync(home)).toEqual([]);
      }
    });
  });
});
