import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import {
  type Configuration,
  type FileLine,
  type FileSection,
  placeOfWord,
} from '../haproxy/syntax/configuration.ts';
import { readAsMeant, withoutGoneOptions } from '../haproxy/syntax/old-syntax.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { duplicateBind } from '../rules/duplicate-bind.ts';
import { hostNameAtStart } from '../rules/host-name-at-start.ts';
import { lint } from '../rules/lint.ts';
import type { SourceText } from '../text/positions.ts';
import { nameForeign } from './foreign.ts';
import { fewPuppets, onlySections, puppetsOnly } from './fragment.ts';
import { poolServices, sectionsOf } from './frontends.ts';
import { draftPool, isTcp, type PoolDraft } from './pool-draft.ts';
import { lineKey, lineOf, Refused, type WrittenInventory } from './refused.ts';
import { reportRejected, reportUnheard } from './rejected.ts';
import { type ImportFinding, ImportReport } from './report.ts';
import { type ConfigurationFile, importedSources } from './sources.ts';
import { writeInventory } from './write-inventory.ts';

/** An inventory as a text, and the findings of its import. */
export interface Imported {
  /** The texts that were read; none where one of them is no text. */
  readonly sources: readonly SourceText[];
  /** Undefined where there was nothing to read. */
  readonly text: string | undefined;
  readonly diagnostics: readonly ImportFinding[];
  /** What the configuration means, old syntax as it was meant. */
  readonly proxies: Proxies;
  readonly tally: ImportTally;
}

/** How many services of mode tcp there are, and what became of the configuration. */
export interface ImportTally {
  readonly services: number;
  readonly pools: number;
  readonly copied: number;
  /** The sections that stay in their files. */
  readonly left: number;
  /** The sections that became pools. */
  readonly moved: readonly FileSection[];
  /** How many of all proxies are Puppet's, where those are few. */
  readonly puppets: ReturnType<typeof fewPuppets>;
}

/**
 * Makes the inventory that builds the same as the files of a configuration, in the order of HAProxy's `-f`; or only
 * Puppet's services, where `beside` names the files in which all others stay.
 */
export function importFiles(
  files: readonly ConfigurationFile[],
  beside?: readonly string[],
): Imported {
  const { sources, diagnostics } = importedSources(files);
  if (sources === undefined) return { ...nothing, diagnostics };
  return importBuildable(readConfiguration(sources), beside);
}

const nothing = {
  sources: [],
  text: undefined,
  proxies: { global: [], proxies: [], others: [] },
  tally: { services: 0, pools: 0, copied: 0, left: 0, moved: [], puppets: undefined },
};

/** Imports until lint finds no error in what it wrote that could be written in another way, or left out. */
function importBuildable(
  configuration: Configuration,
  beside: readonly string[] | undefined,
): Imported {
  const refused = new Refused();
  for (;;) {
    const imported = importConfiguration(configuration, refused, beside);
    const { written } = imported;
    if (written === undefined) return imported;
    const bytes = new TextEncoder().encode(written.text);
    const { diagnostics } = lint({ name: '', bytes });
    if (refused.learn(written, diagnostics)) continue;
    const ofBinds = diagnostics.filter(({ code }) => bindCodes.has(code));
    return { ...imported, diagnostics: [...imported.diagnostics, ...atBinds(ofBinds, written)] };
  }
}

/** Clients do not reach what such binds are for. */
const bindCodes: ReadonlySet<string> = new Set([duplicateBind.code, hostNameAtStart.code]);

/** Findings of lint at the lines of binds that they speak of. */
function atBinds(found: readonly Diagnostic[], written: WrittenInventory): Diagnostic[] {
  return found.flatMap((one) => {
    const line = lineOf(written, one.primary.span.start);
    if (line?.words[0]?.text !== 'bind') return [];
    return { ...one, primary: placeOfWord(line, 1), related: [] };
  });
}

/** Makes the inventory that builds the same as a configuration, without what was refused. */
export function importConfiguration(
  read: Configuration,
  refused: Refused = new Refused(),
  beside?: readonly string[],
): Imported & { readonly written: WrittenInventory | undefined } {
  const report = new ImportReport();
  const { sources } = read;
  if (read.sections.length === 0) {
    reportForeign(read, report);
    return { ...nothing, sources, diagnostics: report.diagnostics, written: undefined };
  }
  const configuration = withoutGoneOptions(readAsMeant(withoutLines(read, refused, report)));
  for (const problem of configuration.problems) report.problem(problem);
  const proxies = readProxies(configuration);
  const services = poolServices(proxies).filter(isTcp);
  const drafts = services.map((service) => {
    return { service, draft: refused.services.get(service.name) ?? draftPool(service) };
  });
  const isFragment = beside !== undefined;
  const all = ofOneApi(drafts.flatMap(({ draft }) => ('role' in draft ? draft : [])));
  const pools = isFragment ? puppetsOnly(all, configuration.sections) : all;
  for (const { service, draft } of drafts) {
    if (!('role' in draft)) report.copied(service, draft, isFragment);
  }
  for (const { service } of pools) report.unchecked(service);
  const proxiesOf = new Set(pools.flatMap(({ service }) => sectionsOf(service)));
  const used = new Set([...proxiesOf].map(({ section }) => section));
  reportRejected(configuration.sections, [...proxiesOf], report);
  if (!isFragment) reportUnheard(proxies.proxies, report);
  const rest = keptSections(configuration.sections, used, proxies);
  const apart = new Set(proxies.global.filter((line) => refused.apart.has(lineKey(line))));
  const kept = isFragment ? new Set<FileSection>() : rest;
  const division = { pools, written: used, kept, apart, beside };
  const held = isFragment ? onlySections(configuration, used) : configuration;
  const written = writeInventory(held, proxies, division, report);
  const tally = {
    services: services.length,
    pools: pools.length,
    copied: kept.size,
    left: rest.size - kept.size,
    moved: [...used],
    puppets: fewPuppets(proxies, all),
  };
  const { text } = written;
  return { sources, text, diagnostics: report.diagnostics, proxies, tally, written };
}

/** Reports files that have no section. */
function reportForeign({ sources, problems }: Configuration, report: ImportReport): void {
  const foreign = sources.flatMap((source) => nameForeign(source) ?? []);
  for (const { message, help, ...place } of foreign) report.unreadable(place, message, help);
  for (const problem of foreign.length > 0 ? [] : problems) report.problem(problem);
}

/** A configuration without the lines and sections that HAProxy refuses or ignores; each is reported. */
function withoutLines(
  configuration: Configuration,
  { lines: refused, repeated }: Refused,
  report: ImportReport,
): Configuration {
  if (refused.size + repeated.size === 0) return configuration;
  const isHeld = (line: FileLine): boolean => {
    const reason = refused.get(lineKey(line));
    const isRepeated = repeated.has(lineKey(line));
    if (reason !== undefined) report.leftOut(line, reason);
    else if (isRepeated) report.idle(line, 'is repeated below');
    return reason === undefined && !isRepeated;
  };
  const sections = configuration.sections
    .filter(({ opening }) => isHeld(opening))
    .map((section) => ({ ...section, lines: section.lines.filter(isHeld) }));
  return { ...configuration, sections };
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
