import type { Line } from '../haproxy/section.ts';
import type { Check, Pool, Puppet, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { line } from './lines.ts';

/** What a pool says once of its check: the question, and the answer that counts. */
export function checkLines({ check }: Pool, { version }: Puppet): Line<Origin>[] {
  const from = check.kind.from;
  switch (check.kind.value) {
    case 'none':
    case 'tcp':
      return [];
    case 'node':
      return [line(from, 'option', 'httpchk')];
    case 'puppet':
      return check.path === undefined
        ? statusLines(version.value, from)
        : [
            line(check.path.from, 'option', 'httpchk', 'GET', check.path.value),
            line(check.path.from, 'http-check', 'expect', 'status', '200'),
          ];
  }
}

/**
 * Puppet Server 5 and later answer /status/v1/simple with "running"; Puppet 3 and 4 answer the
 * legacy status to those who accept pson (Puppet HTTP API, "Status"; Puppet Server, "Status API").
 */
function statusLines(version: number, from: Origin): Line<Origin>[] {
  if (version >= 5) {
    return [
      line(from, 'option', 'httpchk', 'GET', '/status/v1/simple'),
      line(from, 'http-check', 'expect', 'string', 'running'),
    ];
  }
  const send = ['meth', 'GET', 'uri', '/production/status/no_key', 'hdr', 'Accept', 'pson'];
  return [
    line(from, 'option', 'httpchk'),
    line(from, 'http-check', 'send', ...send),
    line(from, 'http-check', 'expect', 'string', '"is_alive":true'),
  ];
}

/** What a server line says of the check. */
export function checkWords(check: Check, { certname }: Server): string[] {
  const { kind, port, inter, fastinter, downinter, rise, fall } = check;
  if (kind.value === 'none') return [];
  return [
    'check',
    ...(port === undefined ? [] : ['port', String(port.value)]),
    ...(kind.value === 'puppet' ? tlsWords(check, certname?.value) : []),
    ...['inter', inter.value.text],
    ...(fastinter === undefined ? [] : ['fastinter', fastinter.value.text]),
    ...(downinter === undefined ? [] : ['downinter', downinter.value.text]),
    ...['rise', String(rise.value), 'fall', String(fall.value)],
  ];
}

function tlsWords({ verify, caFile }: Check, certname: string | undefined): string[] {
  if (verify?.value === 'none') return ['check-ssl', 'verify', 'none'];
  return [
    'check-ssl',
    ...['verify', 'required'],
    ...(caFile === undefined ? [] : ['ca-file', caFile.value]),
    ...(certname === undefined ? [] : ['verifyhost', certname]),
  ];
}
