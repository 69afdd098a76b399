import { quote } from '../source/characters.ts';
import { refuseAddress } from './address-refusal.ts';
import { joinEndpoint, meantEndpoint, splitIPv6 } from './endpoint-meant.ts';
import { isHostName, refuseVariable } from './host-name.ts';
import { isIPv4, isIPv6 } from './ip.ts';
import { isRefusal, type Refusal } from './judged.ts';
import { isPort, parsePort, portsOfRange } from './port.ts';
import { firstRefusal, inYaml, listInYaml, refuseUnseen } from './suggest.ts';

/** Why a text is not an address and a port, and what to write; the usual port where it has none. */
export function refuseEndpoint(text: string, usualPort: number): Refusal {
  return firstRefusal(mistakes, { text, usualPort }) ?? refuseParts({ text, usualPort });
}

/** How an address and a port are written. */
export function exampleEndpoint(port: number): string {
  return `write ADDRESS:${port}, for example 10.0.0.100:${port}`;
}

interface Written {
  readonly text: string;
  readonly usualPort: number;
}

const mistakes: readonly ((written: Written) => Refusal | undefined)[] = [
  refuseNothing,
  ({ text, usualPort }) => refuseUnseen(text, (bare) => judgeMeant(bare, usualPort)),
  ({ text, usualPort }) => {
    const refusal = refuseVariable(text);
    return refusal && { ...refusal, help: exampleEndpoint(usualPort) };
  },
  refuseForeign,
  refuseSeveral,
  refuseWithoutBrackets,
  refuseHalfBrackets,
  refuseWithoutPort,
];

/** A refusal whose help is what the text means, or how an endpoint is written. */
function say({ text, usualPort }: Written, mistake: string): Refusal {
  const meant = meantEndpoint(text, usualPort);
  const help = meant === undefined ? exampleEndpoint(usualPort) : `write ${inYaml(meant)}`;
  return { message: `${quote(text)} ${mistake}`, help };
}

function judgeMeant(text: string, usualPort: number): { value: string } | Refusal {
  const value = meantEndpoint(text, usualPort);
  return value === text ? { value } : { message: text };
}

function refuseNothing({ text, usualPort }: Written): Refusal | undefined {
  if (text.trim() === '') {
    return { message: `${quote(text)} is no address and port`, help: exampleEndpoint(usualPort) };
  }
  if (!isPort(text)) return undefined;
  const help = `write "*:${text}" for every address of the balancer, or ADDRESS:${text}`;
  return { message: `${quote(text)} has no address`, help };
}

/** What is an endpoint to other programs, or to HAProxy elsewhere. */
function refuseForeign(written: Written): Refusal | undefined {
  const { text, usualPort } = written;
  if (/^(\/|(unix|uxst|uxdg|abns|abnsx)@)/.test(text)) {
    const message = `${quote(text)} is a Unix socket, which no agent can reach`;
    return { message, help: exampleEndpoint(usualPort) };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return say(written, 'is a URL');
  return /^[a-z0-9+]+@/i.test(text) ? say(written, 'has something before the address') : undefined;
}

function refuseSeveral(written: Written): Refusal | undefined {
  const { text, usualPort } = written;
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const [first = '', ...others] = parts;
  if (parts.length === 1) return text.includes(',') ? say(written, 'holds a comma') : undefined;
  if (parts.length === 2 && isPort(others[0] ?? '')) {
    const meant = joinEndpoint(first.replace(/:$/, ''), others[0] ?? '');
    const help = meant === undefined ? exampleEndpoint(usualPort) : `write ${inYaml(meant)}`;
    return { message: `${quote(text)} has more than ":" before the port`, help };
  }
  const meant = parts.map((part) => meantEndpoint(part, usualPort));
  const known = meant.filter((part) => part !== undefined);
  if (known.length === meant.length) {
    const help = `write a list of binds: ${listInYaml(known)}`;
    return { message: `${quote(text)} is more than one address`, help };
  }
  const help = meant[0] === undefined ? exampleEndpoint(usualPort) : `write ${inYaml(meant[0])}`;
  return { message: `${quote(text)} holds more than an address and a port`, help };
}

function refuseWithoutBrackets({ text, usualPort }: Written): Refusal | undefined {
  const split = splitIPv6(text) ?? splitAtLast(text);
  const parted = split && inYaml(`[${split[0]}]:${split[1]}`);
  if (!isIPv6(text)) {
    if (parted === undefined) return undefined;
    const message = `${quote(text)} needs brackets around the IPv6 address`;
    return { message, help: `write ${parted}` };
  }
  const whole = inYaml(`[${text}]:${usualPort}`);
  const isParted = splitIPv6(text) !== undefined && parted !== undefined;
  const help = isParted
    ? `write ${parted}, or ${whole} if ${split?.[1]} is no port`
    : `write ${whole}`;
  return { message: `${quote(text)} has no brackets, so the port cannot be told`, help };
}

function splitAtLast(text: string): readonly [string, string] | undefined {
  const [, host = '', port = ''] = /^([^[\]]*):([0-9]+)$/.exec(text) ?? [];
  return isIPv6(host) && isPort(port) ? [host, port] : undefined;
}

function refuseHalfBrackets(written: Written): Refusal | undefined {
  const { text } = written;
  if (/^\[[^[\]]*\](:.*)?$/s.test(text) || !/[[\]]/.test(text)) return undefined;
  const isClosed = /^\[[^[\]]*\]/.test(text);
  return say(
    written,
    isClosed ? 'has no ":" after the brackets' : 'has a bracket without the other',
  );
}

function refuseWithoutPort(written: Written): Refusal | undefined {
  const { text } = written;
  const isParted = /^\[[^\]]*\]$/.test(text) ? false : text.includes(':');
  if (isParted && !text.endsWith(':')) return undefined;
  const host = text.replace(/:$/, '');
  if (
    /^[0-9]+(\.[0-9]+){3}[.;#/-][0-9]{3,5}$/.test(host) &&
    isIPv4(host.replace(/[.;#/-][0-9]+$/, ''))
  ) {
    return say(written, 'has no ":" before the port');
  }
  return isHostName(host) ? refuseHostName(written, host) : say(written, 'has no port');
}

function refuseHostName(written: Written, host: string): Refusal {
  const mistake = 'is a host name, which HAProxy looks up only when it starts';
  return { ...say(written, ''), message: `${quote(host)} ${mistake}` };
}

/** An address and a port, one of which is wrong. */
function refuseParts(written: Written): Refusal {
  const { text, usualPort } = written;
  const [, host = '', port = ''] = /^(.*):([^:]*)$/s.exec(text) ?? [];
  const { help } = say(written, '');
  const inner = host.replace(/^\[(.*)\]$/s, '$1');
  if (inner !== host && isIPv4(inner))
    return say(written, 'has brackets, which belong around IPv6 only');
  if (isHostName(inner)) return refuseHostName(written, inner);
  const isGood =
    inner === '*' || inner === '' || isIPv4(inner) || (isIPv6(inner) && inner !== host);
  if (!isGood)
    return { message: refuseAddress(inner).message, help: help ?? exampleEndpoint(usualPort) };
  return refusePortOf(written, host, port);
}

function refusePortOf(written: Written, host: string, port: string): Refusal {
  const { help } = say(written, '');
  const range = portsOfRange(port);
  if (range !== undefined) {
    const ports = Array.from(
      { length: range.last - range.first + 1 },
      (_, index) => range.first + index,
    );
    const each = listInYaml(ports.slice(0, 4).map((one) => `${host}:${one}`));
    const list = ports.length > 4 ? 'with each port' : each;
    return {
      message: `${quote(port)} is a range of ports`,
      help: `write a list of binds: ${list}`,
    };
  }
  const judged = parsePort(port);
  const message = isRefusal(judged) ? judged.message : `${quote(port)} is not a port`;
  return help === undefined ? { message } : { message, help };
}
