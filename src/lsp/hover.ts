import type { Hover, Position } from 'vscode-languageserver';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import { codes } from '../rules/codes.ts';
import { type PathAt, pathAt } from '../source/path-at.ts';
import type { Span } from '../source/text.ts';
import { isWholePool, isWritable, lineOf, sectionOf } from './lines.ts';
import { type Part, plain, toMarkup } from './markup.ts';
import { poolAt, serversAt } from './named.ts';
import { type Opened, offsetOf, rangeOf } from './opened.ts';
import { describeProperty } from './property.ts';
import { describeShare } from './share.ts';

/** Servers that one hover shows of an entry that stands for many. */
const most = 10;
/** Lines of a section that are shown; nobody reads thousands in a hover. */
const mostLines = 60;

const infos = new Map(codes.map((info) => [info.code, info]));

/** What there is to say of a position: why its findings matter, what it becomes, what it means. */
export function hover(opened: Opened, position: Position, isMarkdown: boolean): Hover | undefined {
  const offset = offsetOf(opened, position);
  const { inventory } = opened.linted;
  const found = findingsAt(opened, offset);
  const root = inventory?.place.document.root;
  const at = root === undefined ? undefined : pathAt(root, offset);
  const meant = inventory === undefined || at === undefined ? [] : meaningOf(inventory, at);
  const parts = [...found.flatMap(({ parts: said }) => said), ...meant];
  if (parts.length === 0) return undefined;
  const [first] = found;
  const contents = toMarkup(parts, isMarkdown);
  return first === undefined ? { contents } : { contents, range: rangeOf(opened, first.span) };
}

function findingsAt({ linted }: Opened, offset: number): { span: Span; parts: Part[] }[] {
  return linted.diagnostics
    .filter(({ primary: { span } }) => span.start <= offset && offset <= span.end)
    .map(({ code, primary: { span } }) => {
      const info = infos.get(code);
      if (info === undefined) return { span, parts: [] };
      return {
        span,
        parts: [
          `**${code} ${info.name}** (${info.severity}): ${plain(info.summary)}`,
          plain(info.why),
        ],
      };
    });
}

function meaningOf(inventory: Inventory, at: PathAt): Part[] {
  const servers = serversAt(inventory, at);
  if (servers.length > 0)
    return servers.slice(0, most).flatMap(serverParts(inventory)).concat(rest(servers.length));
  const pool = poolAt(inventory, at);
  if (pool !== undefined) return poolParts(inventory, pool);
  return describeProperty(at.path) ?? [];
}

function rest(count: number): Part[] {
  return count > most ? [`and ${count - most} more`] : [];
}

function serverParts(inventory: Inventory): (named: { pool: Pool; server: Server }) => Part[] {
  return ({ pool, server }) => {
    const name = plain(pool.name?.value ?? '');
    if (!isWritable(server))
      return [`In pool **${name}** this is not a server yet: something of it is wrong.`];
    const share = isWholePool(pool)
      ? describeShare(inventory, pool, server)
      : 'Its share is not known: something of the pool is wrong.';
    return [
      `In pool **${name}** this becomes`,
      { language: 'haproxy', code: lineOf(pool, server) },
      share,
    ];
  };
}

function poolParts(inventory: Inventory, pool: Pool): Part[] {
  if (!isWholePool(pool)) return ['This is not a section yet: something of the pool is wrong.'];
  const lines = sectionOf(inventory, pool).split('\n');
  const shown = lines.slice(0, mostLines).join('\n');
  const left = lines.length - mostLines;
  return [{ language: 'haproxy', code: shown }, ...(left > 0 ? [`and ${left} more lines`] : [])];
}
