import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import { isError, type ParseError } from '../../text/result.ts';
import { inYaml, listInYaml } from '../../yaml/quote.ts';
import { isAny, isUnicast, parseAddress } from './address.ts';
import { explainAddress, suggestAddress } from './explain-address.ts';
import { isHostName, looksLikeHostName } from './host-name.ts';
import { isPort, parsePort, portsOfRange } from './port.ts';
import { bare, explain, type Hints, refuse, template, variable } from './suggest.ts';

const hints: Hints = [
  [/^[\s:[\]]*$/, 'is not an address and a port'],
  [/^.{256}/s, 'has more than 255 characters'],
  [template, 'is a template'],
  variable,
  [/^(\/|(unix|uxst|uxdg|abns|abnsx)@)/, 'is a Unix socket, which no agent can reach'],
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'is a URL'],
  [/^[a-z0-9+]+@/i, 'has something before the address'],
  [/^[0-9]+(,[0-9]+){3}(:|$)/, 'has commas instead of dots'],
  [/,/, 'contains a comma'],
  [/\s.*\s|:[0-9]+\s/s, 'contains more than an address and a port'],
  [/\s/, 'contains a space'],
  [/^\[[0-9.]+\]:[0-9]+$/, 'has brackets, which are only for IPv6'],
  [/^\[[^[\]]*\][^:]/, 'has no ":" after the brackets'],
  [/^[^[]*\]|^\[[^\]]*$/, 'has only one of two brackets'],
  [/^[0-9]+(\.[0-9]+){3}[.;#/-][0-9]{3,5}$/, 'has no ":" before the port'],
  [/^[^:[\]]*:[0-9]+:[0-9]+$/, 'has more than one port'],
];

/** Why a text is not an address and a port, and what to write; the usual port where it has none. */
export function explainEndpoint(text: string, usualPort: number): ParseError {
  const example = exampleEndpoint(usualPort);
  const meant = suggestEndpoint(text, usualPort);
  const own = explainSeveral(text, usualPort) ?? explainWithoutBrackets(text, usualPort);
  if (own !== undefined) return own;
  if (hints.some(([looks]) => looks.test(text)) || meant === bare(text)) {
    const isSpelling = meant !== undefined && unspaced(meant) === unspaced(text);
    const isCertain = isSpelling && !/^[^[]*\]|^\[[^\]]*$/.test(text);
    return explain(text, hints, example, { text: meant, isCertain });
  }
  return explainParts(text, usualPort, meant === undefined ? example : `write ${inYaml(meant)}`);
}

/** An endpoint without what is only spelling: spaces and brackets. */
function unspaced(text: string): string {
  return text.replace(/[\s[\]\p{Cf}]/gu, '');
}

/** How an address and a port are written. */
export function exampleEndpoint(port: number): string {
  return `write ADDRESS:${port}, for example 10.0.0.100:${port}`;
}

/** Several addresses, or several ports. */
function explainSeveral(text: string, usualPort: number): ParseError | undefined {
  const [, host = '*', port = ''] = /^(?:([^\s,]*):)?([0-9]+-[0-9]+)$/.exec(text) ?? [];
  const range = portsOfRange(port);
  if (range !== undefined) {
    const count = range.last - range.first + 1;
    const each = Array.from({ length: Math.min(count, 4) }, (_, index) => {
      return `${host === '' ? '*' : host}:${range.first + index}`;
    });
    const list = count > 4 ? `${count} binds, one for each port` : `binds: ${listInYaml(each)}`;
    return refuse(port, 'is a range of ports', `write a list of ${list}`);
  }
  const parts = text
    .replace(/\s*:\s*/g, ':')
    .split(/[\s,]+/)
    .filter((part) => /[.\]:]./.test(part));
  if (parts.length < 2) return undefined;
  const meant = parts.flatMap((part) => {
    return /-[0-9]+$/.test(part) ? [] : (suggestEndpoint(part, usualPort) ?? []);
  });
  const list = meant.length === parts.length ? `: ${listInYaml(meant)}` : `, each ADDRESS:PORT`;
  return refuse(text, 'is more than one address', `write a list of binds${list}`);
}

/** An IPv6 address without brackets, whose last digits may be a port. */
function explainWithoutBrackets(text: string, usualPort: number): ParseError | undefined {
  if (!isIPv6(text)) {
    const [, host = '', port = ''] = /^([^[\]]*):([0-9]+)$/.exec(text) ?? [];
    const meant = isIPv6(host) && isPort(port) ? joinEndpoint(host, port) : undefined;
    if (meant === undefined) return undefined;
    const help = `write ${inYaml(meant)}`;
    return { ...refuse(text, 'needs brackets around the IPv6 address', help), instead: meant };
  }
  const whole = joinEndpoint(text, `${usualPort}`);
  const [host, port] = splitIPv6(text) ?? [];
  const parted = host === undefined || port === undefined ? undefined : joinEndpoint(host, port);
  const both =
    parted !== undefined && whole !== undefined
      ? `write ${inYaml(parted)}, or ${inYaml(whole)} if ${port} is part of the address`
      : undefined;
  const one = parted ?? whole;
  const help = one === undefined ? exampleEndpoint(usualPort) : `write ${inYaml(one)}`;
  return refuse(text, 'has no brackets, so the port is unclear', both ?? help);
}

/** An address and a port where one is wrong or missing. */
function explainParts(text: string, usualPort: number, help: string): ParseError {
  if (/^[0-9]{2,5}$/.test(text)) {
    const any = `write "*:${text}" for every address of the balancer, or ADDRESS:${text}`;
    return refuse(text, 'has no address', isPort(text) ? any : help);
  }
  const [inner, port] = splitEndpoint(text);
  if (looksLikeHostName(inner) && isHostName(inner)) {
    const own = `write its IP address, for example 10.0.0.100:${isPort(port) ? port : usualPort}`;
    const mistake = 'is a host name, which HAProxy resolves only when it starts';
    return refuse(inner, mistake, /^localhost$/i.test(inner) ? help : own);
  }
  const isGood = inner === '*' || inner === '' || !isError(parseAddress(inner));
  if (!isGood) return { message: explainAddress(inner).message, help };
  if (port === '') return refuse(text, 'has no port', help);
  const result = parsePort(port);
  return isError(result) ? { ...result, help } : refuse(text, 'is not an address and a port', help);
}

/** The address and port that a text most likely means, the usual port where it has none; else undefined. */
export function suggestEndpoint(text: string, usualPort: number): string | undefined {
  const written = bare(text)
    .replace(/^[a-z][a-z0-9+.-]*:\/\/([^/?#]*).*$/is, '$1')
    .replace(/^[a-z0-9+]+@/i, '')
    .replace(/^localhost(?=:|$)/i, '127.0.0.1')
    .replace(/\s+(?=:)|(?<=:)\s+/g, '')
    .replace(/(?<=^(?:[^:]*|\[[^\]]*\]):[0-9]+)[\s,:].*$/s, '');
  const [host, port] = splitEndpoint(written);
  const digits = /^([0-9]+$|[0-9]{3,5}(?![0-9]))/.exec(port)?.[0].replace(/^0+/, '') ?? '';
  return joinEndpoint(host, isPort(digits) ? digits : `${usualPort}`);
}

/** An address and a port as HAProxy reads them; undefined where the address is unclear. */
function joinEndpoint(host: string, port: string): string | undefined {
  const inner = host.replace(/^\[(.*)\]$/s, '$1');
  if (inner === '*') return `*:${port}`;
  const address = isIPv4(inner) ? inner : (suggestAddress(inner) ?? inner);
  const result = parseAddress(address);
  const isReached = !isError(result) && (isAny(result.value) || isUnicast(result.value));
  return isReached ? `${isIPv6(address) ? `[${address}]` : address}:${port}` : undefined;
}

/** The end of an IPv6 address without brackets, where it is likely a port, and what is before it. */
function splitIPv6(text: string): readonly [string, string] | undefined {
  const [, before = '', port = ''] = /^(.*):([0-9]{3,5})$/.exec(text) ?? [];
  const host = before === ':' ? '::' : before;
  return isPort(port) && isIPv6(host) ? [host, port] : undefined;
}

/** The text before and after the last ":", or what was written instead of it. */
function splitEndpoint(text: string): readonly [string, string] {
  if (isIPv6(text)) return splitIPv6(text) ?? [text, ''];
  const [, bracketed, afterBracket = ''] = /^\[([^\]]*)\]:?(.*)$/s.exec(text) ?? [];
  if (bracketed !== undefined) return [bracketed, afterBracket];
  const [, host = text, port = ''] =
    /^(.*):([^:]*)$/s.exec(text) ??
    /^([0-9]+(?:\.[0-9]+){3})[\s.;,#/-]+([0-9]{3,5})$/.exec(text) ??
    [];
  return [host === '' && port !== '' ? '*' : host.replace(/^\[|\]$/g, ''), port];
}
