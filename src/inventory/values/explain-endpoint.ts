import { isIPv4, isIPv6, mappedIPv4 } from '../../haproxy/facts/ip.ts';
import { quote } from '../../text/characters.ts';
import { isError, type ParseError } from '../../text/result.ts';
import { inYaml, listInYaml } from '../../yaml/quote.ts';
import { explainAddress } from './explain-address.ts';
import { explainVariable, isHostName, looksLikeHostName } from './host-name.ts';
import { isPort, parsePort, portsOfRange } from './port.ts';
import { explainUnseen, firstError } from './suggest.ts';
import { joinEndpoint, splitIPv6, suggestEndpoint } from './suggest-endpoint.ts';

/** Why a text is not an address and a port, and what to write; the usual port where it has none. */
export function explainEndpoint(text: string, usualPort: number): ParseError {
  if (text.length > 255) {
    const message = `${quote(text)} has ${text.length} characters`;
    return { message, help: exampleEndpoint(usualPort) };
  }
  return firstError(mistakes, { text, usualPort }) ?? explainParts({ text, usualPort });
}

/** How an address and a port are written. */
export function exampleEndpoint(port: number): string {
  return `write ADDRESS:${port}, for example 10.0.0.100:${port}`;
}

interface Written {
  readonly text: string;
  readonly usualPort: number;
}

const mistakes: readonly ((written: Written) => ParseError | undefined)[] = [
  explainWithoutAddress,
  ({ text, usualPort }) => explainUnseen(text, (bare) => checkMeant(bare, usualPort)),
  ({ text, usualPort }) => {
    const help = `write the IP address itself, for example 10.0.0.100:${usualPort}`;
    const error = explainVariable(text);
    return error && { message: error.message, help };
  },
  explainForeign,
  explainSeveral,
  explainBlanks,
  explainWithoutBrackets,
  explainHalfBrackets,
  explainWithoutColon,
];

/** A refusal whose help is what the text means, or how an endpoint is written. */
function say({ text, usualPort }: Written, mistake: string): ParseError {
  return {
    message: `${quote(text)} ${mistake}`,
    help: helpFor(suggestEndpoint(text, usualPort), usualPort),
  };
}

function helpFor(meant: string | undefined, usualPort: number): string {
  return meant === undefined ? exampleEndpoint(usualPort) : `write ${inYaml(meant)}`;
}

/** What to write where nothing else can be meant. */
function writeOnly(endpoint: string): Pick<ParseError, 'help' | 'instead'> {
  return { help: `write ${inYaml(endpoint)}`, instead: endpoint };
}

function checkMeant(text: string, usualPort: number): { value: string } | ParseError {
  const value = suggestEndpoint(text, usualPort);
  return value === text ? { value } : { message: text };
}

function explainWithoutAddress(written: Written): ParseError | undefined {
  const { text, usualPort } = written;
  if (/^[\s:[\]]*$/.test(text) && !isIPv6(text)) return say(written, 'is no address and port');
  if (portsOfRange(text) !== undefined) return explainPortOf(written, '*', text);
  if (!/^[0-9]{2,5}$/.test(text)) return undefined;
  const help = `write "*:${text}" for every address of the balancer, or ADDRESS:${text}`;
  const message = `${quote(text)} has no address`;
  return { message, help: isPort(text) ? help : exampleEndpoint(usualPort) };
}

/** What is an endpoint to other programs, or to HAProxy elsewhere. */
function explainForeign(written: Written): ParseError | undefined {
  const { text, usualPort } = written;
  if (/^(\/|(unix|uxst|uxdg|abns|abnsx)@)/.test(text)) {
    const message = `${quote(text)} is a Unix socket, which no agent can reach`;
    return { message, help: exampleEndpoint(usualPort) };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return say(written, 'is a URL');
  return /^[a-z0-9+]+@/i.test(text) ? say(written, 'has something before the address') : undefined;
}

function explainSeveral(written: Written): ParseError | undefined {
  const { text, usualPort } = written;
  if (/^[0-9]+(,[0-9]+){3}(:|$)/.test(text)) return say(written, 'has commas where dots belong');
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 1) return text.includes(',') ? say(written, 'holds a comma') : undefined;
  const meant = parts.map((part) => suggestEndpoint(part, usualPort));
  const known = meant.filter((part) => part !== undefined);
  const isKnown = known.length === meant.length && parts.every((part) => /[.\]:]./.test(part));
  if (!isKnown && !text.includes(',')) return undefined;
  const list = isKnown ? `: ${listInYaml(known)}` : `, each ADDRESS:${usualPort}`;
  return {
    message: `${quote(text)} is more than one address`,
    help: `write a list of binds${list}`,
  };
}

function explainBlanks(written: Written): ParseError | undefined {
  const { text, usualPort } = written;
  if (!/\s/.test(text)) return undefined;
  if (!/\s/.test(text.trim())) return say(written, 'has a blank around it');
  const isAlone = checkMeant(text.replace(/\s+/g, ''), usualPort);
  if (!isError(isAlone))
    return { message: `${quote(text)} holds a blank`, ...writeOnly(isAlone.value) };
  const [first = '', second = '', ...more] = text.trim().split(/\s+/);
  const meant = more.length === 0 && isPort(second) ? joinEndpoint(first, second) : undefined;
  if (meant !== undefined) {
    return { ...say(written, 'has a blank where ":" belongs'), help: helpFor(meant, usualPort) };
  }
  const endpoint = suggestEndpoint(first, usualPort) ?? first;
  const isOption = second === 'transparent' && more.length === 0;
  const help = isOption
    ? `write { address: ${JSON.stringify(endpoint)}, transparent: true }`
    : helpFor(suggestEndpoint(first, usualPort), usualPort);
  return { ...say(written, 'holds more than an address and a port'), help };
}

function explainWithoutBrackets({ text, usualPort }: Written): ParseError | undefined {
  const [, ...last] = /^([^[\]]*):([0-9]+)$/.exec(text) ?? [];
  const [host = '', port = ''] = isIPv6(text) ? (splitIPv6(text) ?? []) : last;
  const parted = isIPv6(host) && isPort(port) ? joinEndpoint(host, port) : undefined;
  if (!isIPv6(text)) {
    if (parted === undefined) return undefined;
    const message = `${quote(text)} needs brackets around the IPv6 address`;
    return { message, ...writeOnly(parted) };
  }
  const message = `${quote(text)} has no brackets, so the port cannot be told`;
  const whole = joinEndpoint(text, `${usualPort}`);
  if (parted === undefined || whole === undefined) {
    return { message, help: helpFor(parted ?? whole, usualPort) };
  }
  return { message, help: `write ${inYaml(parted)}, or ${inYaml(whole)} if ${port} is no port` };
}

function explainHalfBrackets(written: Written): ParseError | undefined {
  const { text } = written;
  if (/^\[[^[\]]*\](:.*)?$/s.test(text) || !/[[\]]/.test(text)) return undefined;
  const isClosed = /^\[[^[\]]*\]/.test(text);
  return say(
    written,
    isClosed ? 'has no ":" after the brackets' : 'has a bracket without the other',
  );
}

/** An address alone, or a port behind something else than ":". */
function explainWithoutColon(written: Written): ParseError | undefined {
  const { text, usualPort } = written;
  const isAlone = !text.includes(':') || text.endsWith(':') || /^\[[^\]]*\]$/.test(text);
  if (!isAlone) return undefined;
  const host = text.replace(/:$/, '');
  if (isName(host)) return explainHostName(host, usualPort);
  const [, before = ''] = /^([0-9.]+)[.;#/-][0-9]{3,5}$/.exec(host) ?? [];
  if (isIPv4(before)) return say(written, 'has no ":" before the port');
  const error = say(written, 'has no port');
  const isOpen = suggestEndpoint(text, usualPort) === undefined;
  return isOpen ? { ...error, message: explainAddress(host).message } : error;
}

function isName(host: string): boolean {
  return looksLikeHostName(host) && isHostName(host);
}

function explainHostName(host: string, port: number | string): ParseError {
  const address = host.toLowerCase() === 'localhost' ? '127.0.0.1' : undefined;
  const message = `${quote(host)} is a host name, which HAProxy looks up only when it starts`;
  const help = `write its IP address, for example 10.0.0.100:${port}`;
  return { message, help: address === undefined ? help : `write ${address}:${port}` };
}

function withoutBrackets(written: Written, inner: string, port: string): ParseError {
  const error = say(written, 'has brackets, which belong around IPv6 only');
  return isPort(port) ? { ...error, ...writeOnly(`${inner}:${port}`) } : error;
}

/** An address and a port, one of which is wrong. */
function explainParts(written: Written): ParseError {
  const { text, usualPort } = written;
  const [, host = '', port = ''] = /^(.*):([^:]*)$/s.exec(text) ?? [];
  const inner = host.replace(/^\[(.*)\]$/s, '$1');
  if (isName(inner)) return explainHostName(inner, isPort(port) ? port : usualPort);
  if (inner !== host && isIPv4(inner)) {
    return withoutBrackets(written, inner, port);
  }
  const isBracketed = inner !== host && isIPv6(inner) && mappedIPv4(inner) === undefined;
  if (isBracketed || isIPv4(host) || host === '*' || host === '') {
    return explainPortOf(written, host === '' ? '*' : host, port);
  }
  const [, first = '', second = ''] = /^(.*):([0-9]+)$/.exec(host) ?? [];
  const meant = isPort(second) ? joinEndpoint(first, second) : undefined;
  if (meant !== undefined) {
    return { ...say(written, 'has more than one port'), help: helpFor(meant, usualPort) };
  }
  if (inner === '') return say(written, 'is no address and port');
  return { ...say(written, ''), message: explainAddress(inner).message };
}

function explainPortOf(written: Written, host: string, port: string): ParseError {
  const { help = '' } = say({ ...written, text: `${host}:${port}` }, '');
  const range = portsOfRange(port);
  const result = parsePort(port);
  const message = isError(result) ? result.message : `${quote(port)} is not a port`;
  if (range === undefined) return { message, help };
  const count = range.last - range.first + 1;
  if (count > 4) return { message, help: `write a list of ${count} binds, one for each port` };
  const each = Array.from({ length: count }, (_, index) => `${host}:${range.first + index}`);
  return { message, help: `write a list of binds: ${listInYaml(each)}` };
}
