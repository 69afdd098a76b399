import { hasGlobalLog } from '../haproxy/model/comparable.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import type { Configuration, FileLine, FileSection } from '../haproxy/syntax/configuration.ts';
import { roles } from '../inventory/roles.ts';
import { CommentBook, readable } from './comments.ts';
import { countGlobal, globalEntry } from './global.ts';
import { findHosts } from './hosts.ts';
import { checkOf, poolItem } from './pool.ts';
import type { PoolDraft } from './pool-draft.ts';
import { type PoolWords, readPoolWords } from './pool-words.ts';
import type { WrittenInventory } from './refused.ts';
import type { ImportReport } from './report.ts';
import { sectionsEntry } from './sections.ts';
import { builtLines, countWords, sharedEntries, shareWords } from './shared-words.ts';
import {
  commonTimeouts,
  countTimeouts,
  ownTimeouts,
  sharedTimeouts,
  type WrittenTimeouts,
  writtenTimeouts,
} from './timeouts.ts';
import { items, map, oneOrList, text, writeYaml, type YamlEntry } from './yaml-text.ts';

/** What becomes of the sections of a configuration. */
export interface Division {
  readonly pools: readonly PoolDraft[];
  /** The sections that the pools are made of. */
  readonly written: ReadonlySet<FileSection>;
  /** The sections that are copied. */
  readonly kept: ReadonlySet<FileSection>;
  /** Lines of global sections that are copied, because no property holds them. */
  readonly apart: ReadonlySet<FileLine>;
  /** The files that stay with their owners, where the pools alone are taken out of them. */
  readonly beside?: readonly string[] | undefined;
}

/** Writes the inventory of a configuration, and reports what it cannot contain. */
export function writeInventory(
  { sections, rest }: Configuration,
  proxies: Proxies,
  { pools, written, kept, apart, beside }: Division,
  report: ImportReport,
): WrittenInventory {
  const comments = new CommentBook();
  const timeouts = new Map(pools.map((pool) => [pool, writtenTimeouts(pool.service)]));
  const common = commonTimeouts([...timeouts.values()]);
  const hasLog = hasGlobalLog(proxies);
  const words = new Map(pools.map((pool) => [pool, readPoolWords(pool.service, hasLog, report)]));
  const held = beside === undefined ? proxies.global.filter((line) => !apart.has(line)) : [];
  const isBare = beside !== undefined || isBareBetter(held, common, [...words.values()]);
  const sharedWords = shareWords([...words.values()], isBare, hasLog);
  const fromDefaults = sharedEntries(sharedWords);
  const copied = sectionsEntry(
    { all: sections, kept, apart: [...apart] },
    proxies.proxies,
    { lines: builtLines(sharedWords, isFormatShared(words, kept)), timeouts: common },
    { comments, report },
  );
  const head = headOf(sections, written, comments);
  const haproxy = [
    ...versionEntry(pools),
    ...(beside === undefined ? [] : [{ key: 'beside', value: oneOrList(beside) }]),
    ...(isBare && beside === undefined ? [{ key: 'baseline', value: text('none') }] : []),
    ...globalEntry(held, isBare, comments, report),
    ...sharedTimeouts(common, isBare),
    ...copied.entry,
  ];
  const shared = sharedCheck(pools);
  const hosts = findHosts(pools, comments);
  const drafts = pools.map((pool) => {
    return poolItem(pool, {
      words: words.get(pool) ?? readPoolWords(pool.service, hasLog, report),
      shared: sharedWords,
      hosts,
      isCheckShared: shared !== undefined,
      timeouts: ownTimeouts(timeouts.get(pool) ?? new Map(), common),
      comments,
      report,
    });
  });
  const check =
    shared === undefined || shared.length === 0 ? [] : [{ key: 'check', value: checkOf(shared) }];
  const defaults: YamlEntry[] = [...fromDefaults.words, ...check, ...fromDefaults.extra];
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
  return {
    text: [...head, body, ...tail.map((line) => `${line}\n`)].join(''),
    pools,
    sections: copied.lines,
    global: held,
  };
}

/** Whether a file lacks more of what puppetlb writes without being asked than it has. */
function isBareBetter(
  global: readonly FileLine[],
  timeouts: WrittenTimeouts,
  pools: readonly PoolWords[],
): boolean {
  if (pools.length === 0) return true;
  const counts = [countGlobal(global), countTimeouts(timeouts), countWords(pools)];
  const absent = counts.reduce((sum, one) => sum + one.absent, 0);
  const same = counts.reduce((sum, one) => sum + one.same, 0);
  return absent > 3 && absent > same;
}

/** Whether the defaults section has the log format: where every section that starts from it logs. */
function isFormatShared(
  words: ReadonlyMap<PoolDraft, PoolWords>,
  kept: ReadonlySet<FileSection>,
): boolean {
  const isSilent = [...kept].some(({ lines }) =>
    lines.some(({ words: [no, log] }) => no?.text === 'no' && log?.text === 'log'),
  );
  return !isSilent && [...words.values()].every(({ logs }) => logs.length > 0);
}

/** The hash function "none" came with HAProxy 3.0; an inventory without a version is for 2.6. */
function versionEntry(pools: readonly PoolDraft[]): YamlEntry[] {
  const isNewer = pools.some(({ service }) => service.back.hashType?.value.function === 'none');
  return isNewer ? [{ key: 'version', value: text('3.0') }] : [];
}

function spaceAbove(entry: YamlEntry): YamlEntry {
  return { ...entry, above: ['', ...(entry.above ?? [])] };
}

/** The comment above the first section, where that is not a service, becomes one of the whole file. */
function headOf(
  [first]: readonly FileSection[],
  written: ReadonlySet<FileSection>,
  comments: CommentBook,
): string[] {
  if (first === undefined || written.has(first)) return [];
  const above = comments.above(first.opening);
  return above.map((line) => (line === '' ? '\n' : `# ${line}\n`));
}

/** The check settings that all pools have; undefined where they differ, or there is only one pool. */
function sharedCheck(pools: readonly PoolDraft[]): PoolDraft['checkSettings'] | undefined {
  const [first, ...rest] = pools;
  if (first === undefined || rest.length === 0) return undefined;
  const same = JSON.stringify(first.checkSettings);
  const isSame = rest.every((pool) => JSON.stringify(pool.checkSettings) === same);
  // The kind that a check has without saying it is another one in another role.
  if (pools.some(({ role }) => !roles[role].isPuppets)) return undefined;
  return isSame ? first.checkSettings : undefined;
}
