import { isInventory } from '../diff/detect-file-kind.ts';
import { previewOf } from '../diff/preview.ts';
import { builtSide, fileSide, type Side } from '../diff/side.ts';
import { hasError } from '../findings/diagnostic.ts';
import type { LintReport } from '../generated/lint-report.ts';
import type { Preview } from '../generated/preview.ts';
import { importedSources } from '../import/sources.ts';
import type { Inventory } from '../inventory/model.ts';
import { viewsOf } from '../inventory/sites.ts';
import { addressesOf } from '../predict/client-moves.ts';
import { type Client, parseClient } from '../predict/clients/client.ts';
import { lintReport } from '../report/lint/json.ts';
import { previewReport } from '../report/preview/preview-json.ts';
import * as rules from '../rules/lint.ts';
import { isError } from '../text/result.ts';
import { inputFile } from './input.ts';
import type { Source } from './source.ts';

/** What a comparison is asked. */
export interface DiffOptions {
  /** Addresses of agents, or networks of at most 1,048,576 addresses; the preview then says of each which master it reaches before and after. */
  readonly clients?: readonly string[];
  /** Of inventories with sites the one that is compared. */
  readonly site?: string;
}

/** What a reload would change. */
export interface Comparison {
  /** What was found in the inventory, or in the one it is compared with where that has an error. */
  readonly report: LintReport;
  /** Undefined where the report has an error. */
  readonly preview: Preview | undefined;
}

/**
 * Compares what an inventory builds with what is there: a configuration of HAProxy, in one source or in
 * several that it reads in their order, or another inventory. Throws a
 * RangeError on a client that is no address, and where an inventory has sites and none of them is named.
 */
export function diff(
  inventory: Source,
  against: Source | readonly Source[],
  options: DiffOptions = {},
): Comparison {
  const clients = clientsOf(options.clients);
  const after = build(inventory, options.site);
  if (after.built === undefined) return { report: after.report, preview: undefined };
  const before = readBefore([against].flat(), options.site);
  if (before.side === undefined) return { report: before.report, preview: undefined };
  const { running, version } = after.built.haproxy;
  const preview = previewOf(
    { before: before.side, after: builtSide(inventory.name, after.built) },
    { version: (running ?? version).value, clients, dates: [], running: undefined },
  );
  return { report: after.report, preview: previewReport(preview, undefined) as Preview };
}

function build(
  source: Source,
  site: string | undefined,
): { built: Inventory | undefined; report: LintReport } {
  const { inventory, diagnostics, suppressed } = rules.lint(inputFile(source));
  const report = lintReport(diagnostics, suppressed.length) as LintReport;
  if (inventory === undefined || hasError(diagnostics)) return { built: undefined, report };
  const built = viewsOf(inventory).find((view) => view.site === site || view.whole === undefined);
  if (built === undefined) throw new RangeError(`${source.name} has sites; name one of them`);
  return { built, report };
}

function readBefore(
  sources: readonly Source[],
  site: string | undefined,
): { side: Side | undefined; report: LintReport } {
  const [first] = sources;
  if (first !== undefined && sources.length === 1 && isInventory(inputFile(first))) {
    const { built, report } = build(first, site);
    return { side: built && builtSide(first.name, built), report };
  }
  const read = importedSources(sources.map(inputFile));
  const name = sources.map((source) => source.name).join(', ');
  const side = read.sources === undefined ? undefined : fileSide(name, read.sources);
  return { side, report: lintReport(read.diagnostics) as LintReport };
}

function clientsOf(texts: readonly string[] | undefined): readonly Client[] | undefined {
  if (texts === undefined) return undefined;
  const clients = addressesOf(
    texts.map((text) => {
      const client = parseClient(text);
      if (isError(client)) throw new RangeError(`a client is refused: ${client.message}`);
      return client.value;
    }),
  );
  if (clients === undefined) throw new RangeError('the networks hold too many addresses');
  return clients;
}
