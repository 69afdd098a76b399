import type { Diagnostic, SeveritySetting } from '../../findings/diagnostic.ts';

/** What severities are set to, by code. */
export type SeveritySettings = ReadonlyMap<string, SeveritySetting>;

/** Findings with the severities that are set, without those that are off; an error stays one. */
export function applySeverities(
  found: readonly Diagnostic[],
  levels: SeveritySettings,
): readonly Diagnostic[] {
  if (levels.size === 0) return found;
  return found.flatMap((diagnostic) => {
    const level = levels.get(diagnostic.code);
    if (level === undefined || diagnostic.severity === 'error') return diagnostic;
    return level === 'off' ? [] : { ...diagnostic, severity: level };
  });
}
