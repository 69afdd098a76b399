import { countSeverities, type Diagnostic, type Severity } from '../../findings/diagnostic.ts';

/** The severities, the heaviest first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * A program could read any number, but not a text above V8's limit of half a gigabyte: a file of the
 * largest size can hold a million mistakes. Ten thousand are some megabytes.
 */
export const maxListed = 10_000;

/** So many findings, errors before warnings before the rest, in the order in which they came. */
export function heaviest(diagnostics: readonly Diagnostic[], most: number): readonly Diagnostic[] {
  if (diagnostics.length <= most) return diagnostics;
  const counts = countSeverities(diagnostics);
  const room = { error: 0, warning: 0, info: 0 };
  let left = most;
  for (const severity of severities) {
    room[severity] = Math.min(counts[severity], left);
    left -= room[severity];
  }
  return diagnostics.filter(({ severity }) => {
    room[severity] -= 1;
    return room[severity] >= 0;
  });
}
