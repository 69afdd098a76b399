import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { explainUnseen } from './suggest.ts';

/** An algorithm that chooses a server, in HAProxy's words. */
export interface Balance {
  readonly algorithm: 'source' | 'leastconn' | 'roundrobin' | 'static-rr' | 'first' | 'random';
  readonly text: string;
}

const algorithms = ['source', 'leastconn', 'roundrobin', 'static-rr', 'first', 'random'] as const;

const anyAlgorithm = 'write source, leastconn, roundrobin, static-rr, first or random';

/** Reads an algorithm that works for TCP (configuration manual 4.2, "balance"). */
export function parseBalance(text: string): Result<Balance> {
  const random = /^random\(([1-9][0-9]{0,4})\)$/.test(text) ? 'random' : undefined;
  const algorithm = algorithms.find((name) => name === text) ?? random;
  if (algorithm !== undefined) return { value: { algorithm, text } };
  return explainUnseen(text, parseBalance) ?? explainBalance(text);
}

/** What other programs, and people, call HAProxy's algorithms; lower-case letters only. */
const otherNames: Readonly<Record<string, string>> = {
  rr: 'roundrobin',
  wrr: 'roundrobin',
  weighted: 'roundrobin',
  lc: 'leastconn',
  wlc: 'leastconn',
  leastconnection: 'leastconn',
  leastconnections: 'leastconn',
  src: 'source',
  sourceip: 'source',
  iphash: 'source',
  hashsrc: 'source',
  failover: 'first',
};

function explainBalance(text: string): ParseError {
  const word = /^[a-z_-]+/i.exec(text)?.[0] ?? '';
  if (/^(uri|url_param|hdr)$/i.test(word)) {
    const message = `${quote(text)} needs HTTP, and HAProxy passes the TLS of Puppet on as TCP`;
    return { message, help: anyAlgorithm };
  }
  if (/^random\(/i.test(text)) {
    const help = 'write random, or random(2) for the better one of two draws';
    return { message: `${quote(text)} has no number of draws from 1 to 99999`, help };
  }
  const isOther = /^(hash|rdp-cookie|sticky|log-hash)$/.test(word);
  const mistake = isOther ? 'is an algorithm not offered here' : 'is not an algorithm for TCP';
  const message = `${quote(text)} ${mistake}`;
  const plain = text.toLowerCase().replace(/[^a-z]/g, '');
  const own = algorithms.find((name) => name.replace('-', '') === plain);
  if (own !== undefined && /^[a-z_ -]+$/i.test(text)) {
    return { message, help: `write ${own}`, instead: own };
  }
  const meant = own ?? (Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined);
  if (meant !== undefined) return { message, help: `write ${meant}` };
  const near = nearest(text, algorithms);
  const help = near === undefined ? anyAlgorithm : `did you mean "${near}"?`;
  return { message, help };
}

export type { HashType } from '../../haproxy/model/hash-type.ts';
export { parseHashType } from './hash-type.ts';
