import { findWideEncoding } from '../../text/encoding.ts';
import type { SourceText } from '../../text/positions.ts';
import { readJson } from './json.ts';
import type { ClientList } from './list.ts';
import { readTable } from './table.ts';

/** The size that a list of clients may have, in bytes: 256 MiB. */
export const maxListBytes: number = 256 * 1024 * 1024;

/** A list of clients and the text that it was read from. */
export interface ReadClients extends ClientList {
  readonly source: SourceText;
}

/**
 * Reads a list of clients: lines, CSV or JSON, by what it begins with. A list with a problem is not to
 * be used; one without clients is a problem.
 */
export function readClients(name: string, bytes: Uint8Array): ReadClients {
  const text = decode(bytes);
  if (text === undefined) return refused(name, '', whyUndecodable(bytes));
  const list = isJson(text) ? readJson(text) : readTable(text);
  const isEmpty = list.clients.length === 0 && list.problems.length === 0;
  if (!isEmpty) {
    const { clients, problems, withoutAddress } = list;
    return { source: { name, text }, clients, problems, withoutAddress };
  }
  const what =
    list.withoutAddress > 0 ? 'no machine in the list has an address' : 'no client is listed';
  return refused(name, text, what);
}

function isJson(text: string): boolean {
  return /^\s*(\{|\[\s*(["{[\]]|$|null|-?[0-9.]+\s*[,\]]))/.test(text);
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxListBytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function whyUndecodable(bytes: Uint8Array): string {
  if (bytes.length > maxListBytes) return 'the list has more than 256 MiB';
  const encoding = findWideEncoding(bytes);
  return encoding === undefined
    ? 'the list is not UTF-8'
    : `the list is ${encoding}, and only UTF-8 is read`;
}

function refused(name: string, text: string, message: string): ReadClients {
  const help = 'list an address on each line, for example 10.0.3.17';
  return {
    source: { name, text },
    clients: [],
    problems: [{ at: 0, message, help }],
    withoutAddress: 0,
  };
}
