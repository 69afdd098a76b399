import type { Proxies } from '../haproxy/model/proxies.ts';
import type { Configuration, FileSection } from '../haproxy/syntax/configuration.ts';
import { CommentBook, readable } from './comments.ts';
import { globalEntry } from './global.ts';
import { findHosts } from './hosts.ts';
import { checkOf, poolItem } from './pool.ts';
import type { PoolDraft } from './pool-draft.ts';
import type { ImportReport } from './report.ts';
import { sectionsEntry } from './sections.ts';
import { commonTimeouts, ownTimeouts, sharedTimeouts, writtenTimeouts } from './timeouts.ts';
import { items, map, text, writeYaml, type YamlEntry } from './yaml-text.ts';

/** What becomes of the sections of a configuration. */
export interface Division {
  readonly pools: readonly PoolDraft[];
  /** The sections that the pools are made of. */
  readonly written: ReadonlySet<FileSection>;
  /** The sections that are copied. */
  readonly kept: ReadonlySet<FileSection>;
}

/** Writes the inventory of a configuration, and reports what it could not say. */
export function writeInventory(
  { sections, rest }: Configuration,
  proxies: Proxies,
  { pools, written, kept }: Division,
  report: ImportReport,
): string {
  const comments = new CommentBook();
  const head = headOf(sections, written, comments);
  reportMaxconn(sections, proxies, report);
  const timeouts = new Map(pools.map((pool) => [pool, writtenTimeouts(pool.service, report)]));
  const common = commonTimeouts([...timeouts.values()]);
  const isLogged = isLogUsed(proxies, report);
  const haproxy = [
    ...versionEntry(pools),
    ...globalEntry(proxies.global, isLogged, comments, report),
    ...sharedTimeouts(common),
    ...sectionsEntry(
      sections,
      kept,
      proxies.proxies,
      { isLogged, timeouts: common },
      { comments, report },
    ),
  ];
  const shared = sharedCheck(pools);
  const hosts = findHosts(pools, comments);
  const drafts = pools.map((pool) => {
    report.renamed(pool.service);
    return poolItem(pool, {
      isLogged,
      hosts,
      isCheckShared: shared !== undefined,
      timeouts: ownTimeouts(timeouts.get(pool) ?? new Map(), common),
      comments,
      report,
    });
  });
  const defaults: YamlEntry[] =
    shared === undefined || shared.length === 0 ? [] : [{ key: 'check', value: checkOf(shared) }];
  const above = sections.flatMap(({ opening, lines }) => comments.above(opening, ...lines));
  const entries: YamlEntry[] = [];
  if (haproxy.length > 0) entries.push({ key: 'haproxy', value: map(haproxy), above });
  if (pools.some(({ check }) => check.api === 'legacy')) {
    entries.push({ key: 'puppet', value: map([{ key: 'version', value: text('4') }], true) });
  }
  if (defaults.length > 0) entries.push({ key: 'defaults', value: map(defaults) });
  if (hosts.size > 0)
    entries.push({ key: 'hosts', value: map([...hosts.values()].map(({ entry }) => entry)) });
  const spaced = entries.map((entry, index) => (index === 0 ? entry : spaceAbove(entry)));
  const last = { key: 'pools', value: items(drafts) };
  const tail = rest.map((line) => (line === '' ? '' : `# ${readable(line)}`));
  const body = writeYaml([...spaced, entries.length === 0 ? { ...last, above } : spaceAbove(last)]);
  return [...head, body, ...tail.map((line) => `${line}\n`)].join('');
}

/** Whether a proxy logs where a global section says; puppetlb has no log that only HAProxy itself uses. */
function isLogUsed({ global, proxies }: Proxies, report: ImportReport): boolean {
  const log = global.find(({ words: [first] }) => first?.text === 'log');
  const isUsed = proxies.some(({ directives }) =>
    directives.some(({ words: [first, target] }) => first === 'log' && target === 'global'),
  );
  if (log !== undefined && !isUsed) {
    report.changed(log, 'no section says "log global", and the log of the process is left out');
  }
  return log !== undefined && isUsed;
}

/** The hash function "none" came with HAProxy 3.0; an inventory is for 2.6 where it says nothing. */
function versionEntry(pools: readonly PoolDraft[]): YamlEntry[] {
  const isNewer = pools.some(({ service }) => service.back.hashType?.value.function === 'none');
  return isNewer ? [{ key: 'version', value: text('3.0') }] : [];
}

/** Without a number HAProxy takes as many connections as it may have descriptors. */
function reportMaxconn(
  [first]: readonly FileSection[],
  { global }: Proxies,
  report: ImportReport,
): void {
  if (first === undefined || global.some(({ words }) => words[0]?.text === 'maxconn')) return;
  report.changed(first.opening, 'there is no "maxconn" in a global section, and 4096 is written');
}

function spaceAbove(entry: YamlEntry): YamlEntry {
  return { ...entry, above: ['', ...(entry.above ?? [])] };
}

/** What stands above the first section, where it is no service, is said of the whole file. */
function headOf(
  [first]: readonly FileSection[],
  written: ReadonlySet<FileSection>,
  comments: CommentBook,
): string[] {
  if (first === undefined || written.has(first)) return [];
  const above = comments.above(first.opening);
  return above.map((line) => (line === '' ? '\n' : `# ${line}\n`));
}

/** What all pools say of their checks; undefined where they differ, or there is only one. */
function sharedCheck(pools: readonly PoolDraft[]): PoolDraft['checkSettings'] | undefined {
  const [first, ...rest] = pools;
  if (first === undefined || rest.length === 0) return undefined;
  const same = JSON.stringify(first.checkSettings);
  const isSame = rest.every((pool) => JSON.stringify(pool.checkSettings) === same);
  return isSame ? first.checkSettings : undefined;
}
