import type { FileLine } from '../haproxy/configuration/configuration.ts';
import { isRefusal } from '../haproxy/judged.ts';
import { parseLine } from '../haproxy/options.ts';
import type { ProxyServer } from '../haproxy/proxies/proxies.ts';
import type { Service } from '../haproxy/proxies/services.ts';
import { roles } from '../inventory/roles.ts';
import { type CheckKindDraft, checkKindOf } from './check-kind.ts';
import { checkKeys, commonCheck, mostFrequent, writtenCheck } from './check-times.ts';
import type { CommentBook } from './comments.ts';
import { extraLines } from './pool-lines.ts';
import type { ImportReport } from './report.ts';
import {
  type CommonServer,
  checkValue,
  optionEntries,
  serverEntries,
  splitPoint,
  writeSafely,
} from './server.ts';
import {
  list,
  map,
  oneOrList,
  text,
  type YamlEntry,
  type YamlItem,
  type YamlValue,
} from './yaml-text.ts';

/** A service as a pool of an inventory, before what pools have in common is taken out of them. */
export interface PoolDraft {
  readonly service: Service;
  readonly check: CheckKindDraft;
  /** What the pool says of its check, without what holds anyway. */
  readonly checkSettings: readonly (readonly [key: string, value: string])[];
  readonly common: CommonServer;
  readonly role: 'compile' | 'pcp' | 'puppetdb';
}

/** What an inventory takes of a check where it says nothing. */
const builtinCheck: Readonly<Record<string, string>> = { inter: '2000', rise: '3', fall: '3' };

/** A mode that HAProxy does not know is taken for tcp, and said. */
function isOtherMode(mode: string): boolean {
  return mode === 'http' || mode === 'log' || mode === 'spop' || mode === 'health';
}

/** A service as a pool; undefined where an inventory cannot say what it does. */
export function draftPool(service: Service): PoolDraft | undefined {
  const { front, back } = service;
  if (isOtherMode(back.mode.value) || (front.binds.length === 0 && back.servers.length === 0))
    return undefined;
  const check = checkKindOf(service);
  if (check === undefined || !front.binds.every(isBind)) return undefined;
  if (check.kind !== 'puppet' && back.servers.some(hasTls)) return undefined;
  const role = roleOf(back.servers);
  const written = commonCheck(back.servers.filter(({ isChecked }) => isChecked).map(writtenCheck));
  const common = {
    port: String(roles[role].port),
    clientPort: clientPort(service),
    kind: check.kind,
    check: written,
    shared: sharedOptions(back.servers),
  };
  return { service, check, checkSettings: checkSettings(check, written, role), common, role };
}

function checkSettings(
  { kind, settings }: CheckKindDraft,
  written: ReadonlyMap<string, string>,
  role: PoolDraft['role'],
): (readonly [string, string])[] {
  if (kind === 'none') return [['kind', 'none']];
  const port = kind === 'node' ? '9200' : undefined;
  const status = roles[role].statusPort;
  const builtin = { ...builtinCheck, port: kind === 'puppet' ? String(status ?? '') : port };
  const times = checkKeys.flatMap((name): [string, string][] => {
    const value =
      written.get(name) ??
      (name === 'port' && kind === 'node' ? String(roles[role].port) : undefined);
    return value === undefined || value === builtin[name as keyof typeof builtin]
      ? []
      : [[name, value]];
  });
  return [...(kind === 'node' ? [] : [['kind', kind] as const]), ...settings, ...times];
}

/** An inventory has the words transparent and interface for a bind. */
function isBind({ options }: { readonly options: readonly string[] }): boolean {
  const [first, second] = options;
  if (options.length === 0) return true;
  if (first === 'transparent') return isBind({ options: options.slice(1) });
  return first === 'interface' && second !== undefined && isBind({ options: options.slice(2) });
}

function hasTls({ options }: ProxyServer): boolean {
  return ['verify', 'verifyhost', 'ca-file'].some((name) => options.has(name));
}

/** The one port that clients connect to, which is that of a server without a port. */
function clientPort({ front }: Service): string | undefined {
  const ports = new Set(
    front.binds.flatMap(({ addresses }) => addresses.map(({ first }) => first)),
  );
  const [port] = ports;
  return ports.size === 1 ? String(port) : undefined;
}

/** The role whose port all servers have. */
function roleOf(servers: readonly ProxyServer[]): PoolDraft['role'] {
  const port = mostFrequent(servers.map(({ point }) => splitPoint(point.text).port));
  if (port === '8142') return 'pcp';
  return port === '8081' ? 'puppetdb' : 'compile';
}

/** Options that every server has with the same words, by default-server or because there are several. */
function sharedOptions(servers: readonly ProxyServer[]): Set<string> {
  const [first, ...rest] = servers;
  const names = [...(first?.options ?? [])].filter(([name, { value, isInherited }]) => {
    if (single.has(name) || (rest.length === 0 && !isInherited)) return false;
    const same = JSON.stringify(value);
    return rest.every(({ options }) => JSON.stringify(options.get(name)?.value) === same);
  });
  const shared = new Set(names.map(([name]) => name));
  const isAgentShared = servers.every(({ options }) =>
    [...options.keys()].every((name) => !name.startsWith('agent-') || shared.has(name)),
  );
  if (isAgentShared) return shared;
  return new Set([...shared].filter((name) => !name.startsWith('agent-')));
}

/** Options that belong to one server. */
const single: ReadonlySet<string> = new Set(['id', 'backup']);

/** What is written of a pool beside what holds for all pools. */
export interface PoolSurroundings {
  readonly isLogged: boolean;
  readonly isCheckShared: boolean;
  readonly timeouts: readonly YamlEntry[];
  readonly comments: CommentBook;
  readonly report: ImportReport;
}

/** Writes a pool as an item of "pools". */
export function poolItem(pool: PoolDraft, around: PoolSurroundings): YamlItem {
  const { service, check, checkSettings: settings, common, role } = pool;
  const { front, back } = service;
  const { comments, report } = around;
  const { description, above } = aboveOf(pool, comments);
  const extra = [...check.extra, ...extraLines(service, around.isLogged, report)];
  const shared = shareEntries(pool);
  sayPorts(pool, report);
  const servers = back.servers.map(
    (server): YamlItem => ({
      value: map(serverEntries(server, common), true),
      ...comments.around(server.line),
    }),
  );
  const optional: (YamlEntry | undefined)[] = [
    description === undefined ? undefined : { key: 'description', value: text(description) },
    role === 'compile' ? undefined : { key: 'role', value: text(role) },
    {
      key: 'bind',
      value: bindValue(service),
      above: comments.above(...front.binds.map(({ line }) => line)),
    },
    isDefault(back.balance.value, 'source')
      ? undefined
      : { key: 'balance', value: text(back.balance.value.join(' ')) },
    hashEntry(service),
    ...around.timeouts,
    around.isCheckShared || settings.length === 0
      ? undefined
      : { key: 'check', value: checkOf(settings) },
    shared.length === 0 ? undefined : { key: 'default-server', value: map(shared, true) },
    extra.length === 0
      ? undefined
      : { key: 'extra', value: list(extra.map((words) => words.map(writeSafely).join(' '))) },
    { key: 'servers', value: { kind: 'list', items: servers, isFlow: false } },
  ];
  const entries = [
    { key: 'name', value: text(service.name) },
    ...optional.filter((entry) => entry !== undefined),
  ];
  const inside = comments.above(...front.section.lines, ...back.section.lines);
  return { value: map(entries), above: [...above, ...inside] };
}

function sayPorts({ service, common }: PoolDraft, report: ImportReport): void {
  for (const { point, name, line } of service.back.servers) {
    if (point.port !== undefined || point.offset !== undefined) continue;
    const port = common.clientPort ?? common.port;
    const message = `the server "${name}" has no port, and gets ${port} instead of that of the client`;
    report.changed(line, message);
  }
}

function shareEntries({ service, common }: PoolDraft): YamlEntry[] {
  const [first] = service.back.servers;
  return first === undefined
    ? []
    : optionEntries(first, (name) => common.shared.has(name), common.kind);
}

/** One line above a section is what an inventory calls its description. */
function aboveOf(
  { service }: PoolDraft,
  comments: CommentBook,
): { description?: string; above: string[] } {
  const openings = new Set<FileLine>([service.front.section.opening, service.back.section.opening]);
  const above = comments.above(...openings);
  const [description = '', ...more] = above;
  if (above.length !== 1 || more.length > 0 || isRefusal(parseLine(description))) return { above };
  return { description, above: [] };
}

function isDefault(words: readonly string[], value: string): boolean {
  return words.length === 1 && words[0] === value;
}

function hashEntry({ back }: Service): YamlEntry | undefined {
  const words = back.hashType?.directive?.words.slice(1);
  if (words === undefined || isDefault(words, 'map-based')) return undefined;
  return { key: 'hash-type', value: text(words.join(' ')) };
}

function bindValue({ front }: Service): YamlValue {
  const plain = front.binds.map(({ line }) => line.words[1]?.text ?? '');
  if (front.binds.every(({ options }) => options.length === 0)) return oneOrList(plain);
  const items = front.binds.map(({ options }, index): YamlItem => {
    const address = { key: 'address', value: text(plain[index] ?? '') };
    if (options.length === 0) return { value: address.value };
    return { value: map([address, ...bindOptions(options)], true) };
  });
  return { kind: 'list', items, isFlow: false };
}

function bindOptions(options: readonly string[]): YamlEntry[] {
  const at = options.indexOf('interface');
  return [
    ...(options.includes('transparent')
      ? [{ key: 'transparent', value: { kind: 'plain', text: 'true' } as const }]
      : []),
    ...(at === -1 ? [] : [{ key: 'interface', value: text(options[at + 1] ?? '') }]),
  ];
}

/** The kind alone where nothing else is said. */
export function checkOf(settings: PoolDraft['checkSettings']): YamlValue {
  const [first] = settings;
  return settings.length === 1 && first?.[0] === 'kind' ? text(first[1]) : checkValue(settings);
}
