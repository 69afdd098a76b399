import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Places } from './places.ts';

/** More of a line than this is not looked at, so that one long line with many findings stays cheap. */
const maxLength = 1000;

/**
 * Gives each finding of a report, asked in order, a text of its own that stays when lines move:
 * made from code, file, the text of the line and how often these three came before.
 */
export function toFingerprint(
  places: Places,
  pathOf: (name: string) => string,
): (diagnostic: Diagnostic) => string {
  const occurrences = new Map<string, number>();
  return ({ code, primary: { source, span } }) => {
    const line = places.line(source, places.place(source, span).start.line);
    const text = source.text.slice(line.start, Math.min(line.end, line.start + maxLength)).trim();
    const hash = createHash('sha256').update(JSON.stringify([code, pathOf(source.name), text]));
    const key = hash.digest('hex').slice(0, 32);
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    return `${key}:${occurrence}`;
  };
}
