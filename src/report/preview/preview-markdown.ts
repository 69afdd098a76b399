import { isSame, type PoolPreview, type Preview } from '../../diff/preview.ts';
import { formatVersion } from '../../haproxy/facts/versions.ts';
import { commandText } from '../../haproxy/process/runtime-command.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { showUnseen } from '../../text/characters.ts';
import { percent } from '../../text/percent.ts';
import type { DiffLine } from '../../text/unified.ts';
import { markdownCode, markdownFence } from './markdown-escape.ts';
import { htmlCode, MarkdownPage, type MarkdownPart } from './markdown-page.ts';
import { maskPreview } from './mask-preview.ts';
import { headLines } from './preview-head.ts';
import {
  adviceText,
  agentsText,
  type CommandList,
  clientText,
  commandLists,
  placesOf,
  serverText,
  signs,
  subjectOf,
  unchangedText,
  valuesOf,
} from './preview-words.ts';
import { runningLines } from './running-text.ts';

/** What each part may take at most, of the 65,536 characters that GitHub has for a comment. */
const room = { head: 8000, changes: 18_000, pools: 14_000, running: 4000, commands: 6000 } as const;

/** No word of a table is longer than this. */
const longest = 300;

/** A preview as a comment on a merge request; short enough for GitHub, it says what it leaves out. */
export function formatPreviewMarkdown(found: Preview, unified: readonly DiffLine[]): string {
  const preview = maskPreview(found);
  const page = new MarkdownPage();
  const head = headLines(preview).map(({ word, text }) => `- **${word}** ${code(text)}`);
  page.add({ rows: head, room: room.head, what: 'of the first lines' });
  if (isSame(preview)) {
    page.addLine(unchangedText(preview));
    addRunning(page, preview);
  } else {
    const { before, after, version } = preview;
    page.addLine(`${code(before)} → ${code(after)}, for HAProxy ${formatVersion(version)}`);
    addChanges(page, preview);
    addPools(page, preview.pools);
    addRunning(page, preview);
    for (const list of commandLists(preview)) addCommands(page, list);
  }
  addDifference(page, unified);
  return page.text();
}

function code(text: string): string {
  return markdownCode(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function addChanges(page: MarkdownPage, { changes }: Preview): void {
  page.add({
    before: [
      row('', 'section', 'change', 'before', 'after', 'place', 'action'),
      row(...Array(7).fill('---')),
    ],
    rows: changes.map((change) => {
      const { before = '', after = '' } = valuesOf(change);
      const cells = [signs[change.kind], change.section, subjectOf(change), before, after];
      return row(...[...cells, placesOf(change)].map(code), change.action.kind);
    }),
    room: room.changes,
    what: 'changes',
  });
}

function addPools(page: MarkdownPage, pools: readonly PoolPreview[]): void {
  let left: number = room.pools;
  const part = Math.max(1500, Math.floor(room.pools / Math.max(1, pools.length)));
  for (const pool of pools) {
    for (const path of pool.paths) {
      left -= page.add({ ...pathPart(pool, path), room: Math.min(part, left) });
      const moves = movesPart(pool, path);
      if (moves !== undefined) left -= page.add({ ...moves, room: Math.min(part, left) });
    }
  }
}

type Part = Omit<MarkdownPart, 'room'>;

function pathPart({ pool, capacity, agents, shares }: PoolPreview, path: PathPreview): Part {
  const [was, is] = [capacity.before, capacity.after];
  const by = path.bind === undefined ? '' : ` by ${htmlCode(path.bind)}`;
  const counts = `${was.servers.length} → ${is.servers.length} servers in rotation`;
  const unknown =
    agents.unknown === undefined
      ? []
      : [`which server an agent reaches cannot be predicted: ${code(agents.unknown)}`, ''];
  const rows =
    path.clientMoves === undefined
      ? shares.map(({ server, before, after }) =>
          row(code(server), percent(before), percent(after)),
        )
      : [...path.clientMoves.counts].map(([server, { before, after }]) =>
          row(code(serverText(server)), agentsText(before), agentsText(after)),
        );
  const busiest = row('_busiest server_', percent(was.busiest), percent(is.busiest));
  return {
    summary: `${htmlCode(pool)}${by}: ${counts}`,
    before: [
      ...unknown,
      ...agents.conditions.flatMap((one) => [`assuming that ${code(one)}`, '']),
      row('server', 'before', 'after'),
      row('---', '---:', '---:'),
    ],
    rows: [busiest, ...rows],
    after: path.advice.flatMap((advice) => ['', `- ${adviceText(advice)}`]),
    what: 'rows of servers',
  };
}

function movesPart({ pool }: PoolPreview, { clientMoves }: PathPreview): Part | undefined {
  if (clientMoves === undefined || clientMoves.moves.length === 0) return undefined;
  const { moves } = clientMoves;
  return {
    summary: `${htmlCode(pool)}: agents that move (${moves.length})`,
    before: [row('agent', 'before', 'after'), row('---', '---', '---')],
    rows: moves.map((move) =>
      row(code(clientText(move)), code(serverText(move.from)), code(serverText(move.to))),
    ),
    what: 'agents that move',
  };
}

function addRunning(page: MarkdownPage, preview: Preview): void {
  const [head, ...rows] = runningLines(preview, true).map((line) => code(line.trim()));
  if (head === undefined) return;
  page.add({
    before: [head, ''],
    rows: rows.map((line) => `- ${line}`),
    room: room.running,
    what: 'runtime differences',
  });
}

function addCommands(page: MarkdownPage, { title, commands, notes }: CommandList): void {
  const [opening = '', ...rest] = markdownFence(
    '',
    commands.map((command) => showUnseen(commandText(command))),
  );
  page.add({
    summary: `${title}: ${commands.length} ${commands.length === 1 ? 'command' : 'commands'}`,
    before: [opening],
    rows: rest.slice(0, -1),
    after: [rest.at(-1) ?? '', ...notes.flatMap((note) => ['', code(note)])],
    room: room.commands,
    what: 'commands',
  });
}

/** Tabs stay; a row is a line, so that it can be cut anywhere. */
function addDifference(page: MarkdownPage, lines: readonly DiffLine[]): void {
  const [opening = '', ...rest] = markdownFence(
    'diff',
    lines.map(({ text }) => text.split('\t').map(showUnseen).join('\t')),
  );
  page.add({
    summary: 'Text diff',
    before: [opening],
    rows: rest.slice(0, -1),
    after: rest.slice(-1),
    room: page.left,
    what: 'lines of the text diff',
  });
}
