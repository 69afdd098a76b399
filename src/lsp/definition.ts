import type { Location, Position } from 'vscode-languageserver';
import { isAlias, isNode, isScalar, type Node, visit } from 'yaml';
import type { Inventory } from '../inventory/model.ts';
import { type Origin, spanOfPlace } from '../inventory/place.ts';
import { trackedServer } from '../inventory/track.ts';
import type { Span } from '../text/positions.ts';
import { spanOf } from '../yaml/document.ts';
import { type PathAt, pathAt } from '../yaml/path-at.ts';
import { composeYaml } from '../yaml/yaml.ts';
import { ofHost, serversAt } from './named.ts';
import { type Opened, offsetOf, rangeOf } from './opened.ts';

/** Where something is said that a position only names: an anchor, a host, a tracked server. */
export function define(opened: Opened, position: Position): Location[] {
  const offset = offsetOf(opened, position);
  const { inventory } = opened.linted;
  const spans =
    inventory === undefined ? anchorOf(opened, offset) : definitionOf(inventory, offset);
  return locations(opened, spans);
}

/** The places that name the host, or track the server, at a position. */
export function findReferences(opened: Opened, position: Position): Location[] {
  const { inventory } = opened.linted;
  if (inventory === undefined) return [];
  const at = pathAt(inventory.place.document.root, offsetOf(opened, position));
  const [top, key] = at.path;
  const named = serversAt(inventory, at);
  const entries = top === 'hosts' ? ofHost(inventory, key).map(({ server }) => server.entry) : [];
  const names = new Set(
    named.map(({ pool, server }) => `${pool.name?.value}/${server.name?.value}`),
  );
  const tracking = inventory.pools.flatMap(({ servers }) =>
    servers
      .filter((server) => names.has(trackedServer(server) ?? ''))
      .flatMap(({ track }) => track?.from ?? []),
  );
  return locations(
    opened,
    [...entries, ...tracking].flatMap((place) => spansOf(place, 'value')),
  );
}

function locations(opened: Opened, spans: readonly Span[]): Location[] {
  const unique = new Map(spans.map((span) => [span.start, span]));
  return [...unique.values()].map((span) => ({
    uri: opened.document.uri,
    range: rangeOf(opened, span),
  }));
}

function spansOf(origin: Origin | undefined, part: 'key' | 'value'): Span[] {
  return origin === undefined || origin === 'builtin' ? [] : [spanOfPlace(origin, part)];
}

function definitionOf(inventory: Inventory, offset: number): Span[] {
  const at = pathAt(inventory.place.document.root, offset);
  const { path, part, node } = at;
  if (part !== 'value' || !isScalar(node)) return [];
  if (path.at(-1) === 'track') return trackedBy(inventory, String(node.value), at);
  if (path[0] !== 'pools' || (path.length !== 4 && path[4] !== 'host')) return [];
  return serversAt(inventory, at)
    .filter(({ server }) => server.place.path[0] === 'hosts')
    .flatMap(({ server }) => spansOf(server.place, 'key'));
}

/** The servers that are tracked; with POOL/* in defaults all of the pool. */
function trackedBy(inventory: Inventory, text: string, { path }: PathAt): Span[] {
  const [poolName, serverName] = text.split('/');
  const pool = inventory.pools.find(({ name }) => name?.value === poolName);
  if (pool === undefined) return [];
  const own = path[0] === 'pools' && path[2] === 'servers' ? ownName(inventory, path) : undefined;
  const wanted = serverName === '*' ? own : serverName;
  const servers = pool.servers.filter(({ name }) => wanted === undefined || name?.value === wanted);
  return servers.flatMap(({ place }) =>
    spansOf(place, place.path[0] === 'hosts' ? 'key' : 'value'),
  );
}

function ownName({ pools }: Inventory, path: PathAt['path']): string | undefined {
  const servers = pools.find(({ place }) => place.path[1] === path[1])?.servers;
  return servers?.find(({ entry }) => entry.path[3] === path[3])?.name?.value;
}

/** The last anchor of the name before an alias; aliases are refused, so that this is YAML alone. */
function anchorOf({ linted }: Opened, offset: number): Span[] {
  const root = composeYaml(linted.source).document?.contents ?? null;
  const { node } = pathAt(root, offset);
  if (!isAlias(node)) return [];
  let found: Node | undefined;
  visit(root, (_, candidate) => {
    if (candidate === node) return visit.BREAK;
    if (isNode(candidate) && 'anchor' in candidate && candidate.anchor === node.source)
      found = candidate;
    return undefined;
  });
  return found === undefined ? [] : [spanOf(found)];
}
