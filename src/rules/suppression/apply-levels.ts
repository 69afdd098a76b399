import type { Diagnostic, Level } from '../../findings/diagnostic.ts';

/** What severities are set to, by code. */
export type Levels = ReadonlyMap<string, Level>;

/** Findings with the severities that are set, without those that are off; an error stays one. */
export function applyLevels(found: readonly Diagnostic[], levels: Levels): readonly Diagnostic[] {
  if (levels.size === 0) return found;
  return found.flatMap((diagnostic) => {
    const level = levels.get(diagnostic.code);
    if (level === undefined || diagnostic.severity === 'error') return diagnostic;
    return level === 'off' ? [] : { ...diagnostic, severity: level };
  });
}
