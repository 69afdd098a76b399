import type { Line } from '../haproxy/syntax/section.ts';
import { type Check, kindOf } from '../inventory/check-kinds.ts';
import type { Pool, Puppet, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { line } from './lines.ts';

/** The answers that count: a range of status codes with both its ends, or a text in the body. */
export type Expectation =
  | { readonly status: readonly [number, number] }
  | { readonly body: string };

/** What a check over HTTP asks, and the answer that counts. */
export interface CheckRequest {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly expect: Expectation;
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
      return undefined;
    case 'node':
      return { ...request('/', { status: [200, 399] }), method: 'OPTIONS' };
    case 'puppet':
      if (check.path !== undefined) return request(check.path.value, { status: [200, 200] });
      if (version.value >= 5) return request('/status/v1/simple', { body: 'running' });
      return {
        ...request('/production/status/no_key', { body: '"is_alive":true' }),
        headers: [['Accept', 'pson']],
      };
  }
}

function request(path: string, expect: Expectation): CheckRequest {
  return { method: 'GET', path, version: 'HTTP/1.0', headers: [], expect };
}

/** What a pool says once of its check: the question, and the answer that counts. */
export function checkLines(pool: Pool, puppet: Puppet): Line<Origin>[] {
  const asked = checkRequest(pool, puppet);
  if (asked === undefined) return [];
  const { kind, path } = pool.check;
  const from = kindOf(pool.check).options.includes('path') ? (path ?? kind).from : kind.from;
  return [...requestLines(asked, from), ...expectLines(asked.expect, from)];
}

function requestLines({ method, path, headers }: CheckRequest, from: Origin): Line<Origin>[] {
  if (headers.length > 0) {
    const send = ['meth', method, 'uri', path, ...headers.flatMap((header) => ['hdr', ...header])];
    return [line(from, 'option', 'httpchk'), line(from, 'http-check', 'send', ...send)];
  }
  const isDefault = method === 'OPTIONS' && path === '/';
  return [line(from, 'option', 'httpchk', ...(isDefault ? [] : [method, path]))];
}

/** Without a line HAProxy expects 200 to 399. */
function expectLines(expect: Expectation, from: Origin): Line<Origin>[] {
  if ('body' in expect) return [line(from, 'http-check', 'expect', 'string', expect.body)];
  const [first, last] = expect.status;
  return first === last ? [line(from, 'http-check', 'expect', 'status', String(first))] : [];
}

/** What a server line says of the check. */
export function checkWords(check: Check, { certname }: Server): string[] {
  const { port, inter, fastinter, downinter, rise, fall } = check;
  if (!kindOf(check).isChecked) return [];
  return [
    'check',
    ...(port === undefined ? [] : ['port', String(port.value)]),
    ...(kindOf(check).isTls
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
