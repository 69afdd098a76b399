import type { FileLine } from '../syntax/configuration.ts';
import { readableWords } from './directive.ts';
import { readNumber } from './number.ts';
import type { OpenedSocket } from './opened-sockets.ts';
import type { Proxies, ProxySection } from './proxies.ts';

/** How many files HAProxy wants to have open at once, and what asks for them. */
export interface DescriptorNeed {
  readonly count: number;
  readonly line: FileLine;
  /** Whether connections ask for them, two each; else a number of files is written. */
  readonly isForConnections: boolean;
  /** What everything but connections takes. */
  readonly besides: number;
  /** A limit of the configuration itself; undefined where it has none. */
  readonly own: { readonly count: number; readonly line: FileLine } | undefined;
  /** Whether HAProxy ends where it cannot have them; undefined where nothing is written, which means yes from 2.3 on. */
  readonly isStrict: boolean | undefined;
}

/**
 * The file descriptors that HAProxy asks for as it starts (2.2, 2.6, 3.0 and 3.2 alike): `ulimit-n`, else what
 * `maxconn`, its sockets, checks and threads need. Undefined where it takes what the machine allows.
 */
export function descriptorNeed(
  { global, proxies, others }: Proxies,
  sockets: readonly OpenedSocket[],
  cpus: number,
): DescriptorNeed | undefined {
  const number = (...words: readonly string[]) => lastNumber(global, words);
  const [written, most] = [number('ulimit-n'), number('maxconn')];
  const asked = written ?? most;
  if (asked === undefined || asked.count <= 0) return undefined;
  const active = proxies.filter((proxy) => !isOff(proxy));
  const threads = number('nbthread')?.count ?? Math.min(cpus, maxThreads);
  const stats = sockets.some(({ line }) => readableWords(line)[0] === 'stats');
  const pipes = number('maxpipes')?.count ?? (isSpliced(active) ? (most?.count ?? 0) >> 2 : 0);
  const besides =
    reserved +
    (stats ? (number('stats', 'maxconn')?.count ?? statsConnections) : 0) +
    sockets.reduce((sum, one) => sum + listeners(one), 0) +
    proxies
      .filter(isOff)
      .flatMap(({ binds }) => binds)
      .reduce((sum, { addresses }) => sum + ports(addresses), 0) +
    active.reduce(
      (sum, { servers }) => sum + servers.reduce((all, one) => all + checks(one), 0),
      0,
    ) +
    others.reduce((sum, section) => sum + peers(section), 0) +
    3 * threads +
    2 * pipes;
  const count = written === undefined ? 2 * asked.count + besides : asked.count;
  const strict = global.findLast((line) => readableWords(line).includes('strict-limits'));
  return {
    ...{ count, besides, line: asked.line, own: number('fd-hard-limit') },
    isForConnections: written === undefined,
    isStrict: strict && readableWords(strict)[0] !== 'no',
  };
}

/** Ten of its own, and the socket by which a master speaks to it. */
const reserved = 11;
const statsConnections = 10;
const maxThreads = 64;

function lastNumber(global: readonly FileLine[], words: readonly string[]) {
  const line = global.findLast((one) => {
    const texts = readableWords(one);
    return !one.isUndecided && words.every((word, index) => texts[index] === word);
  });
  const text = line && readableWords(line)[words.length];
  return line === undefined || text === undefined ? undefined : { count: readNumber(text), line };
}

function isOff({ directives }: ProxySection): boolean {
  return directives.some(({ words: [first] }) => first === 'disabled');
}

function isSpliced(proxies: readonly ProxySection[]): boolean {
  return proxies.some(({ directives }) =>
    directives.some(({ words: [first, name = ''] }) => first === 'option' && /^splice-/.test(name)),
  );
}

function listeners(socket: OpenedSocket): number {
  return socket.is === 'internet' ? ports([socket]) : 1;
}

function ports(addresses: readonly { readonly first: number; readonly last: number }[]): number {
  return addresses.reduce((sum, { first, last }) => sum + Math.max(1, last - first + 1), 0);
}

function checks({ isChecked, options }: ProxySection['servers'][number]): number {
  return (isChecked ? 1 : 0) + (options.has('agent-check') ? 2 : 0);
}

/** Each peer takes three. */
function peers({ opening, lines }: Proxies['others'][number]): number {
  if (readableWords(opening)[0] !== 'peers') return 0;
  return 3 * lines.filter((line) => /^(?:peer|server)$/.test(readableWords(line)[0] ?? '')).length;
}
