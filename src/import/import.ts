import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { joinServices } from '../haproxy/model/services.ts';
import type { Configuration, FileSection } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { lint } from '../rules/lint.ts';
import type { SourceText } from '../text/positions.ts';
import { decodeConfiguration } from './decode.ts';
import { readOldSyntax } from './old-syntax.ts';
import { draftPool, isTcp, type PoolDraft } from './pool-draft.ts';
import { reportRejected } from './rejected.ts';
import { ImportReport } from './report.ts';
import { writeInventory } from './write-inventory.ts';
import { poolsAt } from './yaml-text.ts';

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
  const used = new Set([...proxiesOf].map(({ section }) => section));
  reportRejected(configuration.sections, [...proxiesOf], report);
  const kept = keptSections(configuration.sections, used, proxies);
  const yaml = writeInventory(configuration, proxies, { pools, written: used, kept }, report);
  const tally = {
    services: services.length,
    pools: pools.length,
    copied: kept.size,
    changed: report.changes,
  };
  return { sources, text: yaml, diagnostics: report.diagnostics, proxies, tally };
}

/** An inventory is for one version of Puppet, and so for one status API. */
function ofOneApi(pools: readonly PoolDraft[]): PoolDraft[] {
  const isCurrent = pools.some(({ check }) => check.api === 'current');
  return pools.filter(({ check }) => check.api !== 'legacy' || !isCurrent);
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
