import { describe, expect, it } from 'vitest';
import { lacksSocket, type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import type { RunningSocket } from '../../src/haproxy/process/running.ts';
import { commandText } from '../../src/haproxy/process/runtime-command.ts';
import { commandLists } from '../../src/report/preview/preview-words.ts';

const version = { major: 2, minor: 6, patch: 12 };
const path = '/run/haproxy/a.sock';

/** A drain where both sides have these sockets, and one of them was asked. */
function drainWith(sockets: readonly string[], asked?: RunningSocket): Preview {
  const global = sockets.map((words) => `  ${words}\n`).join('');
  const text = (words: string) =>
    `global\n${global}listen one\n  bind :8140\n  server a 10.0.0.1:8140\n  server b 10.0.0.2:8140${words}\n`;
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', text('')), after: side('new.cfg', text(' disabled')) };
  const servers = ['a', 'b'].map((name, at) => ({
    ...{ pool: 'one', name, id: at + 1, address: `10.0.0.${at + 1}`, port: 8140 },
    ...{ operation: 'running' as const, wanted: 'ready' as const, isHeldOut: false },
    ...{ weight: 1, initialWeight: 1, check: 'none' as const, agent: 'none' as const },
    ...{ checkPort: undefined, checkAddress: undefined, agentPort: undefined },
    ...{ agentAddress: undefined, isWhole: true },
  }));
  const known = { versionText: undefined, version: undefined, uptime: undefined };
  const running = asked && { name: asked.path, ...known, socket: asked, servers };
  return previewOf(sides, { version, clients: undefined, dates: [], running });
}

function isRefused(sockets: readonly string[], asked?: RunningSocket): boolean {
  const preview = drainWith(sockets, asked);
  expect(preview.commands.map(commandText)).toEqual(['set server one/b state maint']);
  expect(preview.action).toBe(lacksSocket(preview) ? 'reload' : 'runtime');
  return lacksSocket(preview);
}

describe('the socket that takes commands', () => {
  it.each([
    ['', true],
    ['mode 660', true],
    ['level user', true],
    ['level operator mode 660', true],
    ['level admin level operator', true],
    ['name admin expose-fd listeners', true],
    ['level operator name admin', true],
    ['level operator level admin', false],
    ['name level level admin', false],
    ['expose-fd listeners level admin mode 600', false],
    ['"level" \'admin\'', false],
  ])('has the last level that is written, operator without one: %s', (words, expected) => {
    expect(isRefused([`stats socket ${path} ${words}`])).toBe(expected);
  });

  it('is any of several, of any family, in any global section', () => {
    const low = 'stats socket /run/haproxy/low.sock level user';
    for (const address of [path, `unix@${path}`, 'ipv4@127.0.0.1:9999', 'abns@admin', 'fd@7']) {
      expect(isRefused([low, `stats socket ${address} level admin`]), address).toBe(false);
      expect(isRefused([`stats socket ${address} level admin`, 'global', low]), address).toBe(
        false,
      );
      expect(isRefused([low, `stats socket ${address}`]), address).toBe(true);
    }
  });

  it.each([
    [`${path} level admin`, `${path} level user`, true],
    [`${path} level user`, `${path} level admin`, false],
    [`${path} level admin`, `unix@${path} level user`, true],
    [`uxst@${path} level user`, `/run//haproxy/./a.sock level admin`, false],
    ['127.0.0.1:9999 level admin', '127.0.0.1:9999 level user', true],
    ['127.0.0.1:9999 level user', '127.0.0.1:9999 level admin', true],
    ['127.0.0.1:9999 level admin', '127.0.0.1:9998 level user', false],
    [`${path} level admin`, '/run/haproxy/b.sock level user', false],
  ])('is the last one on a path, and all on a TCP address: %s, %s', (one, other, expected) => {
    expect(isRefused([`stats socket ${one}`, `stats socket ${other}`])).toBe(expected);
  });

  it('is no other line that speaks of statistics, and no line that may not hold', () => {
    expect(isRefused([])).toBe(true);
    expect(isRefused(['stats timeout 30s', 'stats maxconn 5'])).toBe(true);
    expect(isRefused([`# stats socket ${path} level admin`])).toBe(true);
    const socket = `stats socket ${path} level admin`;
    expect(isRefused(['.if feature(OPENSSL)', socket, '.endif'])).toBe(true);
  });

  it('has the level that the asked one really has, and else that of the old configuration', () => {
    const asked = (level: RunningSocket['level']) => ({ path, level });
    const written = (level: string) => `stats socket ${path} level ${level}`;
    expect(isRefused([], asked('admin'))).toBe(false);
    expect(isRefused([written('operator')], asked('admin'))).toBe(false);
    expect(isRefused([written('operator')], asked('operator'))).toBe(true);
    expect(isRefused([written('admin')], asked('operator'))).toBe(true);
    expect(isRefused([`stats socket unix@${path} level admin`], asked('user'))).toBe(true);
  });

  it('may be another one than the asked one, which is said', () => {
    const other = 'stats socket /run/haproxy/other.sock level admin';
    const preview = drainWith([other], { path, level: 'operator' });
    expect(lacksSocket(preview)).toBe(false);
    expect(commandLists(preview)[0]?.notes).toContain(
      `${path} has level operator: send them to /run/haproxy/other.sock`,
    );
    const direct = drainWith([other], { path, level: 'admin' });
    expect(commandLists(direct).map(({ notes }) => notes)).toEqual([
      ['they are lost at the next reload: also write the new configuration file'],
    ]);
  });
});
