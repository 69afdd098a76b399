import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();

/** What `build` reports when Debian's HAProxy is asked about an inventory. */
async function judge(yaml: string): Promise<{ code: number; stdout: string; stderr: string }> {
  folder.write('inventory.yaml', yaml);
  const run = await runProgram(
    ['build', '--haproxy', '/usr/sbin/haproxy', 'inventory.yaml'],
    folder.path,
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

const spare = `haproxy:
  balancers: [10.0.0.11]
  sections: |
    backend spare
      server spare1 10.0.0.98:8140
`;

describe('what the real HAProxy says', () => {
  it('is shown at the extra line that it refuses', async () => {
    const { code, stdout, stderr } = await judge(
      `${pool}    extra:\n      - option tcpka\n      - acl office src 10.0.0.300\n`,
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatchSnapshot();
  });

  it('is shown at the server whose extra words it refuses', async () => {
    const yaml = pool.replace('10.0.0.101 }', '10.0.0.101, extra: [proto nosuch] }');
    const { code, stderr } = await judge(yaml);
    expect(code).toBe(1);
    expect(stderr).toMatchSnapshot();
  });

  it('is shown at the line of the sections that it refuses', async () => {
    const { code, stderr } = await judge(
      `${pool}haproxy:\n  balancers: [10.0.0.11]\n  sections: |\n    # a comment\n    resolvers dns\n      hold valid 10s\n      nameserver dns1 10.0.0.53\n`,
    );
    expect(code).toBe(1);
    expect(stderr).toMatchSnapshot();
  });

  it('of a warning is a warning, for HAProxy starts with it', async () => {
    const { code, stdout, stderr } = await judge(
      `${pool}    extra: [use_backend spare if FALSE, tcp-request connection accept]\n${spare}`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('  tcp-request connection accept\n');
    expect(stderr).toMatchSnapshot();
  });

  it('of what only this machine lacks is a warning, and the file is written', async () => {
    const check = 'check: { kind: puppet, ca-file: /nowhere/ca.pem }';
    const { code, stdout, stderr } = await judge(
      `${pool}    ${check}\nhaproxy:\n  balancers: [10.0.0.11]\n  global: { user: nosuchuser }\n`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('user nosuchuser');
    expect(stderr).toMatchSnapshot();
  });
});
