import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInfo } from '../../src/haproxy/process/info.ts';
import { readServersState } from '../../src/haproxy/process/read.ts';
import { isDown, type RunningServer } from '../../src/haproxy/process/running.ts';
import { assertProperty } from '../property.ts';

const folder = join(import.meta.dirname, 'running');
const versions = ['2.2', '2.6', '3.0', '3.2'] as const;
const recorded = new Map(
  versions.map((version) => [version, readFileSync(join(folder, `${version}.txt`), 'utf8')]),
);
const text = recorded.get('2.6') ?? '';

function find(servers: readonly RunningServer[], path: string): RunningServer {
  const found = servers.find(({ pool, name }) => `${pool}/${name}` === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
}

/** The lines of servers, each without its end. */
function rowsOf(answer: string): string[] {
  return answer
    .split('\n')
    .slice(2)
    .filter((line) => line !== '');
}

describe('readServersState', () => {
  for (const [version, answer] of recorded) {
    it(`reads what HAProxy ${version} answered after commands on its socket`, () => {
      const { servers, problems } = readServersState(answer);
      expect(problems).toEqual([]);
      const of = (path: string) => find(servers, path);
      expect(of('pool/s1')).toMatchObject({ wanted: 'drain', weight: 10, check: 'none', id: 1 });
      expect(of('pool/s2')).toMatchObject({ wanted: 'maint', operation: 'stopped', check: 'on' });
      expect(of('pool/s3')).toMatchObject({ address: '127.0.0.9', port: 2003, wanted: 'ready' });
      // "disabled" in the file, then drained by the socket.
      expect(of('pool/s4')).toMatchObject({ wanted: 'drain', operation: 'running' });
      expect(of('pool/s5')).toMatchObject({ agent: 'off', check: 'on' });
      expect(of('pool/s6')).toMatchObject({ check: 'off', agent: 'none' });
      expect(of('pool/s7')).toMatchObject({ weight: 3, initialWeight: 10 });
      // It tracks s2, which is in maintenance.
      expect(of('pool/s8')).toMatchObject({ wanted: 'ready', isHeldOut: true });
      expect(of('map/s1')).toMatchObject({ wanted: 'drain' });
      expect(servers.filter(isDown)).toEqual([]);
      const isOld = version === '2.2';
      expect(servers.every(({ isWhole }) => isWhole !== isOld)).toBe(true);
      expect(of('pool/s3').checkPort).toBe(isOld ? undefined : 9201);
      expect(of('pool/s6').checkAddress).toBe(isOld ? undefined : '127.0.0.2');
      expect(of('pool/s5').agentPort).toBe(isOld ? undefined : 9999);
      // Deleted and added while it ran; HAProxy 2.2 can do neither.
      const names = servers.filter(({ pool }) => pool === 'pool').map(({ name }) => name);
      expect(names.includes('s9')).toBe(isOld);
      expect(names.includes('new')).toBe(!isOld);
      if (isOld) expect(of('pool/s9')).toMatchObject({ address: '::1', id: 77 });
      else expect(of('pool/new')).toMatchObject({ id: 90, wanted: 'maint' });
    });
  }

  it('takes the ends of lines and a mark that an editor leaves', () => {
    expect(readServersState(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(
      readServersState(text),
    );
    expect(readServersState(`\n${text.trimEnd()}`)).toEqual(readServersState(text));
  });

  it('says of each line what is wrong with it, and where', () => {
    const row = '3 map 1 s1 127.0.0.1';
    const tries: [string, string | undefined, string][] = [
      ['', undefined, '1:1 the file is empty; save the output of "show servers state" in it'],
      [
        'Permission denied\n',
        undefined,
        '1:1 "Permission denied" is not the output of "show servers state"',
      ],
      ['2\n# be_id\n', undefined, '1:1 unknown format version 2'],
      ['1\n', undefined, '2:1 the second line has no column be_name, srv_id, srv_name'],
      ['1\nbe_id be_name\n', undefined, '2:1 the second line has no column'],
      [text, `${row} 2`, `${row} 7|12:22 srv_op_state "7" is not a whole number from 0 to 3`],
      [text, row, `3 map -1 s1 127.0.0.1|12:7 srv_id "-1" is not a whole number from 0 to`],
      [text, row, '3 map 1 s2 127.0.0.1|13:1 "map/s2" is listed twice'],
      [text, row, `${row} more|12:1 the line has 26 columns, the second line has 25`],
      [text, row, `3  1 s1 127.0.0.1|12:3 be_name is empty`],
    ];
    for (const [base, from, how] of tries) {
      const [to = '', said = how] = from === undefined ? [] : how.split('|');
      const changed = from === undefined ? base : base.replace(from, to);
      const { servers, problems } = readServersState(changed);
      const [first] = problems;
      expect(servers, how).toEqual([]);
      const shown = `${first?.line}:${first?.column} ${first?.message}`;
      expect(shown.slice(0, said.length)).toBe(said);
    }
  });

  it('says something of every text, and reads no server out of a damaged one', () => {
    const whole = new Map(
      rowsOf(text).map((line, at) => [line, readServersState(text).servers[at]]),
    );
    const damage = fc.tuple(
      fc.nat({ max: text.length - 1 }),
      fc.nat({ max: 9 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    assertProperty(
      fc.property(damage, ([at, count, put]) => {
        const damaged = text.slice(0, at) + put + text.slice(at + count);
        const { servers, problems } = readServersState(damaged);
        const isSameHead = damaged.startsWith(text.slice(0, text.indexOf('\n2 ') + 1));
        if (problems.length > 0) expect(servers).toEqual([]);
        else if (isSameHead) {
          const kept = rowsOf(damaged).flatMap((line) => whole.get(line) ?? []);
          expect(servers).toEqual(expect.arrayContaining(kept));
        }
        for (const { line, column } of problems) {
          expect(line).toBeLessThanOrEqual(damaged.split(/\r?\n/).length + 1);
          expect(column).toBeGreaterThan(0);
        }
      }),
      1000,
    );
    assertProperty(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(readServersState(any).problems).not.toEqual([]);
      }),
    );
  });

  it('reads numbers and bits as they are', () => {
    const head = text.split('\n').slice(0, 2);
    const names = (head[1] ?? '').slice(2).split(' ');
    const bits = fc.nat({ max: 127 });
    assertProperty(
      fc.property(bits, fc.nat({ max: 3 }), fc.nat({ max: 256 }), (admin, operation, weight) => {
        const values: Record<string, string> = {
          ...{ be_name: 'p', srv_name: 's', srv_addr: '-', srv_fqdn: '-', srvrecord: '-' },
          ...{
            srv_admin_state: `${admin}`,
            srv_op_state: `${operation}`,
            srv_uweight: `${weight}`,
          },
        };
        const row = names.map((name) => values[name] ?? '0').join(' ');
        const [server] = readServersState([...head, row].join('\n')).servers;
        const isForced = admin % 2 === 1;
        const isDrained = Math.floor(admin / 8) % 2 === 1;
        expect(server?.wanted).toBe(isForced ? 'maint' : isDrained ? 'drain' : 'ready');
        expect(server?.operation).toBe(['stopped', 'starting', 'running', 'stopping'][operation]);
        expect(server?.weight).toBe(weight);
      }),
    );
  });

  it('reads 10,000 servers, each once', () => {
    const [one = '', two = '', row = ''] = text.split('\n');
    const rows = Array.from({ length: 10_000 }, (_, at) => row.replace(' s1 ', ` s${at} `));
    const { servers, problems } = readServersState([one, two, ...rows].join('\n'));
    expect(problems).toEqual([]);
    expect(new Set(servers.map(({ name }) => name)).size).toBe(10_000);
  });
});

describe('readInfo', () => {
  it('knows a version with what a packager adds, and keeps silent of what is not there', () => {
    expect(readInfo('Name: HAProxy\nVersion: 2.6.12-1+deb12u4\nUptime_sec: 77\n')).toEqual({
      versionText: '2.6.12-1+deb12u4',
      version: { major: 2, minor: 6, patch: 12 },
      uptime: 77,
    });
    expect(readInfo('Version: 9.1-dev3\nUptime_sec: soon\n')).toEqual({
      versionText: '9.1-dev3',
      version: undefined,
      uptime: undefined,
    });
    expect(readInfo('')).toEqual({
      versionText: undefined,
      version: undefined,
      uptime: undefined,
    });
  });
});
