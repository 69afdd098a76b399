import { ringBase } from './hash-key.ts';
import type { HashType } from './hash-type.ts';
import type { SelectionServer } from './model.ts';

/** Options of a server that take a value, which could read like another option (manual 5.2). */
const valued: ReadonlySet<string> = new Set(
  `addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni ciphers
  ciphersuites client-sigalgs cookie crl-file crt curves downinter error-limit fall fastinter guid hash-key
  id init-addr inter interface log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error
  on-marked-down on-marked-up pool-idle-timeout pool-low-conn pool-max-conn pool-purge-delay port proto
  proxy-v2-options redir resolve-net resolve-opts resolve-prefer resolvers rise sigalgs slowstart sni socks4
  source ssl-max-ver ssl-min-ver tcp-ut track usesrc verify verifyhost weight ws`.split(/\s+/),
);

/** Each option with its value where it takes one; the last of a kind counts. */
function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!valued.has(word)) {
      options.set(word, '');
      continue;
    }
    at += 1;
    options.set(word, words[at] ?? '');
  }
  return options;
}

/** A server line: its words behind the address, those of `default-server` first. */
export interface ServerLine {
  readonly name: string;
  readonly address: string;
  readonly words: readonly string[];
}

/** What a server line says. */
export function readServer({ name, address, words }: ServerLine): SelectionServer {
  const options = optionsOf(words);
  const [id, weight] = [options.get('id'), options.get('weight')];
  const standing = words.findLast((word) => word === 'disabled' || word === 'enabled');
  const base = ringBase(keyOf(options), address);
  return {
    name,
    id: id === undefined ? undefined : Number(id),
    ...(typeof base === 'number' ? { ringBase: base } : {}),
    weight: weight === undefined ? 1 : Number(weight),
    isBackup: options.has('backup') && !options.has('no-backup'),
    state: standing === 'disabled' ? 'maint' : 'ready',
  };
}

function keyOf(options: ReadonlyMap<string, string>): string {
  return options.get('hash-key') ?? 'id';
}

/** What keeps a choice from being foretold, and what it is foretold under. */
export interface PredictionLimit {
  readonly limits?: string;
  readonly conditions?: readonly string[];
}

/** What a server's options mean for what can be foretold of a pool. */
export function serverLimit(
  { address, words }: ServerLine,
  method: HashType['method'],
): PredictionLimit {
  const options = optionsOf(words);
  const isRing = method === 'consistent';
  const base = ringBase(keyOf(options), address);
  if (isRing && typeof base === 'object') return base;
  const conditions: string[] = [];
  if (options.has('agent-check')) {
    conditions.push('no agent changes the weight or the state of its server');
  }
  if (isRing && options.has('slowstart')) conditions.push('no server is in its slowstart');
  return { conditions };
}
