import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeAnswer } from '../../src/probe/prober.ts';
import { body, head, ok } from './cases.ts';
import { type Authority, makeAuthority } from './certificates.ts';
import { runHaproxy, type Status } from './haproxy.ts';
import { inventoryOf, probe } from './inventory.ts';
import {
  certificatePools,
  closedPools,
  handshakePools,
  plainPools,
  recorderPools,
  requestPools,
  type StubPool,
  statusPools,
  toPool,
} from './pools.ts';
import { answerUnread, closeStubs, readRequest, stub, tlsStub, wait } from './stubs.ts';

const haproxy = { timeouts: { connect: '800ms', check: '1s' } };
let own: Authority;
let other: Authority;

beforeAll(() => {
  own = makeAuthority('Puppet CA');
  other = makeAuthority('Puppet CA');
});

afterAll(async () => {
  await closeStubs();
  own.remove();
  other.remove();
});

interface Judged {
  readonly said: Map<string, Status>;
  readonly answers: Map<string, ProbeAnswer>;
}

/** One after the other, so that neither makes a stub slow for the other one. */
async function judgeBoth(pools: readonly StubPool[]): Promise<Judged> {
  const written = pools.map(toPool);
  const said = await runHaproxy(written, { haproxy });
  return { said, answers: await probe(inventoryOf({ haproxy, pools: written })) };
}

/** Each pool with its verdict, and why. */
function verdicts(pools: readonly StubPool[], { said, answers }: Judged) {
  return pools.map(({ name }) => {
    const check = said.get(`${name}/server`);
    const answer = answers.get(`${name}/server`);
    const why = `${check?.check}; ${answer?.detail}`;
    return { name, haproxy: check?.status, probe: answer?.result, why };
  });
}

async function expectAgreement(pools: readonly StubPool[]): Promise<void> {
  const found = verdicts(pools, await judgeBoth(pools));
  const meant = pools.map(({ name, isUp }, index) => ({
    name,
    haproxy: isUp ? 'UP' : 'DOWN',
    probe: isUp ? 'ok' : 'failed',
    why: found[index]?.why,
  }));
  expect(found).toEqual(meant);
}

describe("probe's verdict is HAProxy's own", () => {
  it('for checks without TLS', async () => {
    await expectAgreement(await plainPools());
  });

  it('for ports that nobody listens on', async () => {
    await expectAgreement(await closedPools());
  });

  it('for checks over TLS', async () => {
    await expectAgreement(await statusPools(own.issue(['puppetmaster1'])));
  });

  it('for certificates', async () => {
    await expectAgreement(await certificatePools(own, other));
  });

  it('for requests', async () => {
    await expectAgreement(await requestPools(own.issue(['puppetmaster1'])));
  });

  it('for handshakes', async () => {
    await expectAgreement(await handshakePools(own, other));
  });

  it('for who answers without reading the request, in one write or in several', async () => {
    const one = await stub('127.0.0.77', answerUnread([ok], 0));
    const more = await stub('127.0.0.77', answerUnread(['HTTP/1.1 200 OK\r\n', head, body], 5));
    const pools = [one, more].map((port, index) => {
      const check = { kind: 'node', port, inter: '1s' };
      return { name: `pool${index}`, isUp: index === 0, port: 8140, check };
    });
    await expectAgreement(pools);
    const older = { ...haproxy, version: '2.2' };
    const answers = await probe(inventoryOf({ haproxy: older, pools: pools.map(toPool) }));
    expect([...answers.values()].map(({ result }) => result)).toEqual(['failed', 'failed']);
  });
});

describe("probe's question is HAProxy's own", () => {
  it('byte for byte', async () => {
    let heard: string[] = [];
    const record = (read: (socket: Socket) => Promise<string>) => async (socket: Socket) => {
      heard.push((await read(socket)).replace(/\b[0-9]{4,5}\b/g, 'PORT'));
      socket.end(ok);
    };
    const some = async (socket: Socket): Promise<string> => {
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
      });
      socket.resume();
      await wait(100);
      return text;
    };
    const port = await stub('127.0.0.77', record(some));
    const tlsPort = await tlsStub('127.0.0.77', own.issue(['a']), record(readRequest));
    const pools = recorderPools(port, tlsPort);
    const puppet = { version: '4' };
    await runHaproxy(pools, { haproxy, puppet });
    await wait(200);
    const byHaproxy = new Set(heard);
    heard = [];
    await probe(inventoryOf({ haproxy, puppet, pools }));
    await wait(200);
    expect(new Set(heard)).toEqual(byHaproxy);
    expect(byHaproxy).toEqual(
      new Set([
        'OPTIONS / HTTP/1.0\r\n\r\n',
        'PROXY TCP4 127.0.0.1 127.0.0.77 PORT PORT\r\n',
        '\r\n\r\n\0\r\nQUIT\n \0\0\0',
        'GET /production/status/no_key HTTP/1.0\r\naccept: pson\r\n\r\n',
        'get /s HTTP/1.0\r\ncontent-length: 0\r\n\r\n',
        'HEAD / HTTP/1.1\r\nhost: a.test\r\nx-p: 5%\r\nconnection: close\r\n\r\n',
        'POST / HTTP/1.1\r\nhost: a.test\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
      ]),
    );
  });
});
