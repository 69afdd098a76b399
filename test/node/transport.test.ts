import { rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closedPort } from '../ports.ts';
import { closeStubs, wait } from '../probe/stubs.ts';
import { certname, makeLaboratory, onePool } from './nodes.ts';
import { broken, puppet, startPuppet } from './puppets.ts';
import { balance, serve, stopAll, xinetdLog } from './serving.ts';

const laboratory = makeLaboratory();
const { pair, state } = laboratory;
afterEach(async () => {
  await stopAll();
  rmSync(state, { force: true });
});
afterAll(async () => {
  await closeStubs();
  laboratory.remove();
});

const works = puppet('/status/v1/simple', 'running');
const haproxy = { balancers: ['127.0.0.1'], timeouts: { check: '1500ms' } };
const times = { inter: 300, rise: 2, fall: 2 };

/** What starts the script, as it was when it started another one. */
function withWords(text: string, words: string): string {
  if (words === '') return text.replace(/^ *server_args .*\n| --http$/m, '');
  return text.replace(/--http$/m, words);
}

describe.each(['xinetd', 'systemd'])('behind %s, the real HAProxy', (transport) => {
  it('takes the node in, out while it is drained, and in again', async () => {
    const port = await startPuppet(pair, works);
    const check = { kind: 'node', transport, port: await closedPort(), ...times };
    const inventory = { haproxy, pools: onePool(port, { check }) };
    await serve(laboratory, inventory);
    const balancer = await balance(laboratory, inventory);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    const failures = async () =>
      Number((await balancer.server('compile', 'compile01')).get('chkfail'));
    const before = await failures();
    writeFileSync(state, 'drain upgrade to 8.7\n');
    await balancer.until('compile', 'compile01', /^DOWN L7STS 503$/);
    rmSync(state);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    await wait(2000);
    const row = await balancer.server('compile', 'compile01');
    expect(row.get('status')).toBe('UP');
    expect(await failures()).toBe(before + 2);
    if (transport === 'xinetd') expect(xinetdLog(laboratory)).not.toMatch(/START|EXIT|FAIL/);
  });

  for (const [name, behave] of broken.slice(0, 4)) {
    it(`hears 503 in time where Puppet Server ${name}`, async () => {
      const port = await startPuppet(pair, behave);
      const check = { kind: 'node', transport, port: await closedPort(), ...times };
      const inventory = { haproxy, pools: onePool(port, { check }) };
      await serve(laboratory, inventory);
      const balancer = await balance(laboratory, inventory);
      await balancer.until('compile', 'compile01', /^DOWN L7STS 503$/);
      for (let count = 0; count < 20; count += 1) {
        await wait(100);
        const row = await balancer.server('compile', 'compile01');
        expect(row.get('check_status')).toMatch(/^(\* )?L7STS$/);
      }
    });
  }

  it.each(['', 'compile01 8140', '--help'])(
    'is heard by a service that was there before, with the words "%s"',
    async (old) => {
      const port = await startPuppet(pair, works);
      const check = { kind: 'node', transport, port: await closedPort(), ...times };
      const inventory = { haproxy, pools: onePool(port, { check }) };
      await serve(laboratory, inventory, (text) => withWords(text, old));
      const balancer = await balance(laboratory, inventory);
      await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    },
  );

  it('sees each connection closed by the node, also where it keeps its own open', async () => {
    const port = await startPuppet(pair, works);
    const check = { kind: 'node', transport, port: await closedPort() };
    const inventory = { haproxy, pools: onePool(port, { check }) };
    await serve(laboratory, inventory);
    const found: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const asked = Array.from({ length: 6 }, () => askAndWait(check.port));
      found.push(...(await Promise.all(asked)));
    }
    expect(found.filter((text) => !text.startsWith('HTTP/1.1 200 OK\r\n'))).toEqual([]);
  });

  it('is drained by the agent, which leaves open sessions alone', async () => {
    const port = await startPuppet(pair, works);
    const agent = { port: await closedPort(), inter: 300 };
    const own = { kind: 'node', transport, port: await closedPort(), ...times };
    const check = { ...own, fall: 20, agent };
    const vip = await closedPort();
    const inventory = { haproxy, pools: onePool(port, { check, bind: `127.0.8.1:${vip}` }) };
    await serve(laboratory, inventory);
    const balancer = await balance(laboratory, inventory);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    const session = await open(vip);
    writeFileSync(state, 'drain upgrade to 8.7\n');
    await balancer.until('compile', 'compile01', /^DRAIN/);
    expect(session.destroyed || session.readableEnded).toBe(false);
    expect((await balancer.server('compile', 'compile01')).get('scur')).toBe('1');
    writeFileSync(state, 'maint\n');
    await balancer.until('compile', 'compile01', /^MAINT/);
    rmSync(state);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    session.destroy();
  });
});

/** Asks as HAProxy does, and leaves it to the node to close. */
function askAndWait(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const asking = { port, host: '127.0.0.1', allowHalfOpen: true };
    const socket = connect(asking, () => socket.write('OPTIONS / HTTP/1.0\r\n\r\n'));
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    socket.once('end', () => {
      socket.destroy();
      resolve(answer);
    });
    socket.once('error', reject);
  });
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.8.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What a client of an address hears until the other side closes. */
function askFrom(localAddress: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(answer));
  });
}

describe('the agent', () => {
  it('says a weight by the free JRubies', async () => {
    const metrics = '{"jruby-metrics":{"state":"running","num-free-jrubies":1,"num-jrubies":4}}';
    const port = await startPuppet(pair, puppet('/status/v1/services?level=debug', metrics));
    const agent = { port: await closedPort(), inter: 300 };
    const check = { kind: 'node', port: await closedPort(), ...times, agent };
    const more = { check, balance: 'leastconn', 'default-server': { weight: 200 } };
    const inventory = { haproxy, pools: onePool(port, more) };
    await serve(laboratory, inventory);
    const balancer = await balance(laboratory, inventory);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    let weight: string | undefined;
    for (let tries = 0; tries < 300 && weight !== '50'; tries += 1) {
      await wait(50);
      weight = (await balancer.server('compile', 'compile01')).get('weight');
    }
    expect(weight).toBe('50');
  });

  it('brings in a server that the inventory has drained, which is why a rule warns', async () => {
    const port = await startPuppet(pair, works);
    const agent = { port: await closedPort(), inter: 300 };
    const check = { kind: 'node', port: await closedPort(), ...times, agent };
    const server = { name: 'compile01', address: '127.0.0.1', port, certname, state: 'drain' };
    const other = { name: 'compile02', address: '127.0.0.2' };
    const inventory = { haproxy, pools: onePool(port, { check, servers: [server, other] }) };
    await serve(laboratory, inventory);
    const balancer = await balance(laboratory, inventory);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
  });
});

describe('xinetd', () => {
  it('does not let an outsider take the node out', async () => {
    const port = await startPuppet(pair, works);
    const check = { kind: 'node', port: await closedPort(), ...times };
    const inventory = { haproxy, pools: onePool(port, { check }) };
    await serve(laboratory, inventory);
    const balancer = await balance(laboratory, inventory);
    await balancer.until('compile', 'compile01', /^UP L7OK 200$/);
    for (let round = 0; round < 15; round += 1) {
      const answers = Array.from({ length: 20 }, () => askFrom('127.0.0.66', check.port));
      expect(await Promise.all(answers)).toEqual(answers.map(() => ''));
      await wait(200);
    }
    const row = await balancer.server('compile', 'compile01');
    expect([row.get('status'), row.get('chkdown')]).toEqual(['UP', '0']);
  });
});
