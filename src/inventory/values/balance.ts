import { nearest } from '../../text/nearest.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { bare, explain, type Hints } from './suggest.ts';

/** An algorithm that chooses a server, in HAProxy's words. */
export interface Balance {
  readonly algorithm: (typeof algorithms)[number];
  readonly text: string;
}

const algorithms = ['source', 'leastconn', 'roundrobin', 'static-rr', 'first', 'random'] as const;

/** Reads an algorithm that works for TCP (configuration manual 4.2, "balance"). */
export function parseBalance(text: string): Result<Balance> {
  const random = /^random\(([1-9][0-9]{0,4})\)$/.test(text) ? 'random' : undefined;
  const algorithm = algorithms.find((name) => name === text) ?? random;
  return algorithm === undefined ? explainBalance(text) : { value: { algorithm, text } };
}

/** What other programs, and people, call HAProxy's algorithms; lower-case letters only. */
const otherNames: Readonly<Record<string, RegExp>> = {
  roundrobin: /^(w?rr|weighted)$/,
  leastconn: /^(w?lc|leastconnections?)$/,
  source: /^(src|sourceip|iphash|hashsrc)$/,
  first: /^failover$/,
};

const hints: Hints = [
  [/^(uri|url_param|hdr)\b/i, 'needs mode http, and every pool uses mode tcp'],
  [
    /^random\(/i,
    'needs a number of draws from 1 to 99999',
    'write random, or random(2) for the less loaded of two random servers',
  ],
  [/^(hash|rdp-cookie|sticky|log-hash)\b/, 'is not supported by puppetlb'],
  [/^/, 'is not a balance algorithm for TCP'],
];

function explainBalance(text: string): ParseError {
  const plain = text.toLowerCase().replace(/[^a-z]/g, '');
  const own = /^[\sa-z_-]+$/i.test(bare(text))
    ? algorithms.find((name) => name.replace('-', '') === plain)
    : undefined;
  const other = Object.keys(otherNames).find((name) => otherNames[name]?.test(plain));
  const near = nearest(text, algorithms);
  const any =
    near === undefined
      ? 'write source, leastconn, roundrobin, static-rr, first or random'
      : `did you mean "${near}"?`;
  return explain(text, hints, any, { text: own ?? other, isCertain: own !== undefined });
}
