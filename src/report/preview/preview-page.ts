import type { ConfigurationChange } from '../../diff/change.ts';
import { isSame, type Preview } from '../../diff/preview.ts';
import type { Value } from '../../diff/value.ts';
import { style, styleHash } from '../../generated/page-style.ts';
import { previewPage } from '../../generated/page-templates.js';
import { formatVersion } from '../../haproxy/facts/versions.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import { htmlText } from './html-escape.ts';
import { type PagePool, pagePool } from './page-pool.ts';
import { headLines } from './preview-head.ts';
import {
  bySection,
  commandsNotes,
  commandsTitle,
  detailOf,
  placesOf,
  signs,
  subjectOf,
  unchangedText,
} from './preview-words.ts';
import { driftRows, runningTitle } from './running-text.ts';
import { textOf } from './value-text.ts';

/** The most of each that the page shows; it says how many more there are. */
const most = {
  head: 40,
  changes: 1000,
  pools: 60,
  running: 1000,
  commands: 1000,
  lines: 3000,
} as const;

/** No word of a page is longer than this. */
const longest = 2000;

/** A preview as one page of HTML that needs nothing else: to look at, to print, to send on. */
export function formatPreviewPage(
  preview: Preview,
  { unified }: { readonly unified: string | undefined },
): string {
  const { before, after, version, changes, pools, commands } = preview;
  const head = headLines(preview);
  const shownPools = pools.slice(0, most.pools);
  const drifts = preview.running?.drifts ?? [];
  const lines = (unified ?? '').split('\n').slice(0, -1);
  const page = {
    style,
    styleHash,
    before,
    after,
    version: formatVersion(version),
    unchanged: isSame(preview) ? unchangedText(preview) : undefined,
    head: head.slice(0, most.head).map(({ word, text }) => ({ word, text: cut(text) })),
    moreHead: over(head, most.head),
    pools: shownPools.map((pool, at): PagePool => pagePool(pool, at + 1)),
    morePools: over(pools, most.pools),
    sections: bySection(changes.slice(0, most.changes)).map(([name, own]) => ({
      name,
      changes: own.map(pageChange),
    })),
    moreChanges: over(changes, most.changes),
    running: runningTitle(preview)[0],
    drifts: driftRows(drifts.slice(0, most.running)).map(([what, end]) => [cut(what), cut(end)]),
    moreDrifts: over(drifts, most.running),
    commandsTitle: commandsTitle(preview),
    commands: commands.slice(0, most.commands).map(commandText),
    moreCommands: over(commands, most.commands),
    commandsNotes: commandsNotes(preview),
    lines: lines
      .slice(0, most.lines)
      .map((text) => ({ kind: kindOf(text), parts: withTabs(text) })),
    moreLines: over(lines, most.lines),
  };
  return previewPage(page as never, htmlText);
}

function over(all: readonly unknown[], limit: number): number {
  return Math.max(0, all.length - limit);
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function cutValue(value: Value | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : cut(text);
}

function pageChange(change: ConfigurationChange): object {
  return {
    action: change.kind,
    sign: signs[change.kind],
    subject: cut(subjectOf(change)),
    before: cutValue(change.before),
    after: cutValue(change.after),
    places: placesOf(change),
    need: change.action.kind,
    detail: detailOf(change).map(cut),
  };
}

const kinds: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'hunk' };

function kindOf(line: string): string {
  if (/^(---|\+\+\+) /.test(line)) return 'file';
  return kinds[line.charAt(0)] ?? 'same';
}

/** What stands between tabs, which are kept as they are. */
function withTabs(line: string): string[] {
  return cut(line).split('\t');
}
