import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../pages/transcript.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'puppetlb-judge-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `build` reports when Debian's HAProxy is asked about an inventory. */
async function judge(yaml: string): Promise<{ code: number; stdout: string; stderr: string }> {
  writeFileSync(join(folder, 'inventory.yaml'), yaml);
  const run = await runProgram(
    ['build', '--haproxy', '/usr/sbin/haproxy', 'inventory.yaml'],
    folder,
  );
  return {
    ...run,
    stderr: run.stderr.replace(/\(\d+\)/g, '(PID)').replace(/\/\S*\/puppetlb-\w+\//g, 'FOLDER/'),
  };
}

const pool = `pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers: [{ name: compile01, address: 10.0.0.101 }]
`;

describe('what the real HAProxy says', () => {
  it('is shown at the extra line that it refuses', async () => {
    const { code, stdout, stderr } = await judge(
      `${pool}    extra:\n      - option tcpka\n      - no such thing\n`,
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatchSnapshot();
  });

  it('is shown at the server whose extra words it refuses', async () => {
    const yaml = pool.replace('10.0.0.101 }', '10.0.0.101, extra: [chek] }');
    const { code, stderr } = await judge(yaml);
    expect(code).toBe(1);
    expect(stderr).toMatchSnapshot();
  });

  it('is shown at the line of the sections that it refuses', async () => {
    const { code, stderr } = await judge(
      `${pool}haproxy:\n  balancers: [10.0.0.11]\n  sections: |\n    # a comment\n    frontend stats\n      bind 127.0.0.1:8404\n      mod http\n`,
    );
    expect(code).toBe(1);
    expect(stderr).toMatchSnapshot();
  });

  it('of a warning is an error too', async () => {
    const { code, stderr } = await judge(`${pool}    extra: [option forwardfor]\n`);
    expect(code).toBe(1);
    expect(stderr).toMatchSnapshot();
  });

  it('of what only this machine lacks is a warning, and the file is written', async () => {
    const check = 'check: { kind: puppet, ca-file: /nowhere/ca.pem }';
    const { code, stdout, stderr } = await judge(
      `${pool}    ${check}\nhaproxy:\n  global: { user: nosuchuser }\n`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('user nosuchuser');
    expect(stderr).toMatchSnapshot();
  });
});
