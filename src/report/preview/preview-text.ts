import type { ConfigurationChange } from '../../diff/change.ts';
import { isSame, type PoolPreview, type Preview } from '../../diff/preview.ts';
import { formatVersion } from '../../haproxy/facts/versions.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import type { ClientMoves } from '../../predict/client-moves.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { showUnseen } from '../../text/characters.ts';
import { percent } from '../../text/percent.ts';
import { type DiffLine, joinLines } from '../../text/unified.ts';
import { type Paint, toPaint } from '../lint/colour.ts';
import { maskPreview } from './mask-preview.ts';
import { type HeadLine, headLines } from './preview-head.ts';
import {
  adviceText,
  agentsText,
  bySection,
  type CommandList,
  clientText,
  commandLists,
  detailOf,
  placesOf,
  poolNotes,
  serverText,
  signs,
  subjectOf,
  unchangedText,
  valuesOf,
} from './preview-words.ts';
import { runningLines } from './running-text.ts';

/** How much is shown. */
export interface PreviewStyle {
  /** Each agent, each server and each reason. */
  readonly isVerbose: boolean;
  /** The difference of the texts, where it is asked for. */
  readonly unified: readonly DiffLine[] | undefined;
  readonly colour: boolean;
}

/** A preview for the terminal: the lines that a tired operator must see, then what changes and why. */
export function formatPreview(found: Preview, style: PreviewStyle): string {
  const preview = maskPreview(found);
  const paint = toPaint(style.colour);
  const head = headLines(preview)
    .map((line) => `${paintWord(line, paint)}  ${line.text}\n`)
    .join('');
  const end = style.unified?.length ? `\n${paintDifference(style.unified, paint)}` : '';
  const running = runningLines(preview, style.isVerbose);
  if (isSame(preview)) return head + text([unchangedText(preview), ...running]) + end;
  const { before, after, version } = preview;
  const blocks = [
    [`${before} -> ${after}, for HAProxy ${formatVersion(version)}`],
    ...changeBlocks(preview, style),
    ...preview.pools.map((pool) => poolLines(pool, style)),
    running,
    ...commandLists(preview).map(commandLines),
  ];
  const shown = blocks.filter((block) => block.length > 0).map(text);
  return [...(head === '' ? [] : [head]), ...shown].join('\n') + end;
}

const wordColours = { DANGER: 'error', RELOAD: 'warning', AGENTS: 'info' } as const;

function paintWord({ word }: HeadLine, paint: Paint): string {
  return paint(wordColours[word], word);
}

const lineColours = {
  before: 'removed',
  removed: 'removed',
  after: 'added',
  added: 'added',
  hunk: 'gutter',
} as const;

/** The lines of a difference in the colours that git has for them; without colour as they are. */
function paintDifference(lines: readonly DiffLine[], paint: Paint): string {
  const painted = lines.map(({ kind, text }) => ({
    text: kind === 'same' ? text : paint(lineColours[kind], text),
  }));
  return joinLines(painted);
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${showUnseen(line).trimEnd()}\n`).join('');
}

function changeBlocks({ changes }: Preview, { isVerbose }: PreviewStyle): string[][] {
  return bySection(changes).map(([section, own]) => {
    const rows = own.map((change) => ({
      change,
      left: whatOf(change),
      right: `${placesOf(change)}  ${change.action.kind}`,
    }));
    const width = Math.min(
      70,
      rows.reduce((most, { left }) => Math.max(most, left.length), 0),
    );
    return [
      section,
      ...rows.flatMap(({ change, left, right }) => [
        `  ${left.padEnd(width)}  ${right}`,
        ...(isVerbose ? detailOf(change).map((line) => `      ${line}`) : []),
      ]),
    ];
  });
}

function whatOf(change: ConfigurationChange): string {
  const { before, after } = valuesOf(change);
  const values = [before ?? [], after ?? []].flat().join(' -> ');
  return `${signs[change.kind]} ${subjectOf(change)}${values === '' ? '' : `: ${values}`}`;
}

/** What becomes of a number; one that stays is said once. */
function change(before: string, after: string): string {
  return before === after ? after : `${before} -> ${after}`;
}

const maxRows = 12;

function poolLines(pool: PoolPreview, { isVerbose }: PreviewStyle): string[] {
  const { capacity, agents } = pool;
  const [was, is] = [capacity.before, capacity.after];
  const lines = [
    `${pool.pool}: ${change(`${was.servers.length}`, `${is.servers.length}`)} ${is.servers.length === 1 && was.servers.length === 1 ? 'server' : 'servers'} in rotation, busiest server ${change(percent(was.busiest), percent(is.busiest))}`,
  ];
  const notes = poolNotes(pool).map((note) => `  ${note}`);
  if (agents.unknown !== undefined) return [...lines, ...notes.slice(0, 1)];
  return [...lines, ...notes, ...pool.paths.flatMap((path) => pathLines(pool, path, isVerbose))];
}

function pathLines(pool: PoolPreview, path: PathPreview, isVerbose: boolean): string[] {
  const rows = path.clientMoves === undefined ? shareRows(pool) : countRows(path.clientMoves);
  const isMoving = path.movement?.moved !== 0 || (path.clientMoves?.moves.length ?? 0) > 0;
  const shown = isVerbose || rows.length <= maxRows ? rows : rows.slice(0, maxRows);
  const width = shown.reduce((most, [name]) => Math.max(most, name.length), 0);
  const lines = isMoving ? shown.map(([name, share]) => `  ${name.padEnd(width)}  ${share}`) : [];
  if (isMoving && shown.length < rows.length) {
    lines.push(`  ... and ${rows.length - shown.length} more (--verbose shows all)`);
  }
  lines.push(...path.advice.map((advice) => `  ${adviceText(advice)}`));
  if (isVerbose) lines.push(...moveLines(path.clientMoves));
  return lines;
}

function shareRows({ shares }: PoolPreview): [string, string][] {
  return shares.map(({ server, before, after }) => [
    server,
    `${percent(before)} -> ${percent(after)} of agents`,
  ]);
}

function countRows({ counts }: ClientMoves): [string, string][] {
  return [...counts].map(([server, { before, after }]) => [
    serverText(server),
    `${before} -> ${agentsText(after)}`,
  ]);
}

function moveLines(clientMoves: ClientMoves | undefined): string[] {
  return (clientMoves?.moves ?? []).map(
    (move) => `  ${clientText(move)}  ${serverText(move.from)} -> ${serverText(move.to)}`,
  );
}

function commandLines({ title, commands, notes }: CommandList): string[] {
  return [
    `${title}:`,
    ...commands.map((command) => `  ${commandText(command)}`),
    ...notes.map((note) => `  (${note})`),
  ];
}
