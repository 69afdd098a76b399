import { addressWords } from '../../haproxy/facts/ip-words.ts';
import { explainAddress, suggestAddress } from '../../inventory/values/explain-address.ts';
import { quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';

/** One address that connects to a pool, or a network of them. */
export interface Client {
  /** As it was written; an IPv4 address that was written as IPv6 by itself. */
  readonly text: string;
  readonly name?: string;
  readonly family: 4 | 6;
  /** The big-endian 32-bit words of the address, XORed together: all that HAProxy hashes of it. */
  readonly key: number;
  /** How many bits at its end are open: 0 for an address, 8 for a /24 of IPv4. */
  readonly openBits: number;
}

/** Reads an address or a network (10.1.0.0/16). Logs write IPv4 clients of dual-stack binds as IPv6. */
export function parseClient(text: string): Result<Client> {
  const slash = text.indexOf('/');
  if (slash !== -1) return parseNetwork(text, text.slice(0, slash), text.slice(slash + 1));
  const words = addressWords(text);
  if (words === undefined) return explainClient(text);
  const [first = 0, second = 0, third = 0, fourth = 0] = words;
  if (words.length === 1) return { value: { text, family: 4, key: first, openBits: 0 } };
  if (first === 0 && second === 0 && third === 0xffff) {
    return { value: { text: dotted(fourth), family: 4, key: fourth, openBits: 0 } };
  }
  return { value: { text, family: 6, key: joined(words), openBits: 0 } };
}

function joined(words: readonly number[]): number {
  return words.reduce((key, word) => key ^ word, 0) >>> 0;
}

function dotted(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

/** Why a text is not the address of a client. */
function explainClient(text: string): ParseError {
  const meant = suggestAddress(text);
  const { message } = explainAddress(text);
  const any = 'write an IP address, for example 10.0.3.17, or a network, for example 10.0.3.0/24';
  return { message, help: meant === undefined ? any : `write ${meant}` };
}

function parseNetwork(text: string, address: string, length: string): Result<Client> {
  const words = addressWords(address);
  if (words === undefined) return explainClient(address);
  const bits = words.length * 32;
  const prefix = /^(0|[1-9][0-9]{0,2})$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix <= bits)) {
    const message = `${quote(text)} has no prefix length from 0 to ${bits} after its "/"`;
    return { message, help: `write ${address}/${words.length === 1 ? 24 : 64}, for example` };
  }
  const masked = words.map((word, at) => (word & maskOf(prefix - 32 * at)) >>> 0);
  const isNetwork = masked.every((word, at) => word === words[at]);
  if (isNetwork) {
    const family = words.length === 1 ? 4 : 6;
    return { value: { text, family, key: joined(words), openBits: bits - prefix } };
  }
  const message = `${quote(text)} is an address within a network of /${prefix}`;
  const network = words.length === 1 ? dotted(masked[0] ?? 0) : formatIPv6(masked);
  return { message, help: `write ${network}/${prefix}, or the address alone` };
}

/** The mask of a word of which the first bits are the network's. */
function maskOf(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? -1 : -1 << (32 - bits);
}

function formatIPv6(words: readonly number[]): string {
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const text = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}
