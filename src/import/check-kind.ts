import type { Directive, ProxyCheck, ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { CheckKind } from '../inventory/check-kinds.ts';
import { writtenOption } from './check-times.ts';
import { text, type YamlEntry } from './yaml-text.ts';

/** How an inventory says what a service checks, and the lines that it says beside it. */
export interface CheckKindDraft {
  readonly kind: CheckKind;
  /** What is said beside the kind, times and port aside. */
  readonly settings: readonly YamlEntry[];
  /** Which status API a check of kind puppet asks where it says no path. */
  readonly api?: 'legacy' | 'current';
  /** Lines for "extra". */
  readonly extra: readonly (readonly string[])[];
}

type HttpCheck = Extract<ProxyCheck, { kind: 'http' }>;

/** The kind of check of a service; undefined where an inventory has none that does the same. */
export function checkKindOf({ back }: Service): CheckKindDraft | undefined {
  const checked = back.servers.filter(({ isChecked }) => isChecked);
  const check = back.check?.value;
  if (checked.length === 0) return { kind: 'none', settings: [], extra: [] };
  const isTls = checked.map(({ options }) => options.has('check-ssl'));
  if (isTls.every(Boolean)) return overTls(check, checked);
  if (isTls.some(Boolean)) return undefined;
  if (check === undefined) return { kind: 'tcp', settings: [], extra: [] };
  const rules = check.rules.map(({ words }) => words);
  if (check.kind === 'other') {
    return { kind: 'tcp', settings: [], extra: [['option', ...check.words], ...rules] };
  }
  return { kind: 'node', settings: [], extra: [...sendLine(check), ...rules] };
}

/** What is asked where it is not what `option httpchk` alone asks. */
function sendLine({ method, uri, version, headers }: HttpCheck): (readonly string[])[] {
  const words = [
    ...(method === 'OPTIONS' ? [] : ['meth', method]),
    ...(uri === '/' ? [] : ['uri', uri]),
    ...(version === 'HTTP/1.0' ? [] : ['ver', version]),
    ...headers.flatMap((header) => ['hdr', ...header]),
  ];
  return words.length === 0 ? [] : [['http-check', 'send', ...words]];
}

function overTls(
  check: ProxyCheck | undefined,
  servers: readonly ProxyServer[],
): CheckKindDraft | undefined {
  const settings = verification(servers);
  if (settings === undefined || check?.kind === 'other') return undefined;
  if (check === undefined) return { kind: 'tls', settings, extra: [] };
  const api = apiOf(check);
  if (api !== undefined) return { kind: 'puppet', settings, extra: [], api };
  const path = pathOf(check);
  if (path === undefined) return undefined;
  return {
    kind: 'puppet',
    settings: [...settings, { key: 'path', value: text(path) }],
    extra: [],
  };
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

/** The path of a check of kind puppet that says one. */
function pathOf({ method, uri, version, headers, rules }: HttpCheck): string | undefined {
  const [rule, ...more] = rules;
  const isPlain = method === 'GET' && version === 'HTTP/1.0' && headers.length === 0;
  if (!isPlain || rule === undefined || more.length > 0) return undefined;
  return wordsBehind(rule, 'expect') === 'status 200' ? uri : undefined;
}

function wordsBehind({ words }: Directive, second: string): string {
  return words[1] === second ? words.slice(2).join(' ') : '';
}
