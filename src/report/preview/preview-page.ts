import type { ConfigurationChange } from '../../diff/change.ts';
import { isSame, type Preview } from '../../diff/preview.ts';
import { style, styleHash } from '../../generated/page-style.ts';
import { previewPage } from '../../generated/page-templates.js';
import { formatVersion } from '../../haproxy/facts/versions.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import type { DiffLine } from '../../text/unified.ts';
import { htmlText } from './html-escape.ts';
import { maskPreview } from './mask-preview.ts';
import { pagePool } from './page-pool.ts';
import { headLines } from './preview-head.ts';
import {
  bySection,
  commandLists,
  detailOf,
  placesOf,
  signs,
  subjectOf,
  unchangedText,
  valuesOf,
} from './preview-words.ts';
import { driftRows, runningTitle } from './running-text.ts';

/** No word of a page is longer than this. */
const longest = 2000;

/** A preview as one page of HTML that needs nothing else: to look at, to print, to send on. */
export function formatPreviewPage(found: Preview, unified: readonly DiffLine[]): string {
  const preview = maskPreview(found);
  const { before, after, version } = preview;
  const changes = most(preview.changes, 1000);
  const page = {
    style,
    styleHash,
    before,
    after,
    version: formatVersion(version),
    unchanged: isSame(preview) ? unchangedText(preview) : undefined,
    head: most(
      headLines(preview).map(({ word, text }) => ({ word, text: cut(text) })),
      40,
    ),
    pools: most(preview.pools.map(pagePool), 60),
    sections: bySection(changes.shown).map(([name, own]) => ({
      name,
      changes: own.map(pageChange),
    })),
    moreChanges: changes.more,
    running: runningTitle(preview)[0],
    drifts: most(
      driftRows(preview.running?.drifts ?? []).map((row) => row.map(cut)),
      1000,
    ),
    commandLists: commandLists(preview).map(({ title, commands, notes }) => ({
      title,
      commands: most(commands.map(commandText), 1000),
      notes,
    })),
    lines: most(unified, 3000),
    // Tabs stay, and are the only thing that can't be seen in what is shown.
    partsOf: (text: string) => cut(text).split('\t'),
  };
  return previewPage(page as never, htmlText);
}

/** As much as the page shows of a list, and how many more there are. */
function most<T>(all: readonly T[], limit: number): { shown: readonly T[]; more: number } {
  return { shown: all.slice(0, limit), more: Math.max(0, all.length - limit) };
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function pageChange(change: ConfigurationChange): object {
  const { before, after } = valuesOf(change);
  return {
    kind: change.kind,
    sign: signs[change.kind],
    subject: cut(subjectOf(change)),
    values: [before ?? [], after ?? []].flat().map(cut),
    places: placesOf(change),
    action: change.action.kind,
    detail: detailOf(change).map(cut),
  };
}
