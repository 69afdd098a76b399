import type { ProxyServer, ServerOption } from '../haproxy/model/proxies.ts';
import { writeWord } from '../haproxy/syntax/words.ts';
import { type CheckKind, checkKinds } from '../inventory/check-kinds.ts';
import { parseAddress } from '../inventory/values/address.ts';
import { isError } from '../text/result.ts';
import { otherCheck, type WrittenCheck, writtenCheck, writtenOption } from './check-times.ts';
import { list, map, number, text, type YamlEntry, type YamlValue } from './yaml-text.ts';

/** What holds for all servers of a pool. */
export interface CommonServer {
  /** The port that the role says. */
  readonly port: string;
  readonly clientPort: string | undefined;
  readonly kind: CheckKind;
  readonly check: WrittenCheck;
  /** Names of the options that stand in default-server. */
  readonly shared: ReadonlySet<string>;
}

const numbers: ReadonlySet<string> = new Set([
  'id',
  'weight',
  'maxconn',
  'port',
  'inter',
  'slowstart',
]);
const plain: readonly string[] = ['slowstart', 'on-marked-down', 'init-addr', 'resolvers', 'track'];

/** Options that other properties than the options say. */
const told: ReadonlySet<string> = new Set(
  `check port inter fastinter downinter rise fall check-ssl disabled agent-check agent-port
  agent-inter agent-addr agent-send`.split(/\s+/),
);

/** The host and the port of an address as it is written. */
export function splitPoint(written: string): { host: string; port: string | undefined } {
  const [, before = written, port] = /^([\s\S]*):([^:\]]*)$/.exec(written) ?? [];
  const bare = /^\[([^\]]*:[^\]]*)\]$/.exec(before)?.[1];
  return { host: bare ?? before, port: port === '' ? undefined : port };
}

/** A server as an entry of a pool's servers. */
export function serverEntries(server: ProxyServer, common: CommonServer): YamlEntry[] {
  const { host, port = common.clientPort } = splitPoint(server.point.text);
  const certname = checkKinds[common.kind].isTls ? writtenOption(server, 'verifyhost') : undefined;
  const address = parseAddress(host);
  return [
    { key: 'name', value: text(server.name) },
    { key: 'address', value: text(isError(address) ? host : address.value.text) },
    ...(port === undefined || port === common.port ? [] : [{ key: 'port', value: number(port) }]),
    ...(certname === undefined ? [] : [{ key: 'certname', value: text(certname) }]),
    ...optionEntries(server, (name) => !common.shared.has(name), common.kind),
    ...checkEntries(server, common),
    ...(server.isDisabled ? [{ key: 'state', value: text('maint') }] : []),
  ];
}

function checkEntries(server: ProxyServer, { kind, check }: CommonServer): YamlEntry[] {
  if (!checkKinds[kind].isChecked || server.options.has('track')) return [];
  if (!server.isChecked) return [{ key: 'check', value: text('none') }];
  const other = otherCheck(writtenCheck(server), check);
  if (other.length === 0) return [];
  return [{ key: 'check', value: checkValue(other) }];
}

/** Settings of a check as a mapping. */
export function checkValue(
  settings: readonly (readonly [key: string, value: string])[],
): YamlValue {
  return map(
    settings.map(([key, value]) => {
      const isText = key === 'kind' || key === 'verify' || key === 'ca-file' || key === 'path';
      return { key, value: isText ? text(value) : number(value) };
    }),
    true,
  );
}

/** The options of a server that are meant, each under the property that says it. */
export function optionEntries(
  server: ProxyServer,
  isMeant: (name: string) => boolean,
  kind: CommonServer['kind'],
): YamlEntry[] {
  const { options } = server;
  const value = (name: string) => (isMeant(name) ? writtenOption(server, name) : undefined);
  const has = (name: string) => isMeant(name) && options.has(name);
  const entries: YamlEntry[] = [];
  for (const name of ['id', 'weight']) push(entries, name, value(name));
  if (has('backup')) entries.push({ key: 'backup', value: { kind: 'plain', text: 'true' } });
  for (const name of ['maxconn', ...plain]) push(entries, name, value(name));
  const isV2 = has('send-proxy-v2');
  if (isV2) entries.push({ key: 'send-proxy', value: text('v2') });
  else if (has('send-proxy')) {
    entries.push({ key: 'send-proxy', value: { kind: 'plain', text: 'true' } });
  }
  if (has('agent-check')) entries.push({ key: 'agent-check', value: agentCheck(server) });
  const extra = extraWords(server, isMeant, kind);
  if (extra.length > 0) entries.push({ key: 'extra', value: list(extra) });
  return entries;
}

function push(entries: YamlEntry[], key: string, value: string | undefined): void {
  if (value === undefined) return;
  entries.push({ key, value: numbers.has(key) ? number(value) : text(value) });
}

function agentCheck(server: ProxyServer): YamlValue {
  const entries: YamlEntry[] = [];
  push(entries, 'port', writtenOption(server, 'agent-port'));
  push(entries, 'inter', writtenOption(server, 'agent-inter'));
  push(entries, 'addr', writtenOption(server, 'agent-addr'));
  push(entries, 'send', writtenOption(server, 'agent-send')?.replace(/\n$/, ''));
  return map(entries, true);
}

const properties: ReadonlySet<string> = new Set([
  ...numbers,
  ...plain,
  'backup',
  'send-proxy',
  'send-proxy-v2',
]);

const tls: ReadonlySet<string> = new Set(['verify', 'verifyhost', 'ca-file']);

/** Options without a property, and words that are no option known here. */
function extraWords(
  server: ProxyServer,
  isMeant: (name: string) => boolean,
  kind: CommonServer['kind'],
): string[] {
  const kept = [...server.options].filter(
    ([name]) =>
      isMeant(name) &&
      !told.has(name) &&
      !properties.has(name) &&
      !(checkKinds[kind].isTls && tls.has(name)),
  );
  const words = kept.map(([name, option]) => [name, ...optionWords(server, name, option)]);
  const unknown = isMeant('') && server.unknown.length > 0 ? [server.unknown] : [];
  return [...words, ...unknown].map((line) =>
    line
      .filter((word) => word !== '')
      .map(writeSafely)
      .join(' '),
  );
}

function optionWords(
  server: ProxyServer,
  name: string,
  { value }: ServerOption,
): readonly string[] {
  if (value === true) return [];
  return typeof value === 'number' ? [writtenOption(server, name) ?? ''] : value;
}

/** A word as it goes into "extra"; what HAProxy cannot read back is left for lint to say. */
export function writeSafely(word: string): string {
  try {
    return writeWord(word);
  } catch {
    return word;
  }
}
