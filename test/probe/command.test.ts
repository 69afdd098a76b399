import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { main } from '../../src/cli/main.ts';
import { closedPort } from '../ports.ts';
import { type Run, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';
import { answer, close, closeStubs, hang, stub } from './stubs.ts';

const ok = answer(['HTTP/1.0 200 OK\r\n\r\n']);
const unavailable = (text: string) =>
  `HTTP/1.0 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
const folder = useFreshFolder();

afterEach(async () => {
  await closeStubs();
});

interface TestServer {
  readonly name: string;
  readonly address: string;
  readonly [key: string]: unknown;
}

function write(servers: readonly TestServer[], pool: object = {}, haproxy: object = {}): void {
  const pools = [{ name: 'pool', bind: '127.0.80.1:8140', ...pool, servers }];
  folder.write('puppetlb.yaml', stringify({ haproxy, pools }));
}

async function probe(...words: string[]): Promise<Run> {
  const run = await runProgram(['probe', ...words], folder.path);
  return { ...run, stdout: run.stdout.replace(/\d+ ms/g, 'N ms').replace(/"ms":\d+/g, '"ms":1') };
}

/** A server whose check goes to a port. */
function at(name: string, address: string, port: number, more: object = {}): TestServer {
  return { name, address, check: { port }, ...more };
}

describe('puppetlb probe', () => {
  it('says in lines as wide as they must be what answers and what does not', async () => {
    const good = await stub('127.0.0.81', ok);
    const bad = await closedPort();
    write([at('one', '127.0.0.81', good), at('second', '127.0.0.82', bad)]);
    const { code, stdout, stderr } = await probe();
    expect(
      stdout
        .split('\n')
        .sort()
        .map((line) => line.replace(/:\d+ +/, ':PORT  ')),
    ).toEqual([
      '',
      '1 of 2 does not answer; HAProxy would mark it DOWN at the first failed check',
      "FAIL  pool/second  127.0.0.82:PORT  connection refused; is the check's port open there?",
      'ok    pool/one     127.0.0.81:PORT  200 OK in N ms',
    ]);
    expect([code, stderr]).toEqual([1, '']);
  });

  it('sends nothing to an address of a documentation, as init writes them', async () => {
    await runProgram(['init'], folder.path);
    const { code, stdout } = await probe();
    expect(code).toBe(1);
    const refused =
      /"192\.0\.2\.\d+" is an address of a documentation; write that of the server$/gm;
    expect(stdout.match(refused)).toHaveLength(2);
    for (const address of ['198.51.100.1', '203.0.113.9', '2001:db8::1', '3fff:fff::1']) {
      write([at('one', address, 9200)]);
      expect((await probe()).stdout, address).toContain(`"${address}" is an address of a docum`);
    }
  });

  it('exits 0 where every server answers', async () => {
    write([at('one', '127.0.0.81', await stub('127.0.0.81', ok))]);
    const { code, stdout } = await probe();
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n1 of 1 answers\n$/);
  });

  it('speaks of several', async () => {
    const servers = [1, 2, 3].map((number) => at(`s${number}`, `127.0.0.8${number}`, 1));
    write(servers);
    expect((await probe()).stdout).toMatch(
      /\n3 of 3 do not answer; HAProxy would mark them DOWN at the first failed check\n$/,
    );
  });

  it('asks what takes no clients too, and does not count it', async () => {
    const good = await stub('127.0.0.81', ok);
    const port = await closedPort();
    write([
      at('one', '127.0.0.81', good),
      at('two', '127.0.0.82', port, { state: 'maint' }),
      at('three', '127.0.0.83', 1, { state: 'drain' }),
      { name: 'four', address: '127.0.0.84', check: 'none' },
    ]);
    const { code, stdout } = await probe();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fail {2}pool\/two .*\(in maint: ignored\)$/m);
    expect(stdout).toMatch(/^fail {2}pool\/three .*\(in drain: ignored\)$/m);
    expect(stdout).toMatch(/^- {5}pool\/four .* {2}not checked: its check is none$/m);
    expect(stdout).toMatch(
      /\n1 of 1 answers; 2 in drain or maint do not answer, which is ignored; 1 was not checked\n$/,
    );
  });

  it('tells who is drained on the node, in its own words, and does not count it', async () => {
    const says = (text: string) => stub('127.0.0.81', answer([unavailable(text)]));
    const good = await stub('127.0.0.81', ok);
    const drained = await stub(
      '127.0.0.82',
      answer([unavailable('Puppetmaster is in drain: upgrade to 8.7')]),
    );
    write([at('one', '127.0.0.81', good), at('two', '127.0.0.82', drained)]);
    const { code, stdout, stderr } = await probe();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^fail {2}pool\/two .* drained on the node: "upgrade to 8.7" \(HTTP 503\): ignored$/m,
    );
    expect(stdout).toMatch(
      /\n1 of 1 answers; 1 in drain or maint does not answer, which is ignored\n$/,
    );
    for (const reason of ['no reason is given', '/etc/x/state cannot be read']) {
      write([at('one', '127.0.0.81', await says(`Puppetmaster is in drain: ${reason}`))]);
      const run = await probe();
      expect(run.code, reason).toBe(1);
      expect(run.stdout).toContain(
        `where 200 to 399 counts: "Puppetmaster is in drain: ${reason}"`,
      );
    }
  });

  it('reads the words that the script of a node has', () => {
    const script = readFileSync('src/health-check/templates/node-script.ejs', 'utf8');
    for (const words of [
      'sentence="Puppetmaster is in $state: $reason"',
      'reason="$state_file cannot be read"',
      'reason=${*:-no reason is given}',
    ]) {
      expect(script).toContain(words);
    }
  });

  it('writes one JSON object a line', async () => {
    const good = await stub('127.0.0.81', ok);
    write([at('one', '127.0.0.81', good), { name: 'two', address: '127.0.0.82', check: 'none' }]);
    const { code, stdout } = await probe('--format', 'json');
    const lines = stdout.trimEnd().split('\n');
    expect(
      lines.map((line) => JSON.parse(line)).sort((a, b) => (a.server < b.server ? -1 : 1)),
    ).toEqual([
      {
        pool: 'pool',
        server: 'one',
        address: '127.0.0.81',
        port: good,
        kind: 'node',
        state: 'ready',
        result: 'ok',
        detail: '200 OK',
        ms: 1,
        drained: false,
      },
      {
        pool: 'pool',
        server: 'two',
        address: '127.0.0.82',
        port: 8140,
        kind: 'none',
        state: 'ready',
        result: 'not checked',
        detail: 'its check is none',
        ms: null,
        drained: false,
      },
    ]);
    expect(code).toBe(0);
  });

  it('reports an inventory with errors, and asks nobody', async () => {
    write([at('one', '127.0.0.81', 1), at('one', '127.0.0.82', 1)]);
    const { code, stdout, stderr } = await probe();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error[INV102]: server name "one" is already taken');
  });

  it('exits 74 where the inventory or a CA file can not be read, and 64 where it is not understood', async () => {
    const missing = await probe('none.yaml');
    expect([missing.code, missing.stdout]).toEqual([74, '']);
    expect(missing.stderr).toContain('none.yaml');
    const caFile = folder.at('ca.pem');
    write([{ name: 'one', address: '127.0.0.81' }], {
      check: { kind: 'puppet', 'ca-file': caFile },
    });
    const say = async (): Promise<string> => {
      const { code, stdout, stderr } = await probe();
      expect([code, stdout]).toEqual([74, '']);
      return stderr.replace(caFile, 'CA');
    };
    expect(await say()).toContain('CA: no such file; run probe on a balancer');
    folder.write('ca.pem', 'no certificate\n');
    expect(await say()).toBe('puppetlb: CA: it holds no certificate\n');
    folder.write('ca.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(await say()).toBe('puppetlb: CA: a certificate in it is broken\n');
    expect((await probe('--format', 'xml')).code).toBe(64);
  });

  it('ends at once, exit 74, where nobody reads what it writes', async () => {
    const port = await stub('127.0.0.81', hang);
    const closing = at('one', '127.0.0.81', await stub('127.0.0.81', close));
    write([closing, at('two', '127.0.0.82', port)], {}, { timeouts: { check: '1h' } });
    let said = '';
    const code = await main(['probe'], {
      cwd: folder.path,
      env: {},
      today: () => '2026-12-02',
      isTerminal: () => false,
      readStdin: () => new Uint8Array(),
      out: () => {
        throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
      },
      err: (text) => {
        said += text;
      },
    });
    expect([code, said]).toEqual([74, '']);
  });
});
