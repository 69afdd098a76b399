import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { Edit } from '../source/edit.ts';

/** The repairs of all findings that have one alone; of two that meet in the text the first. */
export function fixAll(diagnostics: readonly Diagnostic[]): Edit[] {
  const sole = diagnostics.flatMap(({ fixes }) => (fixes.length === 1 ? fixes : []));
  const edits = sole.flatMap((fix) => fix.edits.map((edit) => ({ fix, edit })));
  edits.sort((a, b) => a.edit.span.start - b.edit.span.start);
  const left = new Set<Fix>();
  let last: (typeof edits)[number] | undefined;
  for (const next of edits) {
    if (left.has(next.fix)) continue;
    const meets = last !== undefined && next.edit.span.start <= last.edit.span.end;
    if (meets && next.fix !== last?.fix) left.add(next.fix);
    else last = next;
  }
  return sole.filter((fix) => !left.has(fix)).flatMap((fix) => [...fix.edits]);
}
