import { fixText } from '../fix/fix-text.ts';
import { editScript } from '../text/edit-script.ts';
import { Lines } from '../text/positions.ts';
import type { Edit } from '../yaml/edit.ts';
import type { Opened } from './opened.ts';

/** What `lint --fix` would change, as replacements of whole lines. */
export function fixAll({ document, linted, by }: Opened): Edit[] {
  const { name, text } = linted.source;
  const isCertain = linted.diagnostics.some(({ fixes }) => fixes.some((fix) => fix.isCertain));
  if (!isCertain) return [];
  const bytes = new TextEncoder().encode(document.getText());
  const fixed = fixText({ name, bytes, levels: by.levels }, by.today).text;
  const [before, after] = [text, fixed].map((one) => one.split(/(?<=\n)/));
  const lines = new Lines(text);
  return editScript(before ?? [], after ?? []).flatMap(({ isSame, from: [start, end], to }) => {
    if (isSame) return [];
    const span = { start: lines.span(start + 1).start, end: startOf(lines, end + 1, text) };
    return [{ span, text: (after ?? []).slice(...to).join('') }];
  });
}

/** Where a line begins; the end of the text where there is none. */
function startOf(lines: Lines, line: number, text: string): number {
  return line > lines.count ? text.length : lines.span(line).start;
}
