import type { FileLine, FileSection } from '../syntax/configuration.ts';
import { type ReadHost, readListenAddresses } from './address.ts';
import { readBindOptions } from './bind.ts';
import { readableWords } from './directive.ts';
import type { Proxies } from './proxies.ts';
import { socketPath } from './stats-sockets.ts';

/** A socket of an address and its ports. */
export interface InternetSocket {
  readonly is: 'internet';
  readonly transport: 'tcp' | 'udp';
  readonly host: Exclude<ReadHost, { kind: 'socket' }>;
  readonly first: number;
  readonly last: number;
  readonly isV6Only: boolean;
  /** Whether it takes IPv4 whatever the system does by default. */
  readonly isDual: boolean;
  readonly isTransparent: boolean;
  readonly interface: string | undefined;
}

/** What HAProxy opens when it starts, and the line that says so. */
export type OpenedSocket = { readonly line: FileLine; readonly text: string } & (
  | InternetSocket
  | { readonly is: 'path'; readonly path: string }
  | { readonly is: 'abstract'; readonly name: string }
  /** Its address is known to the HAProxy to come alone, or to another network namespace. */
  | { readonly is: 'unknown'; readonly why: string }
);

/** Every socket that HAProxy opens when it starts: binds, stats sockets, peers, what receives logs. */
export function openedSockets({ global, proxies, others }: Proxies, host: string): OpenedSocket[] {
  const prefix = lastValue(global, 'unix-bind', 'prefix') ?? '';
  const local = lastValue(global, 'localpeer') ?? host;
  const open = (line: FileLine, address: string | undefined, options: readonly string[] = []) =>
    address === undefined ? [] : read(line, address, options, prefix);
  return [
    ...global.flatMap((line) => {
      const [first, second, address, ...options] = readableWords(line);
      return first === 'stats' && second === 'socket' ? open(line, address, options) : [];
    }),
    ...proxies
      .filter(({ directives }) => directives.every(({ words: [first] }) => first !== 'disabled'))
      .flatMap(({ binds }) => binds)
      .flatMap(({ line }) => open(line, ...bindWords(line))),
    ...others.flatMap((section) =>
      section.lines.flatMap((line) => open(line, ...otherWords(section, line, local))),
    ),
  ];
}

function bindWords(line: FileLine): [string | undefined, string[]] {
  const [, address, ...options] = readableWords(line);
  return [address, options];
}

/** The address of a line that listens in a section that is no proxy. */
function otherWords(
  { opening }: FileSection,
  line: FileLine,
  local: string,
): [string | undefined, string[]] {
  const [section] = readableWords(opening);
  const [first, second, address, ...options] = readableWords(line);
  if (section === 'peers' && (first === 'peer' || first === 'server')) {
    return [second === local ? address : undefined, options];
  }
  const isListening =
    (first === 'bind' && (section === 'peers' || section === 'log-forward')) ||
    (first === 'dgram-bind' && section === 'log-forward');
  return isListening ? bindWords(line) : [undefined, []];
}

function lastValue(global: readonly FileLine[], ...words: readonly string[]): string | undefined {
  const values = global.flatMap((line) => {
    const texts = readableWords(line);
    const at = words.every((word, index) => texts[index] === word) ? words.length : -1;
    return at === -1 || line.isUndecided ? [] : (texts[at] ?? []);
  });
  return values.at(-1);
}

const udp = /^(?:quic|udp|dgram)(?:[46])?(?:@|\+)/;

/** Kinds of addresses that are read like those of TCP. */
const kinds: Readonly<Record<string, string>> = {
  mptcp: '',
  mptcp4: 'ipv4@',
  mptcp6: 'ipv6@',
  quic4: 'ipv4@',
  quic6: 'ipv6@',
  udp: '',
  udp4: 'ipv4@',
  udp6: 'ipv6@',
};

function read(
  line: FileLine,
  address: string,
  words: readonly string[],
  prefix: string,
): OpenedSocket[] {
  const { options } = readBindOptions(words);
  const isDatagram = readableWords(line)[0] === 'dgram-bind';
  return address
    .split(',')
    .filter((part) => part !== '')
    .flatMap((text): OpenedSocket[] => {
      const own = { line, text };
      if (line.isUndecided) return [{ ...own, is: 'unknown', why: 'below a condition' }];
      if (text.includes('$')) return [{ ...own, is: 'unknown', why: 'a variable' }];
      if (options.has('namespace')) return [{ ...own, is: 'unknown', why: 'another namespace' }];
      const [, kind = '', rest = text] = /^([a-z0-9+]+)@(.*)$/.exec(text) ?? [];
      if (kind === 'abns' || kind === 'abnsz') return [{ ...own, is: 'abstract', name: rest }];
      const path = socketPath(text);
      if (path.startsWith('/')) return [{ ...own, is: 'path', path: `${prefix}${path}` }];
      const plain = Object.hasOwn(kinds, kind) ? `${kinds[kind]}${rest}` : text;
      return readListenAddresses(plain).map(({ host, first, last }): OpenedSocket => {
        if (host.kind === 'socket') return { ...own, is: 'unknown', why: 'a kind of its own' };
        const device = options.get('interface');
        return {
          ...{ ...own, is: 'internet', host, first, last },
          transport: isDatagram || udp.test(text) ? 'udp' : 'tcp',
          isV6Only: options.has('v6only'),
          isDual: options.has('v4v6'),
          isTransparent: options.has('transparent'),
          interface: device === true ? undefined : device,
        };
      });
    });
}
