import type { HttpCheck, ProxyServer, Words } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { CheckKind } from '../inventory/check-kinds.ts';
import { type HttpCheckDraft, toHttpCheck } from '../inventory/http-check.ts';
import { writtenOption } from './check-times.ts';
import { writeSafely } from './server.ts';
import { list, map, text, truth, type YamlEntry } from './yaml-text.ts';

/** The check of a service as a kind of an inventory, with its settings and extra lines. */
export interface CheckKindDraft {
  readonly kind: CheckKind;
  /** The settings beside the kind, times and port aside. */
  readonly settings: readonly YamlEntry[];
  /** Which status API a check of kind puppet uses where it has no path. */
  readonly api?: 'legacy' | 'current';
  /** Lines for "extra". */
  readonly extra: readonly (readonly string[])[];
}

/** The kind of check of a service, one for Puppet where it is Puppet's; undefined where servers differ in what only a pool can set. */
export function checkKindOf({ back }: Service, isPuppets: boolean): CheckKindDraft | undefined {
  const checked = back.servers.filter(({ isChecked }) => isChecked);
  const check = back.check?.value;
  if (checked.length === 0) return { kind: 'none', settings: [], extra: [] };
  const isTls = checked.every(({ options }) => options.has('check-ssl'));
  if (!isTls && checked.some(({ options }) => options.has('check-ssl'))) return undefined;
  const verified = isTls ? verification(checked) : [];
  if (verified === undefined) return undefined;
  if (check === undefined) return { kind: isTls ? 'tls' : 'tcp', settings: verified, extra: [] };
  const said = isTls ? [{ key: 'tls', value: truth(true) }, ...verified] : [];
  if (check.kind === 'other') return asLines(said, [['option', ...check.words]], check.rules);
  const http = toHttpCheck(check);
  const kind = isTls ? puppetCheck(check, verified) : scriptCheck(checked, http);
  if (kind !== undefined && isPuppets) return kind;
  if (http === undefined) return asLines(said, optionLines(check), check.rules);
  return { kind: 'http', settings: [...said, ...requestEntries(http)], extra: http.extra };
}

/** What the script is asked: nothing but `option httpchk`, on a port of its own. */
function scriptCheck(
  servers: readonly ProxyServer[],
  http: HttpCheckDraft | undefined,
): CheckKindDraft | undefined {
  if (http === undefined || requestEntries(http).length > 0) return undefined;
  const isElsewhere = servers.every(({ checkPort }) => checkPort !== undefined);
  return isElsewhere ? { kind: 'node', settings: [], extra: http.extra } : undefined;
}

/** The settings of a request that `option httpchk` alone does not have, in the order of an inventory. */
function requestEntries(http: HttpCheckDraft): YamlEntry[] {
  const { method, path, version, headers, expect } = http;
  const entries: YamlEntry[] = [];
  if (method !== 'OPTIONS') entries.push({ key: 'method', value: text(method) });
  if (path !== '/') entries.push({ key: 'path', value: text(path) });
  if (version !== 'HTTP/1.0') entries.push({ key: 'version', value: text(version) });
  if (headers.length > 0) {
    const values = headers.map(([key, value]) => ({ key, value: text(value) }));
    entries.push({ key: 'headers', value: map(values, true) });
  }
  const words = expect.map(writeSafely).join(' ');
  return expect.length === 0 ? entries : [...entries, { key: 'expect', value: text(words) }];
}

/** The lines of a check that no other kind has the words for. */
function asLines(
  said: readonly YamlEntry[],
  option: readonly (readonly string[])[],
  rules: HttpCheck['rules'],
): CheckKindDraft {
  const lines = [...option, ...rules.map(({ words }) => words)];
  const value = list(lines.map((words) => words.map(writeSafely).join(' ')));
  return { kind: 'option', settings: [...said, { key: 'lines', value }], extra: [] };
}

function optionLines({ method, uri, version, headers }: HttpCheck): (readonly string[])[] {
  const send = headers.flatMap((header) => ['hdr', ...header]);
  return [
    ['option', 'httpchk', method, uri, version],
    ...(send.length === 0 ? [] : [['http-check', 'send', ...send]]),
  ];
}

function puppetCheck(check: HttpCheck, verified: readonly YamlEntry[]): CheckKindDraft | undefined {
  const api = apiOf(check);
  if (api !== undefined) return { kind: 'puppet', settings: verified, extra: [], api };
  const path = pathOf(check);
  if (path === undefined) return undefined;
  const settings = [...verified, { key: 'path', value: text(path) }];
  return { kind: 'puppet', settings, extra: [] };
}

/** How certificates are verified; undefined where servers differ in that. */
function verification(servers: readonly ProxyServer[]): YamlEntry[] | undefined {
  const entries: YamlEntry[] = [];
  for (const key of ['verify', 'ca-file', 'crl-file']) {
    const values = new Set(
      servers.map((server) => writtenOption(server, key) ?? (key === 'verify' ? 'required' : '')),
    );
    const [value = '', ...others] = values;
    if (others.length > 0) return undefined;
    if (value !== '' && value !== 'required') entries.push({ key, value: text(value) });
  }
  return entries;
}

/** Which of Puppet's status APIs is asked as puppetlb asks it (Puppet Server, "Status API"). */
function apiOf({ method, uri, version, headers, rules }: HttpCheck): CheckKindDraft['api'] {
  const expected = rules.map((rule) => wordsBehind(rule, 'expect')).join();
  const sent = [method, uri, version, ...headers.flat()].join(' ');
  if (sent === 'GET /status/v1/simple HTTP/1.0' && expected === 'string running') return 'current';
  const isLegacy = sent === 'GET /production/status/no_key HTTP/1.0 Accept pson';
  return isLegacy && expected === 'string "is_alive":true' ? 'legacy' : undefined;
}

/** The path of a check of kind puppet that has one. */
function pathOf({ method, uri, version, headers, rules }: HttpCheck): string | undefined {
  const [rule, ...more] = rules;
  const isPlain = method === 'GET' && version === 'HTTP/1.0' && headers.length === 0;
  if (!isPlain || rule === undefined || more.length > 0) return undefined;
  return wordsBehind(rule, 'expect') === 'status 200' ? uri : undefined;
}

function wordsBehind({ words }: Words, second: string): string {
  return words[1] === second ? words.slice(2).join(' ') : '';
}
