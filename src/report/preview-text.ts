import type { Advice } from '../diff/advice.ts';
import type { Change } from '../diff/change.ts';
import { percent } from '../diff/danger.ts';
import { isSame, type PoolPreview, type Preview, type WayPreview } from '../diff/preview.ts';
import type { ShownPlace } from '../diff/side.ts';
import type { Visits } from '../diff/visits.ts';
import { showUnseen } from '../source/characters.ts';
import { needLine } from './need-line.ts';
import { runningLines } from './running-text.ts';

/** How much is shown. */
export interface PreviewStyle {
  /** Each agent, each server and each reason. */
  readonly isVerbose: boolean;
  /** The difference of the texts, where it is asked for. */
  readonly unified: string | undefined;
}

/** A preview for the terminal: the lines that a tired operator must see, then what changes and why. */
export function formatPreview(preview: Preview, style: PreviewStyle): string {
  const head = headLines(preview);
  const end = style.unified === undefined || style.unified === '' ? '' : `\n${style.unified}`;
  const running = runningLines(preview, style.isVerbose);
  if (isSame(preview)) {
    return text([...head, 'no change of meaning, no reload needed', ...running]) + end;
  }
  const { before, after, version } = preview;
  const blocks = [
    head,
    [`${before} -> ${after}, for HAProxy ${version}`],
    ...changeBlocks(preview, style),
    ...preview.pools.map((pool) => poolLines(pool, style)),
    running,
    commandLines(preview),
  ];
  const shown = blocks.filter((block) => block.length > 0).map(text);
  return shown.join('\n') + end;
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${showUnseen(line).trimEnd()}\n`).join('');
}

function headLines(preview: Preview): string[] {
  return [
    ...preview.dangers.map(({ pool, message }) =>
      pool === undefined ? `DANGER  ${message}` : `DANGER  ${pool}: ${message}`,
    ),
    ...needLine(preview),
    ...preview.pools.flatMap((pool) => pool.ways.flatMap((way) => agentLine(pool, way))),
  ];
}

function agentLine({ pool }: PoolPreview, { bind, movement, visits }: WayPreview): string[] {
  if (movement === undefined) return [];
  const by = bind === undefined ? '' : ` (by ${bind})`;
  if (visits !== undefined) {
    const { moves, total, must } = visits;
    if (moves.length === 0) return [`AGENTS  ${pool}: none of ${total} changes master${by}`];
    const needless = moves.length - must;
    const why = needless === 0 ? 'all of them must' : `${needless} of them needlessly`;
    return [`AGENTS  ${pool}: ${moves.length} of ${total} change master, ${why}${by}`];
  }
  const { moved, must, needless, error } = movement;
  if (moved === 0) return [];
  const off = error === 0 ? '' : ` ± ${(100 * error).toFixed(2)}`;
  const why = `${percent(must)} must, ${percent(needless)} needlessly`;
  return [`AGENTS  ${pool}: ${percent(moved)}${off} of all clients change master, ${why}${by}`];
}

const signs = { added: '+', removed: '-', renamed: '~', moved: '>', changed: '~' } as const;

function changeBlocks({ changes }: Preview, { isVerbose }: PreviewStyle): string[][] {
  const bySection = new Map<string, Change[]>();
  for (const change of changes) {
    const known = bySection.get(change.section);
    if (known === undefined) bySection.set(change.section, [change]);
    else known.push(change);
  }
  return [...bySection].map(([section, own]) => {
    const rows = own.map((change) => [what(change), `${places(change)}  ${change.need.kind}`]);
    const width = Math.min(
      70,
      rows.reduce((most, [left = '']) => Math.max(most, left.length), 0),
    );
    return [
      section,
      ...rows.flatMap(([left = '', right = ''], at) => {
        const row = `  ${left.padEnd(width)}  ${right}`;
        const detail = isVerbose ? detailOf(own[at]) : [];
        return [row, ...detail.map((line) => `      ${line}`)];
      }),
    ];
  });
}

function what({ action, server, what: property, before, after }: Change): string {
  const subject =
    property === 'server' || server === undefined ? property : `${server} ${property}`;
  const name = property === 'server' ? `server ${server}` : subject;
  const values = [before, after].filter((value) => value !== undefined).join(' -> ');
  return `${signs[action]} ${name}${values === '' ? '' : `: ${values}`}`;
}

function places({ at: { before, after } }: Change): string {
  return [before, after]
    .flatMap((place) => (place === undefined ? [] : [placeText(place)]))
    .join(' -> ');
}

function placeText({ file, line, column }: ShownPlace): string {
  return line === undefined ? `${file} (built in)` : `${file}:${line}:${column}`;
}

function detailOf(change: Change | undefined): string[] {
  if (change === undefined) return [];
  const { need } = change;
  return need.kind === 'runtime' ? need.commands.map((command) => command.text) : [need.reason];
}

const maxRows = 12;

function poolLines(pool: PoolPreview, { isVerbose }: PreviewStyle): string[] {
  const { capacity, agents } = pool;
  const [was, is] = [capacity.before, capacity.after];
  const lines = [
    `${pool.pool}: ${was.servers.length} -> ${is.servers.length} in rotation, the busiest takes ${percent(was.busiest)} -> ${percent(is.busiest)}`,
  ];
  if (agents.unknown !== undefined) {
    lines.push(`  who reaches which server cannot be told: ${agents.unknown}`);
    return lines;
  }
  for (const condition of agents.conditions) lines.push(`  this holds as long as ${condition}`);
  for (const way of pool.ways) lines.push(...wayLines(pool, way, isVerbose));
  return lines;
}

function wayLines(pool: PoolPreview, way: WayPreview, isVerbose: boolean): string[] {
  const rows = way.visits === undefined ? shareRows(pool) : countRows(way.visits);
  const isMoving = way.movement?.moved !== 0 || (way.visits?.moves.length ?? 0) > 0;
  const shown = isVerbose || rows.length <= maxRows ? rows : rows.slice(0, maxRows);
  const width = shown.reduce((most, [name]) => Math.max(most, name.length), 0);
  const lines = isMoving ? shown.map(([name, share]) => `  ${name.padEnd(width)}  ${share}`) : [];
  if (isMoving && shown.length < rows.length) {
    lines.push(`  ... and ${rows.length - shown.length} more (--verbose shows all)`);
  }
  lines.push(...way.advice.map((advice) => `  ${adviceText(advice)}`));
  if (isVerbose) lines.push(...moveLines(way.visits));
  return lines;
}

function shareRows({ shares }: PoolPreview): [string, string][] {
  return shares.map(({ server, before, after }) => [
    server,
    `${percent(before)} -> ${percent(after)} of all clients`,
  ]);
}

function countRows({ counts }: Visits): [string, string][] {
  return [...counts].map(([server, { before, after }]) => [
    server ?? 'nobody',
    `${before} -> ${after} agents`,
  ]);
}

function moveLines(visits: Visits | undefined): string[] {
  return (visits?.moves ?? []).map(({ client, from, to }) => {
    const name = client.name === undefined ? client.text : `${client.name} ${client.text}`;
    return `  ${name}  ${from ?? 'nobody'} -> ${to ?? 'nobody'}`;
  });
}

/** What would spare moves, as a sentence. */
function adviceText({ kind, moved, once }: Advice): string {
  switch (kind) {
    case 'append':
      return `with the old order kept and new servers behind the others, ${percent(moved)} would move`;
    case 'ids':
      return `with every server's old "id" written down, and new ids for new ones, ${percent(moved)} would move`;
    case 'consistent':
      return `with hash-type consistent, ids and weight 100 on both sides, ${percent(moved)} would move; changing to that moves about ${percent(once ?? 0)} once`;
  }
}

function commandLines({ commands }: Preview): string[] {
  if (commands.length === 0) return [];
  const isDeleting = commands.some((command) => command.startsWith('del server'));
  return [
    'on the stats socket, in this order:',
    ...commands.map((command) => `  ${command}`),
    ...(isDeleting
      ? [
          '  ("del server" is refused until the last connection of the server has ended; send it again)',
        ]
      : []),
  ];
}
