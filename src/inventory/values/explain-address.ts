import { isIPv4, isIPv6, mappedIPv4, readLoosely } from '../../haproxy/facts/ip.ts';
import { quote } from '../../text/characters.ts';
import type { ParseError } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { explainVariable, isHostName } from './host-name.ts';
import { isPort } from './port.ts';
import { bare, explainUnseen, firstError } from './suggest.ts';

/** Why a text is not an IP address that HAProxy reads as everyone else does, and what to write. */
export function explainAddress(text: string): ParseError {
  if (text.length > 255) return say(text, `has ${text.length} characters`);
  if (text.includes(':::'))
    return {
      ...say(text, 'has three colons in a row'),
      help: 'two colons stand for a run of zeros, once in an address',
    };
  const error = firstError(mistakes, text) ?? {
    message: `${quote(text)} is not an IP address`,
    help: example,
  };
  const meant = suggestAddress(text);
  if (meant === undefined) return error;
  const own = { ...error, help: `write ${inYaml(meant)}`, leadsToAddress: true };
  return spelledOtherwise(text).includes(meant) ? { ...own, instead: meant } : own;
}

/** The IP address that a text evidently means and does not say; undefined where that is open. */
export function suggestAddress(text: string): string | undefined {
  const meant = [
    bare(text),
    text.replace(/^\[(.*)\]$/s, '$1'),
    text.replaceAll(',', '.'),
    text.replace(/:$/, ''),
    text.replace(/\.+$/, '').replace(/\.{2,}/g, '.'),
    /^[0-9]+(\.[0-9]+){3}$/.test(text) ? text.split('.').map(Number).join('.') : text,
    isLinkLocal(text) ? text : text.replace(/%.*$/s, ''),
  ].find((candidate) => candidate !== text && (isIPv4(candidate) || isIPv6(candidate)));
  return mappedIPv4(meant ?? text) ?? meant;
}

/** What can only mean the same address: no digit is another one. */
function spelledOtherwise(text: string): readonly string[] {
  return [
    text.replace(/^\[(.*)\]$/s, '$1'),
    text.replace(/[.:]$/, ''),
    text.replaceAll(',', '.'),
    bare(text),
  ];
}

const example = 'write an IP address, for example 10.0.0.101';

const mistakes: readonly ((text: string) => ParseError | undefined)[] = [
  (text) =>
    mappedIPv4(text) === undefined ? undefined : say(text, 'is an IPv4 address written as IPv6'),
  (text) =>
    explainUnseen(text, (meant) =>
      isIPv4(meant) || isIPv6(meant) ? { value: meant } : say(meant, ''),
    ),
  explainVariable,
  explainUrl,
  explainPort,
  explainZone,
  explainBrackets,
  explainSeveral,
  explainNetwork,
  explainDots,
  explainNumbers,
  explainColons,
];

function say(text: string, mistake: string, help: string = example): ParseError {
  return { message: `${quote(text)} ${mistake}`, help };
}

function advise(text: string, mistake: string, help: string, host = ''): ParseError {
  return { ...say(text, mistake, help), leadsToAddress: !isHostName(host) };
}

function explainUrl(text: string): ParseError | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority === undefined) return undefined;
  const isAlone = isIPv4(authority) || isHostName(authority);
  const [host] = isAlone ? [authority] : splitPort(authority);
  const help = isAlone ? `write ${authority}` : helpWithPort(authority);
  return help === undefined ? say(text, 'is a URL') : advise(text, 'is a URL', help, host);
}

function explainPort(text: string): ParseError | undefined {
  if (text.endsWith(':') && isHostName(text.slice(0, -1))) {
    return say(text, 'ends in ":"', `write ${text.slice(0, -1)}`);
  }
  const help = helpWithPort(text);
  if (help === undefined) return undefined;
  const [host, port] = splitPort(text);
  const error = advise(text, 'holds a port', help, host);
  return isPort(port) ? { ...error, instead: host, port: Number(port) } : error;
}

/** What stands before and after the last ":", without brackets. */
function splitPort(text: string): readonly [string, string] {
  const [, written = '', port = ''] = /^(.*):([0-9]{1,5})$/s.exec(text) ?? [];
  return [written.replace(/^\[(.*)\]$/s, '$1'), port];
}

/** Which two properties hold what is an address or a host name and a port. */
function helpWithPort(text: string): string | undefined {
  const [host, port] = splitPort(text);
  if (!isIPv4(host) && !isIPv6(host) && !isHostName(host)) return undefined;
  return `write address: ${inYaml(host)} and port: ${Number(port)}`;
}

function isLinkLocal(text: string): boolean {
  return /^\[?fe[89ab][0-9a-f]:/i.test(text);
}

function explainZone(text: string): ParseError | undefined {
  const [before = '', zone] = text.replace(/^\[(.*)\]$/s, '$1').split('%');
  if (zone === undefined || !isIPv6(before)) return undefined;
  const help = 'write a routable address: without its zone a link-local one cannot be reached';
  return advise(text, 'names a zone, which HAProxy does not take', help);
}

function explainBrackets(text: string): ParseError | undefined {
  if (!/^\[.*\]$/s.test(text)) return undefined;
  return say(text, 'has brackets, which belong around IPv6 before a port only');
}

function explainSeveral(text: string): ParseError | undefined {
  const [first = '', ...others] = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (others.length === 0 || !isIPv4(first)) return undefined;
  return say(text, 'is more than one address', `write one address, for example ${first}`);
}

function explainNetwork(text: string): ParseError | undefined {
  if (!text.includes('/')) return undefined;
  const [, mask] = /^[0-9a-f:.]+(\/[0-9.]+)$/i.exec(text) ?? [];
  if (mask === undefined) return say(text, 'is not an IP address');
  const help = `write the address of one machine, without "${mask}"`;
  return say(text, 'is a network, not one address', help);
}

function explainDots(text: string): ParseError | undefined {
  if (!/^[0-9.,]+$/.test(text)) return undefined;
  if (/^[0-9]+(,[0-9]+){3}$/.test(text)) return say(text, 'has commas where dots belong');
  if (/\.\./.test(text)) return say(text, 'has two dots in a row');
  return text.endsWith('.') ? say(text, 'ends in a dot') : undefined;
}

const fourNumbers = 'write four numbers from 0 to 255, for example 10.0.0.101';

function explainNumbers(text: string): ParseError | undefined {
  if (!/^[0-9][0-9a-fx.]*$/i.test(text)) return undefined;
  const parts = text.split('.');
  const isFour = parts.length === 4 && parts.every((part) => /^[0-9]+$/.test(part));
  if (isFour) return explainOctets(text, parts);
  const read = readLoosely(text);
  if (read === undefined) return say(text, 'is not an IP address', fourNumbers);
  const mistake = `is not four plain numbers, and HAProxy reads ${read}`;
  return read.startsWith('0.')
    ? say(text, mistake, fourNumbers)
    : advise(text, mistake, `write all four numbers, ${read} if that is meant`);
}

function explainOctets(text: string, octets: readonly string[]): ParseError {
  const large = octets.find((octet) => Number(octet) > 255);
  if (large !== undefined) {
    return say(text, `is not an IP address: ${large} is more than 255`, fourNumbers);
  }
  const read = readLoosely(text);
  if (read === octets.map(Number).join('.')) {
    return say(text, 'has a leading zero, which means octal to HAProxy');
  }
  if (read !== undefined) return say(text, `has a leading zero, and HAProxy reads octal: ${read}`);
  const digit = /(?:^|\.)0[0-9]*([89])/.exec(text)?.[1] ?? '8';
  return say(text, `has a leading zero, which means octal, and ${digit} is no octal digit`);
}

function explainColons(text: string): ParseError | undefined {
  if (!/^[0-9a-f.]*:[0-9a-f:.]*$/i.test(text)) return undefined;
  if (isIPv4(text.slice(0, -1))) return say(text, 'ends in ":"');
  const isTwice = text.split('::').length > 2;
  const mistake = isTwice ? 'has "::" more than once' : 'is not an IPv6 address';
  return say(text, mistake, 'write an IPv6 address, for example "2001:db8::101"');
}
