import type { HttpCheck } from '../haproxy/model/proxies.ts';
import { isError, type Result } from '../text/result.ts';
import type { Header } from './check-kinds.ts';
import {
  parseExpect,
  parseHeaderName,
  parseHeaderValue,
  parseHttpVersion,
  parseMethod,
} from './values/check-request.ts';
import { parseUrlPath } from './values/path.ts';

/** The settings of a check of kind http, and the lines for "extra". */
export interface HttpCheckDraft {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly headers: readonly Header[];
  /** The words of `http-check expect`. */
  readonly expect: readonly string[];
  readonly extra: readonly (readonly string[])[];
}

/** Lines that are no step of a check. */
const flags: ReadonlySet<string | undefined> = new Set(['disable-on-404', 'send-state']);

/** A check of HAProxy as one of kind http; undefined where that kind has no words for it. */
export function toHttpCheck(check: HttpCheck): HttpCheckDraft | undefined {
  const { method, uri: path, version, rules } = check;
  const lines = rules.map(({ words }) => words);
  const extra = lines.filter(([, second]) => flags.has(second));
  const [rule, ...more] = lines.filter(([, second]) => !flags.has(second));
  if (more.length > 0 || (rule !== undefined && rule[1] !== 'expect')) return undefined;
  const expect = rule?.slice(2) ?? [];
  const headers = check.headers.map(([name, value]): Header => [name, plainValue(value)]);
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const parsed: Result<unknown>[] = [
    parseMethod(method),
    parseUrlPath(path),
    parseHttpVersion(version),
    ...headers.flatMap(([name, value]) => [parseHeaderName(name), parseHeaderValue(value)]),
    ...(rule === undefined ? [] : [parseExpect(expect.map(inQuotes).join(' '))]),
  ];
  if (parsed.some(isError) || names.size < headers.length) return undefined;
  return { method, path, version, headers, expect, extra };
}

/** The value of a header where it is no log format: its "%" are written twice. */
function plainValue(value: string): string {
  return /^([^%]|%%)*$/.test(value) ? value.replaceAll('%%', '%') : '';
}

/** A word that is read back as it is. */
function inQuotes(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
