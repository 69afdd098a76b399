import { type DiffLine, unifiedLines } from '../text/unified.ts';
import { maskLine } from './secret.ts';
import type { Side } from './side.ts';

/** The difference of two texts, and whether secrets in it are masked. */
export interface UnifiedDiff {
  readonly lines: readonly DiffLine[];
  readonly isMasked: boolean;
}

/** The difference of what HAProxy reads on both sides, secrets masked, as `diff -u` shows it. */
export function unifiedDiff(before: Side, after: Side): UnifiedDiff {
  const name = before.isBuilt || before.name === '<stdin>' ? 'haproxy.cfg' : before.name;
  let isMasked = false;
  const lines = unifiedLines(name, textOf(before), textOf(after), (line) => {
    const masked = maskLine(line);
    if (masked !== line) isMasked = true;
    return masked;
  });
  return { lines, isMasked };
}

function textOf({ sources }: Side): string {
  return sources.map((source) => source.text).join('');
}
