import type { Preview } from '../diff/preview.ts';
import type { Side } from '../diff/side.ts';
import { formatPreviewJson } from '../report/preview/preview-json.ts';
import { formatPreview } from '../report/preview/preview-text.ts';
import { differenceNotes, unifiedDiff } from '../report/preview/unified.ts';
import { showUnseen } from '../text/characters.ts';
import { type DiffLine, joinLines } from '../text/unified.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { wantsColour } from './report.ts';

/** What is there, and whether its bytes are those that its text is written with. */
export interface Before {
  readonly side: Side;
  readonly isUtf8: boolean;
  /** Of an inventory with sites, the one that it is for. */
  readonly site: string | undefined;
}

/** A preview in the format that was asked for; a comment and a page hold the difference of the texts too. */
export async function showPreview(
  preview: Preview,
  before: Before,
  after: Side,
  args: Arguments,
  io: Io,
): Promise<string> {
  const format = args.value('format') ?? 'text';
  if (format === 'markdown' || format === 'html') {
    const { lines } = unifiedDiff(before.side, after);
    if (format === 'html') {
      const { formatPreviewPage } = await import('../report/preview/preview-page.ts');
      return formatPreviewPage(preview, lines);
    }
    const { formatPreviewMarkdown } = await import('../report/preview/preview-markdown.ts');
    return formatPreviewMarkdown(preview, lines);
  }
  const unified = args.flag('unified') ? unifiedOf(before, after, io) : undefined;
  if (format === 'json') return formatPreviewJson(preview, unified && joinLines(unified));
  const colour = wantsColour(args, io, 'stdout');
  return formatPreview(preview, { isVerbose: args.flag('verbose'), unified, colour });
}

/** The difference of the texts; on a terminal without what could steer it. */
function unifiedOf(
  { side: before, isUtf8: isText }: Before,
  after: Side,
  io: Io,
): readonly DiffLine[] {
  const difference = unifiedDiff(before, after);
  const { lines } = difference;
  for (const note of differenceNotes(difference)) io.err(`puppetlb: ${note}\n`);
  if (!isText && lines.length > 0) {
    io.err(`puppetlb: ${showUnseen(before.name)} is not UTF-8, so git apply refuses the diff\n`);
  }
  if (before.sources.length > 1) {
    io.err('puppetlb: several files are shown as one, so git apply refuses the diff\n');
  }
  if (!io.isTerminal('stdout')) return lines;
  return lines.map(({ kind, text }) => ({ kind, text: showUnseen(text) }));
}
