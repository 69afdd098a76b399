import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { joinServices } from '../haproxy/model/services.ts';
import type { Configuration, FileSection } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { lint } from '../rules/lint.ts';
import type { SourceText } from '../text/positions.ts';
import { CommentBook, readable } from './comments.ts';
import { decodeConfiguration } from './decode.ts';
import { globalEntry } from './global.ts';
import { findHosts } from './hosts.ts';
import { readOldSyntax } from './old-syntax.ts';
import { checkOf, poolItem } from './pool.ts';
import { draftPool, isTcp, type PoolDraft } from './pool-draft.ts';
import { reportRejected } from './rejected.ts';
import { ImportReport } from './report.ts';
import { sectionsEntry } from './sections.ts';
import { commonTimeouts, ownTimeouts, sharedTimeouts, writtenTimeouts } from './timeouts.ts';
import { items, map, poolsAt, text, writeYaml, type YamlEntry } from './yaml-text.ts';

/** An inventory as a text, and what there is to say of how it came about. */
export interface Imported {
  /** The texts that were read; none where one of them is no text. */
  readonly sources: readonly SourceText[];
  /** Undefined where there was nothing to read. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What the configuration means, old syntax as it was meant. */
  readonly proxies: Proxies;
  readonly tally: ImportTally;
}

/** How many services of mode tcp there are, and what became of the configuration. */
export interface ImportTally {
  readonly services: number;
  readonly pools: number;
  readonly copied: number;
  readonly changed: number;
}

/** A named file as it was read. */
interface ConfigurationFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The texts of a configuration's files; undefined, and said, where one of them is no text. */
export function importedSources(files: readonly ConfigurationFile[]): {
  readonly sources: readonly SourceText[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const report = new ImportReport();
  const sources = files.map(({ name, bytes }) => decodeConfiguration(name, bytes, report));
  const read = sources.filter((source) => source !== undefined);
  return {
    sources: read.length < sources.length ? undefined : read,
    diagnostics: report.diagnostics,
  };
}

/** Makes the inventory that builds what the files of a configuration say, in the order of HAProxy's `-f`. */
export function importFiles(files: readonly ConfigurationFile[]): Imported {
  const { sources, diagnostics } = importedSources(files);
  if (sources === undefined) return { ...nothing, diagnostics };
  return importBuildable(readConfiguration(sources));
}

const nothing = {
  sources: [],
  text: undefined,
  proxies: { global: [], proxies: [], others: [] },
  tally: { services: 0, pools: 0, copied: 0, changed: 0 },
};

/** Imports until lint finds no error in a pool: a service whose pool has one stays a section. */
function importBuildable(configuration: Configuration): Imported {
  const refused = new Map<string, string>();
  for (;;) {
    const imported = importConfiguration(configuration, refused);
    const { text: inventory } = imported;
    if (inventory === undefined) return imported;
    const bytes = new TextEncoder().encode(inventory);
    const before = refused.size;
    for (const { severity, primary, message } of lint({ name: '', bytes }).diagnostics) {
      if (severity !== 'error') continue;
      for (const name of poolsAt(inventory, primary.span.start)) refused.set(name, message);
    }
    if (refused.size === before) return imported;
  }
}

/** Makes the inventory that builds what a configuration says; services that are refused, by name, stay sections. */
export function importConfiguration(
  written: Configuration,
  refused: ReadonlyMap<string, string> = new Map(),
): Imported {
  const report = new ImportReport();
  for (const problem of written.problems) report.problem(problem);
  const { sources } = written;
  if (written.sections.length === 0) {
    const [source = { name: '', text: '' }] = sources;
    report.unreadable(
      { source, span: { start: 0, end: 0 } },
      'there is no section in it',
      'name the haproxy.cfg',
    );
    return { ...nothing, sources, diagnostics: report.diagnostics };
  }
  const configuration = readOldSyntax(written, report);
  const proxies = readProxies(configuration);
  const services = joinServices(proxies).services.filter(isTcp);
  const drafts = services.map((service) => {
    const reason = refused.get(service.name);
    const { opening: place } = service.front.section;
    return { service, draft: reason === undefined ? draftPool(service) : { place, reason } };
  });
  const pools = ofOneApi(drafts.flatMap(({ draft }) => ('role' in draft ? draft : [])));
  for (const { service, draft } of drafts) {
    if (!('role' in draft))
      report.copied(draft, { keyword: service.front.kind, name: service.name });
  }
  const proxiesOf = new Set(pools.flatMap(({ service: { front, back } }) => [front, back]));
  const sections = new Set([...proxiesOf].map(({ section }) => section));
  reportRejected(configuration.sections, [...proxiesOf], report);
  const yaml = writeInventory(configuration, proxies, { pools, written: sections }, report);
  const copied = keptSections(configuration.sections, sections, proxies).size;
  const tally = { services: services.length, pools: pools.length, copied, changed: report.changes };
  return { sources, text: yaml, diagnostics: report.diagnostics, proxies, tally };
}

/** An inventory is for one version of Puppet, and so for one status API. */
function ofOneApi(pools: readonly PoolDraft[]): PoolDraft[] {
  const isCurrent = pools.some(({ check }) => check.api === 'current');
  return pools.filter(({ check }) => check.api !== 'legacy' || !isCurrent);
}

function writeInventory(
  { sections, rest }: Configuration,
  proxies: Proxies,
  { pools, written }: { pools: readonly PoolDraft[]; written: ReadonlySet<FileSection> },
  report: ImportReport,
): string {
  const comments = new CommentBook();
  const head = headOf(sections, written, comments);
  reportMaxconn(sections, proxies, report);
  const timeouts = new Map(pools.map((pool) => [pool, writtenTimeouts(pool.service, report)]));
  const common = commonTimeouts([...timeouts.values()]);
  const isLogged = isLogUsed(proxies, report);
  const kept = keptSections(sections, written, proxies);
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
  if (hosts.size > 0) entries.push({ key: 'hosts', value: map([...hosts.values()]) });
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

/** Sections that are no pool: other proxies, and what is neither global nor defaults. */
function keptSections(
  sections: readonly FileSection[],
  written: ReadonlySet<FileSection>,
  { proxies, others }: Proxies,
): Set<FileSection> {
  const kept = new Set([...proxies.map(({ section }) => section), ...others]);
  return new Set(sections.filter((section) => kept.has(section) && !written.has(section)));
}

/** What all pools say of their checks; undefined where they differ, or there is only one. */
function sharedCheck(pools: readonly PoolDraft[]): PoolDraft['checkSettings'] | undefined {
  const [first, ...rest] = pools;
  if (first === undefined || rest.length === 0) return undefined;
  const same = JSON.stringify(first.checkSettings);
  const isSame = rest.every((pool) => JSON.stringify(pool.checkSettings) === same);
  return isSame ? first.checkSettings : undefined;
}
