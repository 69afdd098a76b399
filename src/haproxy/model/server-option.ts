import type { FileLine } from '../syntax/configuration.ts';
import { readMilliseconds, readNumber } from './number.ts';
import type { OptionValue, ProxyServer, ServerOption } from './proxies.ts';

const flags: ReadonlySet<string> = new Set(
  `allow-0rtt agent-check backup check check-reuse-pool check-send-proxy check-ssl check-via-socks4 disabled
  force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-sslv3 no-tlsv10 no-tlsv11
  no-tlsv12 no-tlsv13 no-tls-tickets non-stick renegotiate send-proxy send-proxy-v2 send-proxy-v2-ssl
  send-proxy-v2-ssl-cn ssl ssl-reuse strict-maxconn tfo tls-tickets`.split(/\s+/),
);

const times: ReadonlySet<string> = new Set(
  'agent-inter downinter fastinter idle-ping inter pool-purge-delay slowstart tcp-ut'.split(' '),
);

const numbers: ReadonlySet<string> = new Set(
  `agent-port error-limit fall id log-bufsize max-reuse maxconn maxqueue minconn pool-low-conn
  pool-max-conn port rise shard weight`.split(/\s+/),
);

const texts: ReadonlySet<string> = new Set(
  `addr agent-addr agent-send alpn ca-file check-alpn check-pool-conn-name check-proto check-sni
  ciphers ciphersuites client-sigalgs cookie crl-file crt curves ech guid hash-key healthcheck
  init-addr init-state log-proto namespace npn observe on-error on-marked-down on-marked-up
  pool-conn-name proto proxy-v2-options quic-cc-algo redir resolve-net resolve-opts resolve-prefer
  resolvers sigalgs sni socks4 ssl-max-ver ssl-min-ver tcp-md5sig track verify
  verifyhost ws`.split(/\s+/),
);

/** Words that take an option away, and which. */
const opposites: Readonly<Record<string, string>> = {
  enabled: 'disabled',
  stick: 'non-stick',
};

/** The options of a server line, or of default-server, over those that held before. */
export interface ReadOptions {
  readonly options: ReadonlyMap<string, ServerOption>;
  readonly unknown: readonly string[];
}

/** Reads server options as HAProxy does: the last one holds, and the first unknown word ends them. */
export function readServerOptions(
  words: readonly string[],
  before: ReadonlyMap<string, ServerOption>,
  line: FileLine,
  isInherited: boolean,
): ReadOptions {
  const options = new Map(before);
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    if (word === '') break;
    const removed = removes(word);
    if (removed !== undefined) {
      options.delete(removed);
      at += 1;
      continue;
    }
    const read = readOption(words, at);
    if (read === undefined) return { options, unknown: words.slice(at) };
    options.set(word, { value: read.value, line, isInherited });
    at += read.count;
  }
  return { options, unknown: [] };
}

function removes(word: string): string | undefined {
  if (Object.hasOwn(opposites, word)) return opposites[word];
  const positive = word.startsWith('no-') ? word.slice(3) : undefined;
  if (positive === undefined || flags.has(word)) return undefined;
  return flags.has(positive) || positive === 'verifyhost' ? positive : undefined;
}

function readOption(
  words: readonly string[],
  at: number,
): { value: OptionValue; count: number } | undefined {
  const [word = '', text] = words.slice(at, at + 2);
  if (flags.has(word)) return { value: true, count: 1 };
  if (word === 'source' || word === 'usesrc') return readSource(words, at);
  if (text === undefined) return undefined;
  if (times.has(word)) return { value: readMilliseconds(text) ?? [text], count: 2 };
  if (numbers.has(word)) return { value: readNumber(text), count: 2 };
  const isText = texts.has(word) || word.startsWith('set-proxy-v2-tlv-fmt(');
  return isText ? { value: [text], count: 2 } : undefined;
}

/** `source` takes an address, and what it is combined with. */
function readSource(
  words: readonly string[],
  at: number,
): { value: OptionValue; count: number } | undefined {
  const [address, word = '', value] = words.slice(at + 1, at + 4);
  if (address === undefined) return undefined;
  const isMore = (word === 'usesrc' || word === 'interface') && value !== undefined;
  const taken = isMore ? [address, word, value] : [address];
  return { value: taken, count: taken.length + 1 };
}

/** The first of some words that HAProxy knows no server option by (2.2 to 3.4). */
export function findUnknownOption(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const read = removes(word) === undefined ? readOption(words, at) : { count: 1 };
    if (read === undefined) return word;
    at += read.count;
  }
  return undefined;
}

/** Every word that is a server option. */
export const serverOptions: readonly string[] = [
  ...flags,
  ...times,
  ...numbers,
  ...texts,
  'source',
];

/** A number that an option of a server holds. */
export function numberOf({ options }: ProxyServer, name: string): number | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The first word that an option of a server holds. */
export function wordOf({ options }: ProxyServer, name: string): string | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'object' ? value[0] : undefined;
}

/** An option as it is written. */
export function optionWords(name: string, value: OptionValue): string[] {
  if (value === true) return [name];
  return typeof value === 'number' ? [name, String(value)] : [name, ...value];
}
