import type { CodeInfo, Diagnostic, Fix, Label, Severity } from '../../findings/diagnostic.ts';
import type { SourceText, Span } from '../../text/positions.ts';
import { toFingerprint } from './fingerprint.ts';
import type { ReportOptions } from './formats.ts';
import { heaviest } from './heaviest.ts';
import { toJsonText } from './json-text.ts';
import { Places, type TextPoint } from './places.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * GitHub's code scanning shows the 5,000 heaviest results of a run and refuses a log of more than 25,000
 * (GitHub, "SARIF support for code scanning").
 */
const maxResults = 5000;

/** It shows so many related places of a result. */
const maxRelated = 100;

/**
 * Findings as a SARIF 2.1.0 log of one run, with the rules that occur. Columns count UTF-16 code units,
 * which is what a reader takes them for that does not look at `columnKind`. At most 5,000 are results, the
 * heaviest; a notification of the run counts the others. What comments suppress follows, as far as there is
 * room, each with its suppression.
 */
export function formatSarif(
  diagnostics: readonly Diagnostic[],
  { codes, version, suppressed = [], pathOf = (name) => name }: ReportOptions,
): string {
  const results = heaviest(diagnostics, maxResults);
  const silent = suppressed.slice(0, maxResults - results.length);
  const ruleIds = [
    ...new Set([...results, ...silent.map(({ diagnostic }) => diagnostic)].map(({ code }) => code)),
  ].sort();
  const infos = new Map(codes.map((info) => [info.code, info]));
  const run: Run = {
    places: new Places(),
    pathOf,
    ruleIndexes: new Map(ruleIds.map((id, index) => [id, index])),
  };
  const fingerprint = toFingerprint(run.places, pathOf);
  const rules = ruleIds.map((id) => toRule(id, infos.get(id)));
  // Of one run all results say whether they are suppressed, or none (SARIF 2.1.0, 3.27.23).
  const unsuppressed = silent.length > 0 ? { suppressions: [] } : {};
  return toJsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'puppetlb', semanticVersion: version, rules } },
        invocations: unlessEmpty(toInvocations(diagnostics.length - results.length)),
        columnKind: 'utf16CodeUnits',
        results: [
          ...results.map((one) => ({ ...toResult(run, one, fingerprint(one)), ...unsuppressed })),
          ...silent.map(({ diagnostic, reason }) => ({
            ...toResult(run, diagnostic, fingerprint(diagnostic)),
            suppressions: [{ kind: 'inSource', justification: reason }],
          })),
        ],
      },
    ],
  });
}

function toInvocations(omitted: number): readonly object[] {
  if (omitted === 0) return [];
  const text = `... and ${omitted} more; puppetlb lint --format json counts them by severity`;
  const notification = { level: 'warning', message: { text } };
  return [{ executionSuccessful: true, toolExecutionNotifications: [notification] }];
}

interface Run {
  readonly places: Places;
  readonly pathOf: (name: string) => string;
  readonly ruleIndexes: ReadonlyMap<string, number>;
}

function toRule(id: string, info: CodeInfo | undefined): object {
  if (info === undefined) return { id };
  return {
    id,
    name: info.name,
    shortDescription: { text: info.summary },
    fullDescription: { text: info.why },
    help: { text: `${info.summary} ${info.why}\n\n"puppetlb explain ${id}" says more.` },
    defaultConfiguration: { level: levels[info.severity] },
  };
}

function toResult(run: Run, diagnostic: Diagnostic, fingerprint: string): object {
  const { code, severity, message, help, primary, related, fixes } = diagnostic;
  const text = help === undefined ? message : `${message}\nhelp: ${help}`;
  const more = related.length - maxRelated;
  const note = primary.note === undefined ? {} : { message: { text: primary.note } };
  return {
    ruleId: code,
    ruleIndex: run.ruleIndexes.get(code),
    level: levels[severity],
    message: { text: more > 0 ? `${text}\n... and ${more} more places` : text },
    locations: [{ physicalLocation: toPhysicalLocation(run, primary), ...note }],
    relatedLocations: unlessEmpty(
      related.slice(0, maxRelated).map((label, index) => ({
        id: index + 1,
        physicalLocation: toPhysicalLocation(run, label),
        message: { text: label.note ?? 'see' },
      })),
    ),
    partialFingerprints: { 'puppetlbLine/v1': fingerprint },
    fixes: unlessEmpty(
      fixes.filter(({ edits }) => edits.length > 0).map((fix) => toFix(run, fix, primary.source)),
    ),
  };
}

/** JSON leaves out what is undefined. */
function unlessEmpty(list: readonly object[]): readonly object[] | undefined {
  return list.length === 0 ? undefined : list;
}

function toPhysicalLocation(run: Run, { source, span }: Label): object {
  return {
    artifactLocation: toArtifactLocation(run.pathOf(source.name)),
    region: toRegion(run, source, span),
  };
}

function toRegion({ places }: Run, source: SourceText, span: Span): object {
  const { start, end } = places.place(source, span);
  const columnOf = ({ line, offset }: TextPoint): number => {
    return offset - places.line(source, line).start + 1;
  };
  return {
    startLine: start.line,
    startColumn: columnOf(start),
    endLine: end.line,
    endColumn: columnOf(end),
  };
}

function toFix(run: Run, { title, edits }: Fix, source: SourceText): object {
  const replacements = edits.map(({ span, text }) => ({
    deletedRegion: toRegion(run, source, span),
    insertedContent: { text },
  }));
  return {
    description: { text: title },
    artifactChanges: [
      { artifactLocation: toArtifactLocation(run.pathOf(source.name)), replacements },
    ],
  };
}

/** Where a file is, as SARIF says it: below the root of the sources, or absolute. */
interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: '%SRCROOT%';
}

/** A file's name as a URI, percent-encoded; a relative name is relative to the root of the sources. */
function toArtifactLocation(name: string): ArtifactLocation {
  const path = name.replace(/^(\.\/+)+/, '');
  const uri = path
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
