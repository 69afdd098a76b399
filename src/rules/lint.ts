import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { wordProblem } from '../diagnostics/yaml.ts';
import type { Inventory } from '../inventory/model.ts';
import { readInventory } from '../inventory/read.ts';
import { readYaml } from '../source/document.ts';
import type { SourceText } from '../source/text.ts';
import { runRules } from './engine.ts';

/** A named file as it was read. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything wrong with an inventory, sorted, and the inventory as far as it was understood. */
export interface Linted {
  readonly source: SourceText;
  readonly inventory: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lints one inventory; dates in it are judged where a day, as YYYY-MM-DD, is given. */
export function lint(file: InputFile, today?: string): Linted {
  const { linted, found } = read(file);
  const { inventory } = linted;
  const diagnostics = inventory === undefined ? found : [...found, ...runRules(inventory, today)];
  return { ...linted, diagnostics: diagnostics.sort(compareDiagnostics) };
}

/** Lints inventories that share a balancer: their pools must fit beside each other. */
export function lintTogether(files: readonly InputFile[], today?: string): Diagnostic[] {
  const all = files.map(read);
  const diagnostics = all.flatMap(({ found }) => found);
  const inventories = all.flatMap(({ linted }) => linted.inventory ?? []);
  const [first] = inventories;
  for (const inventory of inventories) diagnostics.push(...runRules(inventory, today));
  if (first !== undefined) {
    const pools = inventories.flatMap((inventory) => inventory.pools);
    const known = new Set(diagnostics.map(identity));
    const across = runRules({ ...first, pools }, today).filter(
      (found) => !known.has(identity(found)),
    );
    diagnostics.push(...across);
  }
  return diagnostics.sort(compareDiagnostics);
}

function identity({ code, primary }: Diagnostic): string {
  return `${code} ${primary.span.start} ${primary.span.end} ${primary.source.name}`;
}

function read({ name, bytes }: InputFile): {
  linted: Omit<Linted, 'diagnostics'>;
  found: Diagnostic[];
} {
  const { source, document, problems } = readYaml(name, bytes);
  if (document === undefined) {
    const found = problems.map((problem) => wordProblem(source, problem));
    return { linted: { source, inventory: undefined }, found };
  }
  const { inventory, diagnostics } = readInventory(document);
  return { linted: { source, inventory }, found: [...diagnostics] };
}
