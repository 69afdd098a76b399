import type { Diagnostic, Label } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Places } from './places.ts';

const maxRelated = 10;

/** A finding in words alone: its message and notes, at most ten related places, its help; each on lines of its own. */
export function messageLines(
  { message, help, primary, related }: Diagnostic,
  places: Places,
): readonly string[] {
  const lines = [message];
  if (primary.note !== undefined) lines.push(primary.note);
  for (const label of related.slice(0, maxRelated)) {
    lines.push(`${label.note ?? 'see'}: ${formatPlace(label, places)}`);
  }
  if (related.length > maxRelated) lines.push(`... and ${related.length - maxRelated} more`);
  if (help !== undefined) lines.push(`help: ${help}`);
  return lines.flatMap((text) => text.split(/\r?\n/).map(showUnseen));
}

/** Where a label is, as editors and terminals find it: file, line and column. */
export function formatPlace({ source, span }: Label, places: Places): string {
  const { start } = places.place(source, span);
  return `${showUnseen(source.name)}:${start.line}:${start.column}`;
}
