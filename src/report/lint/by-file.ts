import type { Diagnostic } from '../../findings/diagnostic.ts';

/** Findings by the path of their file, files without any first named too; in the order of the names, then of the findings. */
export function groupByFile(
  diagnostics: readonly Diagnostic[],
  names: readonly string[],
  pathOf: (name: string) => string,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>(names.map((name) => [pathOf(name), []]));
  for (const diagnostic of diagnostics) {
    const path = pathOf(diagnostic.primary.source.name);
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}
