import type { Side } from '../../diff/side.ts';
import { hasSteering, showSteering } from '../../text/characters.ts';
import { type DiffLine, unifiedLines } from '../../text/unified.ts';
import { maskLine } from '../secrets.ts';

/** A difference of texts, and whether its lines are other than those of the texts. */
export interface UnifiedDiff {
  readonly lines: readonly DiffLine[];
  /** Whether a secret is masked in it. */
  readonly isMasked: boolean;
  /** Whether a character that could steer a terminal is written by its number. */
  readonly isEscaped: boolean;
}

/** The difference of what HAProxy reads on both sides, as `diff -u` shows it. */
export function unifiedDiff(before: Side, after: Side): UnifiedDiff {
  const name = before.isBuilt || before.name === '<stdin>' ? 'haproxy.cfg' : before.name;
  return shownDiff(name, textOf(before), textOf(after));
}

/** The difference of two texts, as `diff -u` shows it: secrets masked, and nothing that steers a terminal. */
export function shownDiff(name: string, before: string, after: string): UnifiedDiff {
  let isMasked = false;
  let isEscaped = false;
  const lines = unifiedLines(name, before, after, (line) => {
    const masked = maskLine(line);
    isMasked ||= masked !== line;
    isEscaped ||= hasSteering(masked);
    return showSteering(masked);
  });
  return { lines, isMasked, isEscaped };
}

/** What keeps `git apply` from taking a difference. */
export function differenceNotes({ isMasked, isEscaped }: UnifiedDiff): string[] {
  const what = 'in the diff, so git apply refuses it';
  return [
    ...(isMasked ? [`secrets are masked ${what}`] : []),
    ...(isEscaped ? [`control characters are escaped ${what}`] : []),
  ];
}

function textOf({ sources }: Side): string {
  return sources.map((source) => source.text).join('');
}
