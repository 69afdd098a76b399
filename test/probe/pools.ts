import { closedPort } from '../ports.ts';
import { good, ok, plain, status } from './cases.ts';
import type { Authority, Pair } from './certificates.ts';
import { answer, answerUnread, droppingPort, hang, reset, stub, tlsStub } from './stubs.ts';

/** A pool with one server, which is a stub, and whether HAProxy takes it for up. */
export interface StubPool {
  readonly name: string;
  readonly isUp: boolean;
  readonly port: number;
  readonly check: Readonly<Record<string, unknown>>;
  readonly certname?: string;
}

const io = '127.0.0.77';
const inter = '1s';
const unverified = { kind: 'puppet', verify: 'none', inter };

/** The pool as an inventory holds it. */
export function toPool({ name, port, check, certname }: StubPool, index: number): object {
  const server = { name: 'server', address: io, port };
  const servers = [certname === undefined ? server : { ...server, certname }];
  return { name, bind: `127.0.78.${index + 1}:8140`, check, servers };
}

/** Checks without TLS. */
export async function plainPools(): Promise<StubPool[]> {
  const tcp = { kind: 'tcp', inter };
  const pools: StubPool[] = [
    { name: 'tcp-open', isUp: true, port: await stub(io, hang), check: tcp },
    { name: 'tcp-resets', isUp: true, port: await stub(io, reset), check: tcp },
    { name: 'tcp-dropped', isUp: false, port: await droppingPort(io), check: tcp },
    nodePool('dropped', false, await droppingPort(io)),
  ];
  for (const [name, isUp, behave] of plain) {
    pools.push(nodePool(name, isUp, await stub(io, behave)));
  }
  return pools;
}

/** Ports that nobody listens on; made last, so that no stub takes them. */
export async function closedPools(): Promise<StubPool[]> {
  const check = { kind: 'tcp', inter };
  return [
    nodePool('refused', false, await closedPort()),
    { name: 'tcp-refused', isUp: false, port: await closedPort(), check },
  ];
}

function nodePool(name: string, isUp: boolean, port: number): StubPool {
  return { name, isUp, port: 8140, check: { kind: 'node', port, inter } };
}

/** Checks over TLS of each answer, and of what does not speak TLS. */
export async function statusPools(pair: Pair): Promise<StubPool[]> {
  const path = { ...unverified, path: '/status/v1/simple/server' };
  const redirect = answer(['HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n']);
  const pools: StubPool[] = [];
  const add = (name: string, isUp: boolean, port: number, check: object = unverified): void => {
    pools.push({ name, isUp, port, check: { ...check } });
  };
  for (const [name, isUp, behave] of status) add(name, isUp, await tlsStub(io, pair, behave));
  add('path-200', true, await tlsStub(io, pair, answer([good('x')])), path);
  add('path-302', false, await tlsStub(io, pair, redirect), path);
  add('plain-to-tls', false, await stub(io, answer([ok])));
  add('plain-says-first', false, await stub(io, answerUnread([ok], 0, 300)));
  add('silent-to-tls', false, await stub(io, hang));
  add('closed-to-tls', false, await stub(io, reset));
  pools.push(nodePool('tls-to-plain', false, await tlsStub(io, pair, answer([good('x')]))));
  return pools;
}

/** Certificates, and who they are for. */
export async function certificatePools(own: Authority, other: Authority): Promise<StubPool[]> {
  const verified = { kind: 'puppet', 'ca-file': own.caFile, inter };
  const right = own.issue(['puppetmaster1', 'puppet']);
  const second = own.issue(['other', 'puppetmaster1']);
  const wild = own.issue(['*.example.net']);
  const expired = own.issue(['puppetmaster1'], { from: -10, to: -1 });
  const early = own.issue(['puppetmaster1'], { from: 2, to: 10 });
  const foreign = other.issue(['puppetmaster1']);
  const cases: [name: string, isUp: boolean, pair: Pair, check: object, certname?: string][] = [
    ['cert-right', true, right, verified, 'puppetmaster1'],
    ['cert-second-name', true, second, verified, 'puppetmaster1'],
    ['cert-any-name', true, second, verified],
    ['cert-wild', true, wild, verified, 'a.example.net'],
    ['cert-wild-deep', false, wild, verified, 'a.b.example.net'],
    ['cert-other-name', false, right, verified, 'puppetmaster2'],
    ['cert-expired', false, expired, verified, 'puppetmaster1'],
    ['cert-early', false, early, verified],
    ['cert-foreign', false, foreign, verified, 'puppetmaster1'],
    ['cert-unverified', true, foreign, unverified],
    ['cert-unverified-expired', true, expired, unverified, 'puppetmaster1'],
  ];
  const pools: StubPool[] = [];
  for (const [name, isUp, pair, check, certname] of cases) {
    const port = await tlsStub(io, pair, answer([good('running')]));
    const pool = { name, isUp, port, check: { ...check } };
    pools.push(certname === undefined ? pool : { ...pool, certname });
  }
  return pools;
}

/** Requests of kind http, and the answers that count. */
export async function requestPools(pair: Pair): Promise<StubPool[]> {
  const expectations: readonly (readonly [expect: string | undefined, isUp: boolean])[] = [
    [undefined, true],
    ['status 200-399', true],
    ['status 201,301-302', false],
    ['! status 500-599', true],
    ['! status 200', false],
    ['rstatus ^2', true],
    ['! rstatus ^2', false],
    ['string running', true],
    ['! string running', false],
    ['! string gone', true],
    ['rstring ^run+ing$', true],
    ['rstring ^gone', false],
    ['comment said status 200', true],
  ];
  const pools: StubPool[] = [];
  for (const [index, [expect, isUp]] of expectations.entries()) {
    const own = { kind: 'http', method: index % 2 === 0 ? 'get' : 'GET', path: '/s?a=b', inter };
    const check = expect === undefined ? own : { ...own, expect };
    const behave = answer([good('running')]);
    pools.push({ name: `http-${index}`, isUp, port: await stub(io, behave), check });
    const port = await tlsStub(io, pair, behave);
    pools.push({
      name: `https-${index}`,
      isUp,
      port,
      check: { ...check, tls: true, verify: 'none' },
    });
  }
  return pools;
}

/** Handshakes, and lists of revoked certificates. */
export async function handshakePools(own: Authority, other: Authority): Promise<StubPool[]> {
  const [good, revoked] = [own.issue(['puppetmaster1']), own.issue(['puppetmaster2'])];
  const tls = { kind: 'tls', inter };
  const verified = { ...tls, 'ca-file': own.caFile };
  const listed = { ...verified, 'crl-file': own.listRevoked(revoked) };
  const expired = { ...verified, 'crl-file': own.listRevoked(undefined, -1) };
  const foreign = { ...verified, 'crl-file': other.listRevoked() };
  const cases: [name: string, isUp: boolean, pair: Pair, check: object][] = [
    ['tls-any', true, other.issue(['x']), { ...tls, verify: 'none' }],
    ['tls-verified', true, good, verified],
    ['tls-foreign', false, other.issue(['puppetmaster1']), verified],
    ['crl-good', true, good, listed],
    ['crl-revoked', false, revoked, listed],
    ['crl-expired', false, good, expired],
    ['crl-foreign', false, good, foreign],
    ['crl-unverified', true, revoked, { ...listed, verify: 'none' }],
  ];
  const pools: StubPool[] = [];
  for (const [name, isUp, pair, check] of cases) {
    // A name that none of the certificates is for: a handshake alone looks at no name.
    const certname = 'puppetmaster9';
    pools.push({ name, isUp, port: await tlsStub(io, pair, hang), check: { ...check }, certname });
  }
  const check = { ...tls, verify: 'none' };
  pools.push({ name: 'tls-to-plain', isUp: false, port: await stub(io, reset), check });
  return pools;
}

/** The same question in three: a check, and the PROXY headers that a server gets. */
export function recorderPools(port: number, tlsPort: number): object[] {
  const server = { name: 'server', address: io, port };
  const bind = (octet: number): string => `127.0.79.${octet}:8140`;
  const tcp = { kind: 'tcp', inter };
  const node = { kind: 'node', port, inter };
  const withHeader = (version: true | 'v2') => [{ ...server, 'send-proxy': version }];
  return [
    { name: 'node', bind: bind(1), check: node, servers: withHeader(true) },
    { name: 'tcp-v1', bind: bind(2), check: tcp, servers: withHeader(true) },
    { name: 'tcp-v2', bind: bind(3), check: tcp, servers: withHeader('v2') },
    { name: 'tls', bind: bind(4), check: unverified, servers: [{ ...server, port: tlsPort }] },
    ...[
      { method: 'get', path: '/s' },
      { method: 'HEAD', path: '/', version: 'HTTP/1.1', headers: { Host: 'a.test', 'X-P': '5%' } },
      { method: 'POST', path: '/', version: 'HTTP/1.1', headers: { host: 'a.test' } },
    ].map((request, index) => ({
      name: `http${index}`,
      bind: bind(5 + index),
      check: { kind: 'http', inter, ...request },
      servers: [server],
    })),
  ];
}
