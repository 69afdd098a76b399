import type { Hover, Position } from 'vscode-languageserver';
import { isScalar } from 'yaml';
import { severityText } from '../findings/diagnostic.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import { viewsOf } from '../inventory/sites.ts';
import { codes } from '../rules/codes.ts';
import type { SourceText, Span } from '../text/positions.ts';
import { spanOf } from '../yaml/document.ts';
import { type PathAt, pathAt } from '../yaml/path-at.ts';
import { isWholePool, isWritable, lineOf, sectionOf } from './lines.ts';
import { type Part, type Style, toMarkup } from './markup.ts';
import { poolAt, serversAt } from './named.ts';
import { type Opened, offsetOf, rangeOf } from './opened.ts';
import { describeProperty } from './property.ts';
import { type Shares, sharesOf } from './share.ts';

/** Pools, and servers of each, that one hover shows of a host that stands for many. */
const mostPools = 5;
const mostServers = 16;
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
  const meant = inventory === undefined || at === undefined ? [] : atSites(inventory, at);
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
          ({ plain, strong }) =>
            `${strong(`${code} ${info.name}`)} (${severityText(info)}): ${plain(info.summary)}`,
          ({ plain }) => plain(info.why),
        ],
      };
    });
}

/** What it means; at each site, where what it becomes differs between them. */
function atSites(inventory: Inventory, at: PathAt): Part[] {
  const isOfPool = poolAt(inventory, at) !== undefined || serversAt(inventory, at).length > 0;
  if (!isOfPool || inventory.sites.length === 0) return meaningOf(inventory, at);
  return viewsOf(inventory).flatMap((view) => {
    const parts = meaningOf(view, at);
    return [({ strong }: Style) => `At site ${strong(view.site ?? '')}:`, ...parts];
  });
}

function meaningOf(inventory: Inventory, at: PathAt): Part[] {
  const servers = serversAt(inventory, at);
  const pools = new Set(servers.map(({ pool }) => pool));
  if (pools.size > 0) {
    const shown = [...pools].slice(0, mostPools).flatMap((pool) => {
      const own = servers.filter((named) => named.pool === pool).map(({ server }) => server);
      return serverParts(inventory, pool, own);
    });
    return [...shown, ...more(pools.size - mostPools, 'pools')];
  }
  const pool = poolAt(inventory, at);
  if (pool !== undefined) return poolParts(inventory, pool);
  return isWord(at, inventory.place.document.source) ? (describeProperty(at.path) ?? []) : [];
}

/** Whether a place is a key, or a value on one line; of all that is between them there is nothing to say. */
function isWord({ part, node }: PathAt, { text }: SourceText): boolean {
  if (part === 'key') return true;
  if (!isScalar(node)) return false;
  const { start, end } = spanOf(node);
  return !text.slice(start, end).includes('\n');
}

function more(count: number, what: string): Part[] {
  return count > 0 ? [() => `and ${count} more ${what}`] : [];
}

/** The lines of servers, each with the share of the agents that it gets. */
function serverParts(inventory: Inventory, pool: Pool, servers: readonly Server[]): Part[] {
  const name = pool.name?.value ?? '';
  const writable = servers.filter(isWritable);
  if (writable.length === 0)
    return [
      ({ strong }) =>
        `In pool ${strong(name)} something of this server is wrong; it becomes no line yet.`,
    ];
  const { of, all, conditions } = isWholePool(pool) ? sharesOf(inventory, pool) : unknown;
  const lines = writable.slice(0, mostServers).map((server) => {
    const share = of === undefined ? '' : ` # ${of(server)}`;
    return `${lineOf(pool, server)}${share}`;
  });
  return [
    ({ strong }) => `In pool ${strong(name)}:`,
    { language: 'haproxy', code: lines.join('\n') },
    ...more(writable.length - mostServers, 'servers'),
    ...(all === undefined ? [] : [({ plain }: Style) => `${plain(all)}.`]),
    ...(conditions.length === 0
      ? []
      : [({ plain }: Style) => `Assuming that ${conditions.map(plain).join(', and ')}.`]),
  ];
}

const unknown: Shares = {
  of: undefined,
  all: 'shares are not known: something of the pool is wrong',
  conditions: [],
};

function poolParts(inventory: Inventory, pool: Pool): Part[] {
  if (!isWholePool(pool))
    return [() => 'This is not a section yet: something of the pool is wrong.'];
  const lines = sectionOf(inventory, pool).split('\n');
  const shown = lines.slice(0, mostLines).join('\n');
  return [{ language: 'haproxy', code: shown }, ...more(lines.length - mostLines, 'lines')];
}
