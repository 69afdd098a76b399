import { isIPv4, isIPv6, mappedIPv4, readLoosely } from '../../haproxy/facts/ip.ts';
import type { ParseError } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { isHostName } from './host-name.ts';
import { isPort } from './port.ts';
import { bare, explain, firstGood, type Hints, refuse, variable } from './suggest.ts';

const example = 'write an IP address, for example 10.0.0.101';
const fourNumbers = 'write four numbers from 0 to 255, for example 10.0.0.101';

const hints: Hints = [
  variable,
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'is a URL'],
  [/^.{256}/s, 'has more than 255 characters'],
  [
    /%/,
    'contains a zone, which HAProxy does not support',
    'write a routable address; a link-local address does not work without its zone',
  ],
  [/^\[.*\]$/s, 'has brackets, which are only for IPv6 with a port'],
  [/^[0-9.]+[,;]\s*$/, 'ends in a comma or a semicolon'],
  [
    /^[0-9]+(\.[0-9]+){3}[\s,;]/,
    'is more than one address',
    'write one address, for example 10.0.0.101',
  ],
  [
    /^[0-9a-f:.]+\/[0-9.]+$/i,
    'is a network, not one address',
    'write the address of one machine, without the mask',
  ],
  [/^[0-9]+(,[0-9]+){3}$/, 'has commas instead of dots'],
  [/^[0-9.]*\.\.[0-9.]*$/, 'has two dots in a row'],
  [/^[0-9.]+\.$/, 'ends in a dot'],
  [/^[0-9.]+:$/, 'ends in ":"'],
  [
    /^[0-9a-f.]*:[0-9a-f:.]*$/i,
    'is not an IPv6 address',
    'write an IPv6 address, for example "2001:db8::101"',
  ],
  [/^[0-9]+(?:[\s.,_-]+[0-9]+){3}$/, 'has other characters instead of dots'],
  [/^[0-9.]+$/, 'is not an IP address', fourNumbers],
  [/^/, 'is not an IP address'],
];

/** Why a text is not a plain IP address, and what to write. */
export function explainAddress(text: string): ParseError {
  const meant = suggestAddress(text);
  if (meant !== undefined && mappedIPv4(text) !== undefined) {
    return refuse(text, 'is an IPv4 address written as IPv6', `write ${meant}`);
  }
  const isSpelling = spelledOtherwise(text).some((other) => other === meant);
  return (
    explainPort(text) ??
    explainNumbers(text) ??
    explain(text, hints, example, { text: meant, isCertain: isSpelling })
  );
}

/** The IP address that a text most likely means; undefined where that is unclear. */
export function suggestAddress(text: string): string | undefined {
  const candidates = [
    ...spelledOtherwise(text),
    text.replace(/\.+$/, '').replace(/\.{2,}/g, '.'),
    text.replace(/[,;]\s*$/, ''),
    /^[0-9]+(?:[\s.,_-]+[0-9]+){3}$/.test(text) ? (text.match(/[0-9]+/g) ?? []).join('.') : text,
    withoutZeros(text),
    /^\[?fe[89ab]/i.test(text) ? text : text.replace(/%.*$/s, ''),
    text.replace(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*).*$/is, '$1'),
  ];
  const meant = firstGood(text, candidates, (other) => isIPv4(other) || isIPv6(other));
  return mappedIPv4(meant ?? text) ?? meant;
}

function withoutZeros(text: string): string {
  return /^[0-9]+(\.[0-9]+){3}$/.test(text) ? text.split('.').map(Number).join('.') : text;
}

/** Other spellings of the same address: no digit changes. */
function spelledOtherwise(text: string): readonly string[] {
  return [
    bare(text),
    text.replace(/^\[(.*)\]$/s, '$1'),
    text.replace(/[.:]$/, ''),
    text.replaceAll(',', '.'),
  ];
}

/** A port after an address or a host name belongs in a property of its own. */
function explainPort(text: string): ParseError | undefined {
  const written = text.replace(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*).*$/is, '$1');
  const [, before = '', port = ''] = /^(.*):([0-9]{1,5})$/s.exec(written) ?? [];
  const host = before.replace(/^\[(.*)\]$/s, '$1');
  if (written !== text && isHostName(written)) return refuse(text, 'is a URL', `write ${written}`);
  const isHost = isIPv4(host) || isIPv6(host) || isHostName(host);
  if (!isHost || text.includes(':::')) return undefined;
  const help = `write address: ${inYaml(host)} and port: ${Number(port)}`;
  if (written !== text) return refuse(text, 'is a URL', help);
  const error = refuse(text, 'contains a port', help);
  return isPort(port) ? { ...error, instead: host, port: Number(port) } : error;
}

/** Numbers that HAProxy reads as a different address, or not at all. */
function explainNumbers(text: string): ParseError | undefined {
  const read = readLoosely(text);
  const plain = withoutZeros(text);
  if (plain !== text && isIPv4(plain)) {
    const mistake = read === undefined || read === plain ? '' : `: HAProxy reads ${read}`;
    return refuse(text, `has a leading zero, which means octal${mistake}`, `write ${plain}`);
  }
  const large = plain.split('.').find((number) => Number(number) > 255);
  if (/^[0-9]+(\.[0-9]+){3}$/.test(text) && large !== undefined) {
    return refuse(text, `is not an IP address: ${large} is more than 255`, fourNumbers);
  }
  if (read === undefined) return undefined;
  return refuse(text, `is not four numbers: HAProxy reads it as ${read}`, fourNumbers);
}
