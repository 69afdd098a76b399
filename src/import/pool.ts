import { isScalar } from 'yaml';
import type { Service } from '../haproxy/model/services.ts';
import { type Role, roles } from '../inventory/roles.ts';
import { parseLine } from '../inventory/values/options.ts';
import { isError } from '../text/result.ts';
import { reportBinds } from './bind.ts';
import type { CommentBook } from './comments.ts';
import { frontendEntries, isListed, reportIgnored, sectionsOf } from './frontends.ts';
import { type ImportedHosts, serverValue } from './hosts.ts';
import type { PoolDraft } from './pool-draft.ts';
import { extraLines } from './pool-lines.ts';
import type { PoolWords } from './pool-words.ts';
import type { ImportReport } from './report.ts';
import { optionEntries, serverComments, writeSafely } from './server.ts';
import { ownEntries, type SharedWords } from './shared-words.ts';
import {
  items,
  list,
  map,
  number,
  text,
  type YamlEntry,
  type YamlItem,
  type YamlValue,
} from './yaml-text.ts';

/** What is written of a pool beside what holds for all pools. */
export interface PoolSurroundings {
  readonly words: PoolWords;
  readonly shared: SharedWords;
  readonly isCheckShared: boolean;
  readonly hosts: ImportedHosts;
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
  const extra = [...check.extra, ...extraLines(service, around.words, around.shared, report)];
  const shared = shareEntries(pool);
  reportPorts(pool, report);
  reportBinds(front.binds, report);
  reportIgnored(service, report);
  const servers = back.servers.map((server): YamlItem => {
    const value = serverValue(server, common, around.hosts);
    return { value, ...serverComments(server, comments) };
  });
  const isNames = servers.every(({ value }) => isScalar(value));
  const optional: (YamlEntry | undefined)[] = [
    description === undefined ? undefined : { key: 'description', value: text(description) },
    role === 'compile' ? undefined : roleEntry(role),
    common.port === String(roles[role].port ?? '')
      ? undefined
      : { key: 'port', value: number(common.port) },
    ...frontendEntries(service, comments),
    isDefault(back.balance.value, 'source')
      ? undefined
      : { key: 'balance', value: text(back.balance.value.join(' ')) },
    hashEntry(service),
    ...ownEntries(around.words, around.shared),
    ...around.timeouts,
    around.isCheckShared || settings.length === 0
      ? undefined
      : { key: 'check', value: checkOf(settings) },
    shared.length === 0 ? undefined : { key: 'default-server', value: map(shared, true) },
    extra.length === 0
      ? undefined
      : { key: 'extra', value: list(extra.map((words) => words.map(writeSafely).join(' '))) },
    { key: 'servers', value: items(servers, isNames) },
  ];
  const entries = [
    { key: 'name', value: text(service.name) },
    ...optional.filter((entry) => entry !== undefined),
  ];
  const inside = comments.above(...sectionsOf(service).flatMap(({ section }) => section.lines));
  return { value: map(entries), above: [...above, ...inside] };
}

function reportPorts({ service, common }: PoolDraft, report: ImportReport): void {
  for (const { point, name, line } of service.back.servers) {
    if (point.port !== undefined || point.offset !== undefined) continue;
    const port = common.clientPort ?? common.port;
    const message = `server "${name}" has no port; imported with port ${port} instead of the client's port`;
    report.changed(line, message);
  }
}

function shareEntries({ service, common }: PoolDraft): YamlEntry[] {
  const [first] = service.back.servers;
  return first === undefined ? [] : optionEntries(first, common, (name) => common.shared.has(name));
}

/** A role is guessed from the port of the servers and the names. */
function roleEntry(role: Role): YamlEntry {
  return { key: 'role', value: text(role), behind: 'guessed' };
}

/** One line above a section is what an inventory calls its description. */
function aboveOf(
  { service }: PoolDraft,
  comments: CommentBook,
): { description?: string; above: string[] } {
  const sections = isListed(service) ? [service.back] : sectionsOf(service);
  const above = comments.above(...sections.map(({ section }) => section.opening));
  const [description = '', ...more] = above;
  if (above.length !== 1 || more.length > 0 || isError(parseLine(description))) return { above };
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

/** The kind alone where there are no other settings. */
export function checkOf(settings: PoolDraft['checkSettings']): YamlValue {
  const [first] = settings;
  return settings.length === 1 && first?.key === 'kind' ? first.value : map(settings, true);
}
