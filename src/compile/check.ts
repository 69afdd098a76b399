import type { Line } from '../haproxy/syntax/section.ts';
import { type Check, type Header, hasLines, kindOf, speaksTls } from '../inventory/check-kinds.ts';
import type { Pool, Puppet, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { line, wordLines } from './lines.ts';

/** What a check over HTTP asks, and the answer that counts. */
export interface CheckRequest {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly headers: readonly Header[];
  /** The words of `http-check expect`; without any HAProxy takes 200 to 399. */
  readonly expect: readonly string[];
}

/**
 * What HAProxy sends for a pool's check and what it waits for; nothing where it only connects.
 * `option httpchk` alone sends OPTIONS, takes 2xx and 3xx (configuration manual 4.2, "option
 * httpchk"). Puppet Server 5 and later answer /status/v1/simple with "running"; Puppet 3 and 4 answer
 * the legacy status to those who accept pson (Puppet HTTP API, "Status"; Puppet Server, "Status API").
 */
export function checkRequest({ check }: Pool, { version }: Puppet): CheckRequest | undefined {
  switch (check.kind.value) {
    case 'none':
    case 'tcp':
    case 'tls':
    case 'option':
      return undefined;
    case 'node':
      return { ...request('/', []), method: 'OPTIONS' };
    case 'http':
      return {
        method: check.method?.value ?? 'OPTIONS',
        path: check.path?.value ?? '/',
        version: check.version?.value ?? plainVersion,
        headers: check.headers?.value ?? [],
        expect: check.expect?.value ?? [],
      };
    case 'puppet':
      if (check.path !== undefined) return request(check.path.value, ['status', '200']);
      if (version.value >= 5) return request('/status/v1/simple', ['string', 'running']);
      return {
        ...request('/production/status/no_key', ['string', '"is_alive":true']),
        headers: [['Accept', 'pson']],
      };
  }
}

/** What `option httpchk` sends where it names no version. */
const plainVersion = 'HTTP/1.0';

function request(path: string, expect: readonly string[]): CheckRequest {
  return { method: 'GET', path, version: plainVersion, headers: [], expect };
}

/** The check lines of a pool: the request, and the expected answer; also where it inherits another one. */
export function checkLines(pool: Pool, puppet: Puppet, isInherited: boolean): Line<Origin>[] {
  if (hasLines(pool.check)) return wordLines(pool.check.lines?.value ?? []);
  const asked = checkRequest(pool, puppet);
  // HAProxy has no "no option httpchk"; this one takes its place, and without rules it connects.
  if (asked === undefined) {
    return isInherited ? [line(pool.check.kind.from, 'option', 'tcp-check')] : [];
  }
  const { kind, path } = pool.check;
  const from = kindOf(pool.check).options.includes('path') ? (path ?? kind).from : kind.from;
  return [...requestLines(asked, from), ...expectLines(asked.expect, from)];
}

function requestLines(
  { method, path, version, headers }: CheckRequest,
  from: Origin,
): Line<Origin>[] {
  const ownVersion = version === plainVersion ? [] : [version];
  if (headers.length > 0) {
    const send = [
      ...['meth', method, 'uri', path],
      ...ownVersion.flatMap((own) => ['ver', own]),
      // A value is a log format of HAProxy, in which "%" is written twice.
      ...headers.flatMap(([name, value]) => ['hdr', name, value.replaceAll('%', '%%')]),
    ];
    return [line(from, 'option', 'httpchk'), line(from, 'http-check', 'send', ...send)];
  }
  const isDefault = method === 'OPTIONS' && path === '/' && ownVersion.length === 0;
  return [line(from, 'option', 'httpchk', ...(isDefault ? [] : [method, path, ...ownVersion]))];
}

function expectLines(expect: readonly string[], from: Origin): Line<Origin>[] {
  return expect.length === 0 ? [] : [line(from, 'http-check', 'expect', ...expect)];
}

/** The check options of a server line. */
export function checkWords(check: Check, { certname }: Server): string[] {
  const { port, inter, fastinter, downinter, rise, fall } = check;
  if (!kindOf(check).isChecked) return [];
  return [
    'check',
    ...(port === undefined ? [] : ['port', String(port.value)]),
    ...(speaksTls(check)
      ? tlsWords(check, kindOf(check).isNamed ? certname?.value : undefined)
      : []),
    ...['inter', inter.value.text],
    ...(fastinter === undefined ? [] : ['fastinter', fastinter.value.text]),
    ...(downinter === undefined ? [] : ['downinter', downinter.value.text]),
    ...['rise', String(rise.value), 'fall', String(fall.value)],
  ];
}

function tlsWords({ verify, caFile, crlFile }: Check, certname: string | undefined): string[] {
  const isVerified = verify?.value !== 'none';
  return [
    'check-ssl',
    ...['verify', isVerified ? 'required' : 'none'],
    ...(caFile === undefined ? [] : ['ca-file', caFile.value]),
    ...(crlFile === undefined ? [] : ['crl-file', crlFile.value]),
    ...(certname === undefined || !isVerified ? [] : ['verifyhost', certname]),
  ];
}
