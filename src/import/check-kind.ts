import type { Directive, ProxyCheck, ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { CheckKind } from '../inventory/check-kinds.ts';
import { writtenOption } from './check-times.ts';

/** How an inventory says what a service checks, and the lines that it says beside it. */
export interface CheckKindDraft {
  readonly kind: CheckKind;
  /** Further settings of kind puppet. */
  readonly settings: readonly (readonly [key: string, value: string])[];
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
  if (isTls.every(Boolean)) return check?.kind === 'http' ? overTls(check, checked) : undefined;
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

function overTls(check: HttpCheck, servers: readonly ProxyServer[]): CheckKindDraft | undefined {
  const api = apiOf(check);
  const path = api === undefined ? pathOf(check) : '';
  const verify = new Set(servers.map((server) => writtenOption(server, 'verify') ?? 'required'));
  const files = new Set(servers.map((server) => writtenOption(server, 'ca-file')));
  if (path === undefined || verify.size > 1 || files.size > 1) return undefined;
  const [verified = 'required'] = verify;
  const [file] = files;
  const settings: [string, string][] = [];
  if (verified !== 'required') settings.push(['verify', verified]);
  if (file !== undefined) settings.push(['ca-file', file]);
  if (path !== '') settings.push(['path', path]);
  return { kind: 'puppet', settings, extra: [], ...(api === undefined ? {} : { api }) };
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
