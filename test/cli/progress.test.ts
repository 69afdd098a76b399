import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();
const servers = Array.from(
  { length: 200 },
  (_, index) => `      - { name: m${index}, address: 10.1.0.${index}, id: ${index + 1} }\n`,
);
folder.write(
  'puppetlb.yaml',
  `haproxy: { running: 2.6.12 }
pools:
  - name: a
    bind: 10.255.0.100:8140
    hash-type: consistent
    servers:
${servers.join('')}`,
);

/** What a terminal shows of a command; lines that the command sends to files are none of it. */
function onTerminal(words: string, env: Record<string, string> = {}): Promise<string> {
  const command = `'${process.execPath}' '${program}' ${words}`;
  const child = spawn('/usr/bin/script', ['-qefc', command, '/dev/null'], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], TERM: 'xterm', NO_COLOR: '1', ...env },
  });
  let shown = '';
  child.stdout.on('data', (text) => {
    shown += text;
  });
  return new Promise((resolve) => child.on('close', () => resolve(shown)));
}

/** Some seconds of work in one piece. */
const long = `route ${Array.from({ length: 6 }, (_, index) => `${index + 10}.0.0.0/8`).join(' ')}`;
const line = /\r\u001b\[Kpuppetlb: computing routes \.\.\. \(\d+ s\)/g;

describe('what takes longer than a second', { timeout: 60_000 }, () => {
  it('says so at a terminal, and leaves nothing of that', async () => {
    const shown = await onTerminal(`${long} > out`);
    expect(shown.match(line)?.length).toBeGreaterThan(0);
    expect(shown.replace(line, '')).toMatch(/^(\r\u001b\[K)+$/);
  });

  it('leaves its lines between others out of them', async () => {
    const shown = await onTerminal(long);
    const lines = shown.replace(line, '').replaceAll('\r\u001b[K', '').split('\r\n');
    expect(lines.slice(0, -1).filter((one) => !/^\d+\.0\.0\.0\/8 +a +m\d+ /.test(one))).toEqual([]);
  });

  it.each([
    ['where nobody looks', `${long} > out 2> err`, {}],
    ['in a pipeline', `${long} > out`, { CI: 'true' }],
    ['on a terminal that cannot erase', `${long} > out`, { TERM: 'dumb' }],
    ['of what is wrong', 'route 10.0.0.1 --pool b 2> err', {}],
  ])('says nothing %s', async (_, words, env) => {
    expect(await onTerminal(words, env as unknown as Record<string, string>)).toBe('');
    if (words.includes('2> err')) expect(folder.read('err')).not.toContain('...');
  });
});
