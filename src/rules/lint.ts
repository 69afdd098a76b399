import { compareDiagnostics, type Diagnostic } from '../findings/diagnostic.ts';
import { haproxyCodes } from '../findings/haproxy-codes.ts';
import { preflightCodes } from '../findings/preflight-codes.ts';
import { formatProblem } from '../findings/yaml.ts';
import type { BesideFile } from '../inventory/beside.ts';
import type { Inventory } from '../inventory/model.ts';
import { readInventory } from '../inventory/read.ts';
import type { SourceText } from '../text/positions.ts';
import { readYaml } from '../yaml/document.ts';
import { identityOf, rules, runRules } from './engine.ts';
import type { SeveritySettings } from './suppression/apply-severities.ts';
import { type Filtered, FindingFilter } from './suppression/finding-filter.ts';
import { untilPassed } from './until-passed.ts';

/** A named file as it was read, and what a configuration file says of severities. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly levels?: SeveritySettings | undefined;
  /** How many syntax errors of YAML are reported at most; by default as many as a person reads. */
  readonly mostHints?: number;
  /** The files of its `haproxy.beside`; not checked if undefined. */
  readonly beside?: readonly BesideFile[] | undefined;
}

/** Everything wrong with an inventory, sorted, and the inventory as far as it was understood. */
export interface Linted extends Filtered {
  readonly source: SourceText;
  readonly inventory: Inventory | undefined;
  /** What the file says of its findings; to apply to what others find in it. */
  readonly filter: FindingFilter;
}

/** Lints one inventory; checks dates if a day, as YYYY-MM-DD, is given. */
export function lint(file: InputFile, today?: string): Linted {
  const { source, inventory, filter, found } = read(file, today);
  const unchecked = new Set([...uncheckedBy(today), ...onlyTogether]);
  return { source, inventory, filter, ...filter.filterAll(found, unchecked) };
}

/** Lints inventories that share a balancer: their pools must fit beside each other. */
export function lintTogether(files: readonly InputFile[], today?: string): Filtered {
  const all = files.map((file) => read(file, today));
  const inventories = all.flatMap(({ inventory }) => inventory ?? []);
  const [first] = inventories;
  if (first !== undefined) {
    const pools = inventories.flatMap((inventory) => inventory.pools);
    const bySource = new Map(all.map(({ source, found }) => [source, found]));
    const known = new Set(all.flatMap(({ found }) => found.map(identityOf)));
    const sites = new Map(
      inventories.flatMap((inventory) => inventory.sites.map((site) => [site.name, site] as const)),
    );
    const together = { ...first, pools, sites: [...sites.values()], beside: undefined };
    for (const found of runRules(together, today)) {
      if (!known.has(identityOf(found))) bySource.get(found.primary.source)?.push(found);
    }
  }
  const unchecked = new Set(uncheckedBy(today));
  const filtered = all.map(({ filter, found }) => filter.filterAll(found, unchecked));
  return {
    diagnostics: filtered.flatMap(({ diagnostics }) => diagnostics).sort(compareDiagnostics),
    suppressed: filtered.flatMap(({ suppressed }) => suppressed),
  };
}

/** What only inventories together can have: alone nobody knows whether a comment about it is of use. */
const onlyTogether = rules
  .filter(({ comparesPools }) => comparesPools === true)
  .map(({ code }) => code);

/** What only HAProxy itself and its machine say, and what is asked for a day alone. */
function uncheckedBy(today: string | undefined): readonly string[] {
  const asked = [haproxyCodes, preflightCodes].flatMap((infos) =>
    Object.values(infos).map(({ code }) => code),
  );
  return today === undefined ? [...asked, untilPassed.code] : asked;
}

function read(
  { name, bytes, levels, mostHints, beside }: InputFile,
  today: string | undefined,
): Pick<Linted, 'source' | 'inventory' | 'filter'> & { readonly found: Diagnostic[] } {
  const { source, document, problems } = readYaml(name, bytes, mostHints);
  const result = document === undefined ? undefined : readInventory(document, beside);
  const inventory = result?.inventory;
  const found = [
    ...(result?.diagnostics ?? problems.map((problem) => formatProblem(source, problem))),
    ...(inventory === undefined ? [] : runRules(inventory, today)),
  ];
  return { source, inventory, found, filter: new FindingFilter(source, inventory, levels) };
}
