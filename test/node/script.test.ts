import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closedPort } from '../ports.ts';
import { closeStubs } from '../probe/stubs.ts';
import {
  busyboxPath,
  certname,
  makeLaboratory,
  onePool,
  run,
  shells,
  writeScript,
} from './nodes.ts';
import { broken, puppet, startPuppet } from './puppets.ts';

const laboratory = makeLaboratory();
const { authority, pair, state } = laboratory;
afterEach(() => rmSync(state, { recursive: true, force: true }));
afterAll(async () => {
  await closeStubs();
  laboratory.remove();
});

const question = 'OPTIONS / HTTP/1.0\r\n\r\n';
const works = puppet('/status/v1/simple', 'running');
const quick = { check: { kind: 'node', timeout: '2s' } };

function response(text: string): { code: string; headers: string[]; body: string } {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [code = '', ...headers] = head.split('\r\n');
  return { code, headers, body: body.join('\r\n\r\n') };
}

describe.each(shells)('the script under %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);

  it('says that Puppet works, to HAProxy and on the command line', async () => {
    const port = await startPuppet(pair, works);
    const script = writeScript(laboratory, { pools: onePool(port) });
    const said = await run([...words, script, '--http'], { input: question, isOpen: true });
    expect(said).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        'HTTP/1.1 200 OK',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Length: 26',
        'Connection: close',
        '',
        'Puppetmaster is running.',
        '',
      ].join('\r\n'),
    });
    const typed = await run([...words, script]);
    expect(typed).toEqual({ status: 0, stdout: 'Puppetmaster is running.\n', stderr: '' });
    const agent = await run([...words, script, '--agent'], { isOpen: true });
    expect(agent).toEqual({ status: 0, stdout: 'ready up\n', stderr: '' });
  });

  for (const [name, behave, reason] of broken) {
    it(`says in time that a Puppet Server ${name}`, async () => {
      const port = await startPuppet(pair, behave);
      const script = writeScript(laboratory, { pools: onePool(port, quick) });
      // With more than its own time the script is ended, and says nothing.
      const timed = ['timeout', '-s', 'KILL', '2', ...words, script];
      const { stdout, stderr } = await run([...timed, '--http'], { input: question, isOpen: true });
      const { code, headers, body } = response(stdout);
      expect(code).toBe('HTTP/1.1 503 Service Unavailable');
      expect(headers).toContain(`Content-Length: ${body.length}`);
      expect(body).toMatch(/^Puppetmaster has failed: .*\r\n$/);
      expect(body.slice(25, -2)).toMatch(reason);
      expect(stderr).toBe('');
      const typed = await run(timed);
      expect(typed).toEqual({ status: 1, stdout: body.replace('\r', ''), stderr: '' });
      const agent = await run([...timed, '--agent']);
      expect(agent.stdout).toBe(`ready down #${body.slice(25, -2)}\n`);
    });
  }

  it('verifies the CA and the certname', async () => {
    const port = await startPuppet(authority.issue(['other.example.com']), works);
    const script = writeScript(laboratory, { pools: onePool(port) });
    const { stdout } = await run([...words, script]);
    expect(stdout).toMatch(
      /has failed: its certificate is not the one of compile01\.example\.com:\d+, signed by the CA in /,
    );
    const nobody = await closedPort();
    const alone = writeScript(laboratory, { pools: onePool(nobody) });
    expect((await run([...words, alone])).stdout).toMatch(/has failed: nobody listens at/);
  });

  it('asks an IPv6 address, and a host by its name', async () => {
    const script = async (address: string, host: string, more = {}): Promise<string> => {
      const port = await startPuppet(pair, works, host);
      const server = { name: 'm1', address, port, certname, ...more };
      const pools = [{ name: 'compile', bind: '127.0.8.1:18140', servers: [server] }];
      const sections = 'resolvers dns\n  parse-resolv-conf\n';
      return writeScript(laboratory, { haproxy: { sections }, pools });
    };
    const six = await script('::1', '::1');
    expect(await run([...words, six])).toMatchObject({ status: 0 });
    const named = await script('localhost.localdomain', '127.0.0.1', {
      resolvers: 'dns',
      'init-addr': 'none',
    });
    const text = readFileSync(named, 'utf8').replaceAll('localhost.localdomain', 'localhost');
    writeFileSync(named, text);
    expect(await run([...words, named])).toMatchObject({ status: 0 });
  });

  it('reads a request within its bytes and its time', async () => {
    const port = await startPuppet(pair, works);
    const script = writeScript(laboratory, { pools: onePool(port, quick) });
    const timed = ['timeout', '-s', 'KILL', '2', ...words, script, '--http'];
    for (const [input, isGood] of [
      ['GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n', true],
      ['OPTIONS / HTTP/1.0\n\n', true],
      [`GET / HTTP/1.0\r\nX: ${'a'.repeat(8000)}\r\n\r\n`, true],
      [`GET / HTTP/1.0\r\nX: ${'a'.repeat(9000)}\r\n\r\n`, false],
      ['a'.repeat(3_000_000), false],
      ['GET / HTTP/1.0\r\nX: ', false],
      ['\r\n\r\n', false],
      ['', false],
    ] as const) {
      const { stdout } = await run(timed, { input, isOpen: true });
      const { code, body } = response(stdout);
      expect(code, input.slice(0, 50)).toBe(
        isGood ? 'HTTP/1.1 200 OK' : 'HTTP/1.1 503 Service Unavailable',
      );
      if (!isGood) expect(body).toMatch(/was asked nothing that ends within 8192 bytes and 0.4 s/);
    }
    const head = await run(timed, { input: 'HEAD / HTTP/1.0\r\n\r\n' });
    expect(head.stdout).toMatch(/Content-Length: 26\r\n.*\r\n\r\n$/s);
  });

  it('is taken out by the state file, and says the reason', async () => {
    const port = await startPuppet(pair, works);
    const script = writeScript(laboratory, { pools: onePool(port) });
    for (const [text, agent, reason] of [
      ['drain upgrade to 8.7\n', 'drain', 'drain: upgrade to 8.7'],
      ['maint\n', 'maint', 'maint: no reason is given'],
      ['', 'drain', 'drain: no reason is given'],
      ['upgrade', 'drain', 'drain: upgrade'],
      [
        'drain $(id) `id` "a\' %s \\n \u0007* ü\r\nb',
        'drain',
        'drain: $(id) `id` "a\' %s \\n * ü b',
      ],
    ] as const) {
      writeFileSync(state, text);
      const { stdout } = await run([...words, script, '--http'], { input: question });
      const { code, headers, body } = response(stdout);
      expect(code).toBe('HTTP/1.1 503 Service Unavailable');
      const sentence = `Puppetmaster is in ${reason}`;
      expect(Buffer.from(body, 'latin1').toString()).toBe(`${sentence}\r\n`);
      expect(headers).toContain(`Content-Length: ${body.length}`);
      expect((await run([...words, script])).status).toBe(1);
      expect((await run([...words, script, '--agent'])).stdout).toBe(`${agent}\n`);
    }
    writeFileSync(state, 'ready');
    expect((await run([...words, script])).status).toBe(0);
    writeFileSync(state, `drain ${'x'.repeat(1_000_000)}`);
    expect((await run([...words, script])).stdout.length).toBeLessThan(600);
    rmSync(state);
    mkdirSync(state);
    expect((await run([...words, script])).stdout).toMatch(/is in drain: .* cannot be read/);
    rmSync(state, { recursive: true });
    symlinkSync('/nowhere', state);
    expect((await run([...words, script])).stdout).toMatch(/is in drain: .* cannot be read/);
    rmSync(state);
    expect((await run([...words, script])).status).toBe(0);
  });

  it('hears what HAProxy tells the agent first, and waits no longer than for a request', async () => {
    const port = await startPuppet(pair, works);
    const server = { name: 'm1', address: '127.0.0.1', port, certname };
    const told = { ...server, 'agent-check': { port: 9301, send: 'm1' } };
    const check = { ...quick.check, agent: { port: 9301 } };
    const script = writeScript(laboratory, { pools: onePool(port, { check, servers: [told] }) });
    const timed = ['timeout', '-s', 'KILL', '2', ...words, script, '--agent'];
    for (const input of ['m1\n', 'm1', '']) {
      const { stdout } = await run(timed, { input, isOpen: true });
      expect(stdout).toBe('ready up\n');
    }
  });

  it('asks a Puppet of 3 or 4 as the article does', async () => {
    const legacy = puppet('/production/status/no_key', '{"is_alive":true,"version":"3.8.7"}');
    const port = await startPuppet(pair, legacy);
    const script = writeScript(laboratory, { puppet: { version: '4' }, pools: onePool(port) });
    expect(await run([...words, script])).toMatchObject({ status: 0 });
  });

  it('looks at the JRubies where it is told to', async () => {
    const metrics = (free: number, loans: number[], waits: number[]): string =>
      JSON.stringify({
        'jruby-metrics': {
          state: 'running',
          status: {
            experimental: {
              metrics: {
                'borrowed-instances': loans.map((time) => ({
                  'duration-millis': time,
                  reason: { request: { uri: '/a"requested-instances":[{"duration-millis":9e9' } },
                  time: 1,
                })),
                'num-free-jrubies': free,
                'num-jrubies': 4,
                'requested-instances': waits.map((time) => ({ 'duration-millis': time, time: 1 })),
              },
            },
          },
        },
      });
    const huge = '9'.repeat(20);
    const check = { kind: 'node', 'jruby-limit': '1m', agent: { port: 9201 } };
    for (const [body, isGood, weight] of [
      [metrics(2, [99_000, 99_000], []), true, '50%'],
      [metrics(4, [], []), true, '100%'],
      [metrics(0, [99_000, 1_000, 99_000, 99_000], [59_000]), true, '1%'],
      [metrics(0, [99_000, 1_000, 99_000, 99_000], [61_000]), false, ''],
      [metrics(0, [61_000, 70_000, 80_000, 90_000], []), false, ''],
      ['{"status-service":{"state":"running"}}', false, ''],
      [metrics(2, [], []).replace('jrubies":2', `jrubies":${huge}`), true, '100%'],
      [metrics(2, [], []).replace('num-jrubies":4', `num-jrubies":${huge}`), true, '1%'],
      [metrics(0, [], [8]).replace('millis":8', `millis":${huge}`), false, ''],
    ] as const) {
      const port = await startPuppet(pair, puppet('/status/v1/services?level=debug', body));
      const [pool] = onePool(port, { check, balance: 'leastconn' });
      const pools = [{ ...pool, 'default-server': { weight: 100 } }];
      const script = writeScript(laboratory, { pools });
      const { stdout, status } = await run([...words, script]);
      expect(status, stdout).toBe(isGood ? 0 : 1);
      const agent = await run([...words, script, '--agent']);
      if (isGood) expect(agent.stdout).toBe(`ready up ${weight}\n`);
      else
        expect(agent.stdout).toMatch(
          /^ready down #(no JRuby was free for (61|2147483) s|it says nothing)/,
        );
    }
  });
});

it('needs no more than busybox and curl', async () => {
  const port = await startPuppet(pair, works);
  const path = busyboxPath(laboratory);
  const script = writeScript(laboratory, { pools: onePool(port, quick) });
  const text = readFileSync(script, 'utf8');
  writeFileSync(script, text.replace(/^PATH=.*$/m, `PATH=${path}`));
  const words = ['/bin/busybox', 'sh', script];
  const good = await run([...words, '--http'], { input: question, isOpen: true });
  expect(good.stdout).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  const slow = await run([...words, '--http'], { input: 'GET /', isOpen: true });
  expect(slow.stdout).toMatch(/^HTTP\/1.1 503 /);
  for (const [, behave, reason] of broken.slice(0, 4)) {
    const other = await startPuppet(pair, behave);
    writeFileSync(
      script,
      text.replace(/^PATH=.*$/m, `PATH=${path}`).replaceAll(`:${port}`, `:${other}`),
    );
    expect((await run(words)).stdout.slice(25, -1)).toMatch(reason);
  }
});

it('takes no other words', async () => {
  const script = writeScript(laboratory, { pools: onePool(8140) });
  const { status, stderr } = await run(['sh', script, '--help']);
  expect(status).toBe(64);
  expect(stderr).toBe(`write ${script}, ${script} --http or ${script} --agent\n`);
});
