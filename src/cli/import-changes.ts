import { type ConfigurationChange, subjectText } from '../diff/change.ts';
import { compareSides } from '../diff/compare.ts';
import { builtSide, fileSide, type ShownPlace } from '../diff/side.ts';
import { diagnose } from '../findings/diagnose.ts';
import type { Label } from '../findings/diagnostic.ts';
import { importCodes } from '../findings/import-codes.ts';
import type { Imported } from '../import/import.ts';
import type { ImportFinding } from '../import/report.ts';
import type { Inventory } from '../inventory/model.ts';
import { textOf } from '../report/preview/value-text.ts';
import { quote } from '../text/characters.ts';
import { Lines, type SourceText } from '../text/positions.ts';

/**
 * What an inventory builds otherwise than the configuration that it was made of, compared as diff does;
 * without what the import has said already at the same line.
 */
export function changesOf(imported: Imported, inventory: Inventory | undefined): ImportFinding[] {
  const { sources, proxies, diagnostics } = imported;
  const [first] = sources;
  if (inventory === undefined || first === undefined) return [];
  const sides = { before: { ...fileSide('', sources), proxies }, after: builtSide('', inventory) };
  const { changes, sections } = compareSides(sides, inventory.haproxy.version.value);
  const places = new Places(sources);
  const openings = new Map(
    sections.flatMap(({ before: service, after }) =>
      service === undefined ? [] : [[(after ?? service).name, service.back.section.opening]],
    ),
  );
  const said = new Set(
    diagnostics
      .filter(({ code }) => code !== importCodes.kept.code)
      .map(({ primary }) => places.keyOf(primary)),
  );
  return changes.flatMap((change) => {
    const opening = openings.get(change.section) ?? firstLine(first);
    const label = places.labelOf(change.at.before) ?? opening;
    if (said.has(places.keyOf(label))) return [];
    return diagnose(importCodes.changed, label.source, label.span, formatChange(change));
  });
}

/** The first line that is neither empty nor a comment. */
function firstLine(source: SourceText): Label {
  const start = /^[ \t]*[^\s#]/m.exec(source.text)?.index ?? 0;
  return { source, span: { start, end: start } };
}

function formatChange({
  kind,
  section,
  server,
  subject,
  before,
  after,
}: ConfigurationChange): string {
  const what = quote(subjectText(subject));
  const where = quote(server === undefined ? section : `${section}/${server}`);
  const [was, becomes] = [before, after].map((value) => quote(textOf(value) ?? ''));
  if (kind === 'added') return `${what} ${becomes} is added to ${where}`;
  if (kind === 'removed') return `${what} ${was} of ${where} is lost`;
  return `${what} of ${where} was ${was} and becomes ${becomes}`;
}

/** Finds lines of the files that were read. */
class Places {
  readonly #lines: ReadonlyMap<string, { readonly label: Label; readonly lines: Lines }>;

  constructor(sources: Imported['sources']) {
    this.#lines = new Map(
      sources.map((source) => [
        source.name,
        { label: { source, span: { start: 0, end: 0 } }, lines: new Lines(source.text) },
      ]),
    );
  }

  labelOf(place: ShownPlace | undefined): Label | undefined {
    const found = this.#lines.get(place?.file ?? '');
    if (found === undefined || place?.line === undefined) return undefined;
    const { start, end } = found.lines.span(place.line);
    return { ...found.label, span: { start: start + (place.column ?? 1) - 1, end } };
  }

  keyOf({ source, span }: Label): string {
    const line = this.#lines.get(source.name)?.lines.position(span.start).line ?? 0;
    return JSON.stringify([source.name, line]);
  }
}
