import { beforeAll, describe, expect, it } from 'vitest';
import { type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const inventory = `pools:
  - name: one
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
      - { name: c, address: 10.0.0.103 }
`;

const folder = useFolder();
beforeAll(() => {
  folder.write('puppetlb.yaml', inventory);
});

function route(words: string, stdin = ''): Promise<Run> {
  return runProgram(['route', ...words.split(' ')], folder.path, { stdin });
}

describe('puppetlb route', () => {
  it('reads clients, or the inventory, from standard input', async () => {
    const listed = await route('--clients -', 'web01 10.0.0.1\n10.0.0.2\n');
    expect(listed.stdout).toBe(
      'web01 10.0.0.1  one  c  address modulo 3 is 2\n10.0.0.2        one  a  address modulo 3 is 0\n',
    );
    const read = await route('- 10.0.0.1', inventory.replace('name: one', 'name: two'));
    expect(read.stdout).toBe('10.0.0.1  two  c  address modulo 3 is 2\n');
  });

  it('asks what is if several servers are down', async () => {
    const { stdout, code } = await route('10.0.0.1 --down a --down=one/c');
    expect(stdout).toBe('10.0.0.1  one  c -> b  c is down: only server in rotation\n');
    expect(code).toBe(0);
    const none = await route('10.0.0.1 --down a --down b --down c');
    expect(none.stdout).toBe('10.0.0.1  one  c -> -  no server is in rotation\n');
    expect(none.code).toBe(1);
  });

  it('names the mistakes of a list by its name, as many as anyone reads', async () => {
    const { stdout, stderr, code } = await route('--clients -', 'x\n'.repeat(1000));
    const lines = stderr.trim().split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[19]).toMatch(/^puppetlb: <stdin>:20:1: "x" is not an IP address; /);
    expect(lines[20]).toBe('puppetlb: <stdin>: only the first 20 problems are shown');
    expect([stdout, code]).toEqual(['', 1]);
  });

  it('answers for every client of a long list', async () => {
    const clients = Array.from({ length: 20_000 }, (_, at) => `10.9.${at >> 8}.${at & 255}`);
    const { stdout, code } = await route('--clients - --format json', clients.join('\n'));
    const answered = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).client);
    expect(answered).toEqual(clients);
    expect(code).toBe(0);
  });

  it('says what is wrong with the inventory first', async () => {
    const { stdout, stderr, code } = await route(
      '- 10.0.0.1',
      inventory.replace('name: b', 'name: a'),
    );
    expect(stderr).toContain('error[INV102]');
    expect([stdout, code]).toEqual(['', 1]);
  });
});
