import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();
folder.write(
  'puppetlb.yaml',
  'pools:\n  - name: a\n    bind: 10.0.0.1:8140\n    servers: [{ name: x, address: 10.0.0.2 }]\n',
);

function run(script: string, TMPDIR?: string): { code: number | null; stderr: string } {
  const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, program], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...(TMPDIR !== undefined && { TMPDIR }) },
  });
  return { code: status, stderr };
}

describe('a folder that is needed and not there', () => {
  it.each(['lint', 'build', 'rules', 'diff --against-rev HEAD'])(
    'is the working one: %s',
    (words) => {
      const script = `mkdir gone; cd gone; rmdir ../gone; exec "$0" "$1" ${words}`;
      expect(run(script.replace('"$0" "$1"', `'${process.execPath}' '${program}'`))).toEqual({
        code: 74,
        stderr: 'puppetlb: the working directory no longer exists; change to a different one\n',
      });
    },
  );

  it('is that for temporary files', () => {
    const command = '"$0" "$1" build --haproxy auto';
    for (const [name, why] of [
      ['missing', 'no such file'],
      ['puppetlb.yaml', 'not a directory'],
    ] as const) {
      const path = folder.at(name);
      expect(run(command, path)).toEqual({
        code: 74,
        stderr: `puppetlb: cannot write to ${path} (TMPDIR): ${why}\n`,
      });
    }
    expect(run(`${command} > out`, folder.make('tmp')).code).toBe(0);
  });

  it('is full', () => {
    const mounted = `mount -t tmpfs -o size=4k,nr_inodes=2 none "$PWD/small"; TMPDIR="$PWD/small" "$0" "$1" build --haproxy auto`;
    folder.make('small');
    const { code, stderr } = run(`unshare -m sh -c '${mounted}' "$0" "$1"`);
    expect([code, stderr]).toEqual([
      74,
      `puppetlb: cannot write to ${folder.at('small')} (TMPDIR): no space left on device\n`,
    ]);
  });
});
