import { compareDiagnostics, type Diagnostic } from '../findings/diagnostic.ts';
import { haproxyCodes } from '../findings/haproxy-codes.ts';
import { formatProblem } from '../findings/yaml.ts';
import type { Inventory } from '../inventory/model.ts';
import { readInventory } from '../inventory/read.ts';
import type { SourceText } from '../text/positions.ts';
import { readYaml } from '../yaml/document.ts';
import { rules, runRules } from './engine.ts';
import type { SeveritySettings } from './suppression/apply-severities.ts';
import { type Filtered, FindingFilter } from './suppression/finding-filter.ts';
import { untilPassed } from './until-passed.ts';

/** A named file as it was read, and what a configuration file says of severities. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly levels?: SeveritySettings | undefined;
  /** How many slips of YAML are told at most; as many as a person reads where it is left out. */
  readonly mostHints?: number;
}

/** Everything wrong with an inventory, sorted, and the inventory as far as it was understood. */
export interface Linted extends Filtered {
  readonly source: SourceText;
  readonly inventory: Inventory | undefined;
  /** What the file says of its findings; to apply to what others find in it. */
  readonly filter: FindingFilter;
}

/** Lints one inventory; dates in it are judged where a day, as YYYY-MM-DD, is given. */
export function lint(file: InputFile, today?: string): Linted {
  const { source, inventory, found } = read(file);
  if (inventory !== undefined) found.push(...runRules(inventory, today));
  const filter = new FindingFilter(source, inventory, file.levels);
  const unchecked = [...uncheckedBy(today), ...onlyTogether];
  return { source, inventory, filter, ...filterFound(filter, found, unchecked) };
}

/** Lints inventories that share a balancer: their pools must fit beside each other. */
export function lintTogether(files: readonly InputFile[], today?: string): Filtered {
  const all = files.map((file) => ({ ...read(file), levels: file.levels }));
  const inventories = all.flatMap(({ inventory }) => inventory ?? []);
  const [first] = inventories;
  const bySource = new Map(all.map(({ source, found }) => [source, found]));
  for (const { inventory, found } of all) {
    if (inventory !== undefined) found.push(...runRules(inventory, today));
  }
  if (first !== undefined) {
    const pools = inventories.flatMap((inventory) => inventory.pools);
    const known = new Set(all.flatMap(({ found }) => found.map(identity)));
    for (const found of runRules({ ...first, pools }, today)) {
      if (!known.has(identity(found))) bySource.get(found.primary.source)?.push(found);
    }
  }
  const filtered = all.map(({ source, inventory, found, levels }) =>
    filterFound(new FindingFilter(source, inventory, levels), found, uncheckedBy(today)),
  );
  return {
    diagnostics: filtered.flatMap(({ diagnostics }) => diagnostics).sort(compareDiagnostics),
    suppressed: filtered.flatMap(({ suppressed }) => suppressed),
  };
}

/** What only inventories together can have: alone nobody knows whether a comment about it is of use. */
const onlyTogether = rules
  .filter(({ comparesPools }) => comparesPools === true)
  .map(({ code }) => code);

/** What only HAProxy itself says, and what is asked for a day alone. */
function uncheckedBy(today: string | undefined): readonly string[] {
  const asked = Object.values(haproxyCodes).map(({ code }) => code);
  return today === undefined ? [...asked, untilPassed.code] : asked;
}

function filterFound(
  filter: FindingFilter,
  found: readonly Diagnostic[],
  unchecked: readonly string[],
): Filtered {
  const { diagnostics, suppressed } = filter.filterFindings(found);
  const suppressionFindings = filter.suppressionFindings(diagnostics, new Set(unchecked));
  return {
    diagnostics: [...diagnostics, ...suppressionFindings].sort(compareDiagnostics),
    suppressed,
  };
}

function identity({ code, primary }: Diagnostic): string {
  return `${code} ${primary.span.start} ${primary.span.end} ${primary.source.name}`;
}

interface Read {
  readonly source: SourceText;
  readonly inventory: Inventory | undefined;
  readonly found: Diagnostic[];
}

function read({ name, bytes, mostHints }: InputFile): Read {
  const { source, document, problems } = readYaml(name, bytes, mostHints);
  if (document === undefined) {
    const found = problems.map((problem) => formatProblem(source, problem));
    return { source, inventory: undefined, found };
  }
  const { inventory, diagnostics } = readInventory(document);
  return { source, inventory, found: [...diagnostics] };
}
