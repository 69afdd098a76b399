import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askNode, askPuppet, io, server } from './asking.ts';
import { type Authority, makeAuthority } from './certificates.ts';
import { inventoryOf, probe, probeOne } from './inventory.ts';
import { answer, type Behaviour, closeStubs, stub, tlsStub, wait } from './stubs.ts';

let own: Authority;

beforeAll(() => {
  own = makeAuthority('Puppet CA');
});

afterAll(async () => {
  await closeStubs();
  own.remove();
});

describe('a name', () => {
  const named = {
    haproxy: { sections: 'resolvers dns\n  nameserver one 127.0.0.1:5353\n' },
    pools: ['one', 'two'].map((name, index) => ({
      name,
      bind: `127.0.80.${index + 1}:8140`,
      check: 'tcp',
      servers: [
        { name: 'server', address: 'master.example', resolvers: 'dns', 'init-addr': 'none' },
      ],
    })),
  };

  it('is looked up once', async () => {
    let asked = 0;
    const answers = await probe(inventoryOf(named), async () => {
      asked += 1;
      return '127.0.0.84';
    });
    expect(asked).toBe(1);
    expect([...answers.values()].map(({ detail }) => detail)).toEqual(
      Array(2).fill('connection refused; is the port open there?'),
    );
  });

  it('that does not resolve is said', async () => {
    const fail = (code: string) => async () => {
      throw Object.assign(new Error(), { code });
    };
    const say = async (code: string): Promise<string> =>
      (await probeOne(inventoryOf(named), fail(code))).detail;
    expect(await say('ENOTFOUND')).toBe('the name "master.example" does not resolve');
    expect(await say('EAI_AGAIN')).toBe(
      'the name "master.example" does not resolve now: the resolver does not answer',
    );
  });
});

describe('what comes from the network', () => {
  it('can not steer the terminal', async () => {
    const hostile = 'HTTP/1.0 500 \x1b[31m\u009b\u202eevil\r\n\r\n';
    expect(await askNode(stub(io, answer([Buffer.from(hostile)])))).toBe(
      'failed: 500 <U+001B>[31m<U+009B><U+202E>evil, where 200 to 399 counts',
    );
    const raw = answer([Buffer.from([0, 27, 0xff, 0xfe, 10])]);
    expect(await askNode(stub(io, raw))).toBe(
      'failed: the answer is not HTTP as HAProxy takes it: "<U+0000><U+001B>\ufffd\ufffd"',
    );
  });

  it('is read up to 16 KiB', async () => {
    let written = 0;
    const flood: Behaviour = async (socket) => {
      const chunk = Buffer.alloc(65_536, 'A: b\r\n');
      socket.write('HTTP/1.0 200 OK\r\n');
      while (!socket.destroyed && written < 50_000_000) {
        written += chunk.length;
        if (!socket.write(chunk)) await wait(1);
      }
    };
    const said = await askNode(stub(io, flood));
    expect(said).toBe('failed: the head of the answer is longer than 16 KiB');
    expect(written).toBeLessThan(20_000_000);
  });

  it('ends in time when it drips', async () => {
    const drip: Behaviour = async (socket) => {
      while (!socket.destroyed) {
        socket.write('a');
        await wait(5);
      }
    };
    const body: Behaviour = async (socket) => {
      socket.write('HTTP/1.0 200 OK\r\n\r\n');
      await drip(socket);
    };
    const said = await askPuppet(tlsStub(io, own.issue(['a']), body), own.caFile, 'a');
    expect(said).toMatch(/^failed: the answer was incomplete after 800 ms/);
  });
});

describe('many servers', () => {
  it('are asked at most 256 at once', async () => {
    let open = 0;
    let most = 0;
    const count: Behaviour = async (socket: Socket) => {
      open += 1;
      most = Math.max(most, open);
      socket.once('close', () => {
        open -= 1;
      });
      await wait(50);
      await answer(['HTTP/1.0 200 OK\r\n\r\n'])(socket);
    };
    const port = await stub(io, count);
    const check = { kind: 'node', port };
    const pools = Array.from({ length: 600 }, (_, index) => {
      const bind = `127.2.${Math.floor(index / 250)}.${(index % 250) + 1}:8140`;
      return { name: `pool${index}`, bind, check, servers: [server] };
    });
    const answers = await probe(inventoryOf({ haproxy: { timeouts: { check: '5s' } }, pools }));
    expect([...answers.values()].filter(({ result }) => result === 'ok')).toHaveLength(600);
    // The stub hears of a close only after the next connection may be there.
    expect(most).toBeLessThan(300);
    expect(most).toBeGreaterThan(64);
  });
});
