import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../src/probe/failure.ts';
import { planProbe } from '../../src/probe/probe-plan.ts';
import { closedPort } from '../ports.ts';
import { askPuppet as askBy, askNode, io, server } from './asking.ts';
import { type Authority, makeAuthority } from './certificates.ts';
import { inventoryOf } from './inventory.ts';
import {
  answer,
  answerUnread,
  close,
  closeStubs,
  droppingPort,
  hang,
  reset,
  stub,
  tlsStub,
  wait,
} from './stubs.ts';

let own: Authority;

beforeAll(() => {
  own = makeAuthority('Puppet CA');
});

afterAll(async () => {
  await closeStubs();
  own.remove();
});

const running = answer(['HTTP/1.0 200 OK\r\n\r\nrunning']);

function askPuppet(port: Promise<number>, certname?: string): Promise<string> {
  return askBy(port, own.caFile, certname);
}

describe('a failure is named for what it is', () => {
  const guess =
    "does its check close without reading the request or expect TLS, or does xinetd's only_from leave this machine out?";
  const cases: readonly [string, () => Promise<string>, string | RegExp][] = [
    ['refused', () => askNode(closedPort()), "connection refused; is the check's port open there?"],
    [
      'filtered',
      () => askNode(droppingPort(io)),
      'no answer within 600 ms; does a firewall drop it?',
    ],
    [
      'hanging',
      () => askNode(stub(io, hang)),
      'connected, but no answer within 800 ms; does the service hang?',
    ],
    ['reset', () => askNode(stub(io, reset)), `reset the connection before it answered; ${guess}`],
    [
      'closed',
      () => askNode(stub(io, close)),
      /^closed the connection without an answer; does xinetd's only_from /,
    ],
    [
      'half an answer',
      () => askNode(stub(io, answer(['HTTP/1.0 200 OK\r\n'], 0, false))),
      'the answer was incomplete after 800 ms: "HTTP/1.0 200 OK"',
    ],
    [
      'unread request',
      () => askNode(stub(io, answerUnread(['HTTP/1.0 200 OK\r\n', '\r\n'], 2))),
      'answered "HTTP/1.0 200 OK" and reset the connection, because it closed without reading the request; let it read to the empty line first',
    ],
    [
      'wrong status',
      () => askNode(stub(io, answer(['HTTP/1.0 503 Service Unavailable\r\n\r\n']))),
      '503 Service Unavailable, where 200 to 399 counts',
    ],
    [
      'no HTTP',
      () => askNode(stub(io, answer(['220 mail\r\n']))),
      'the answer is not HTTP as HAProxy takes it: "220 mail"',
    ],
    [
      'TLS to a plain check',
      () => askNode(stub(io, answer([Buffer.from([21, 3, 1, 0, 2, 2, 10])]))),
      'answered with TLS to a check without TLS; kind: puppet, or tls: true, asks over TLS',
    ],
    [
      'no TLS to a TLS check',
      () => askPuppet(stub(io, answerUnread(['HTTP/1.0 400 Bad Request\r\n\r\n'], 0, 200))),
      'answered without TLS to a check over TLS',
    ],
    [
      'silence to a TLS check',
      () => askPuppet(stub(io, hang)),
      'connected, but no TLS handshake within 600 ms; does the port speak TLS?',
    ],
    [
      'end of a handshake',
      () =>
        askPuppet(
          stub(io, (socket) =>
            wait(20).then(() => {
              socket.end();
            }),
          ),
        ),
      'closed the connection during the TLS handshake; does the port speak TLS?',
    ],
    [
      'wrong name',
      () => askPuppet(tlsStub(io, own.issue(['b', 'c']), running), 'a'),
      'its certificate is not for "a" but for "DNS:b, DNS:c"',
    ],
    [
      'expired',
      () => askPuppet(tlsStub(io, own.issue(['a'], { from: -9, to: -2 }), running), 'a'),
      /^its certificate has expired on .* GMT$/,
    ],
    [
      'wrong body',
      () => askPuppet(tlsStub(io, own.issue(['a']), answer(['HTTP/1.0 503 No\r\n\r\nerror'])), 'a'),
      '503 No without "running" in the answer: "error"',
    ],
    [
      'client certificate',
      () => askPuppet(tlsStub(io, { ...own.issue(['a']), requestCert: true }, running), 'a'),
      /^TLS failed: "tlsv13 alert certificate required"$/,
    ],
  ];

  it.each(cases)('%s', async (_, run, expected) => {
    const said = await run();
    expect(said.startsWith('failed: ')).toBe(true);
    const detail = said.slice('failed: '.length);
    if (typeof expected === 'string') expect(detail).toBe(expected);
    else expect(detail).toMatch(expected);
  });

  it('not trusted', async () => {
    const other = makeAuthority('Other CA');
    const said = await askPuppet(tlsStub(io, other.issue(['a']), running), 'a');
    other.remove();
    expect(said).toContain(`its certificate is not signed by the CA in "${own.caFile}"`);
  });

  it('no route, no permission, no name', async () => {
    const [target] = planProbe(
      inventoryOf({ pools: [{ name: 'pool', bind: '127.0.80.1:8140', servers: [server] }] }),
    );
    if (target === undefined || 'notChecked' in target.plan) throw new Error('not asked');
    const { plan: question } = target;
    const say = (code: string): string =>
      describeError({ code }, { target, question, phase: 'connection', bytes: new Uint8Array() });
    expect(say('EHOSTUNREACH')).toBe(`no route to host ${io}`);
    expect(say('EPERM')).toContain('does its own firewall refuse it?');
    expect(say('EODD')).toBe('the connection failed: "EODD"');
  });
});
