import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Host, Pool, Server } from '../inventory/model.ts';
import { type NodeRef, spanOfPlace } from '../inventory/place.ts';
import { type Opened, rangeOf } from './opened.ts';

/** The pools with their servers, and the hosts, for an outline. */
export function outline(opened: Opened): DocumentSymbol[] {
  const { inventory } = opened.linted;
  if (inventory === undefined) return [];
  const keys = new Map(inventory.hosts.map((host) => [host.place.path[1], host]));
  return [
    ...[...keys.values()].map((host) => hostSymbol(opened, host)),
    ...inventory.pools.map((pool) => poolSymbol(opened, pool)),
  ];
}

function hostSymbol(opened: Opened, { place, facts }: Host): DocumentSymbol {
  const name = String(place.path[1]);
  return symbol(opened, {
    name,
    kind: SymbolKind.Object,
    whole: place,
    from: 'key',
    at: place,
    detail: facts.state?.value,
  });
}

function poolSymbol(opened: Opened, pool: Pool): DocumentSymbol {
  const { place, name, role } = pool;
  const from = name?.from === 'builtin' ? undefined : name?.from;
  const made = symbol(opened, {
    name: name?.value ?? 'pool',
    kind: SymbolKind.Module,
    whole: place,
    from: 'value',
    at: from ?? place,
    detail: role.value,
  });
  const entries = new Map(pool.servers.map((server) => [server.entry.path[3], server]));
  return { ...made, children: [...entries.values()].map((server) => serverSymbol(opened, server)) };
}

/** One for an entry of the list, which may stand for many hosts. */
function serverSymbol(opened: Opened, { entry, place, name, state }: Server): DocumentSymbol {
  const at = place.path[0] === 'hosts' ? entry : place;
  const { text } = entry.document.source;
  const { start, end } = spanOfPlace(entry, 'value');
  const label = place.path[0] === 'hosts' ? text.slice(start, end) : (name?.value ?? 'server');
  return symbol(opened, {
    name: label,
    kind: SymbolKind.Field,
    whole: entry,
    from: 'value',
    at,
    detail: state?.value,
  });
}

interface Named {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly whole: NodeRef;
  /** Whether the whole begins at its key. */
  readonly from: 'key' | 'value';
  readonly at: NodeRef;
  readonly detail: string | undefined;
}

function symbol(opened: Opened, { name, kind, whole, from, at, detail }: Named): DocumentSymbol {
  const { end } = spanOfPlace(whole, 'value');
  const { start } = spanOfPlace(whole, from);
  const selection = spanOfPlace(at, from);
  return {
    name: name === '' ? '-' : name,
    kind,
    range: rangeOf(opened, {
      start: Math.min(start, selection.start),
      end: Math.max(end, selection.end),
    }),
    selectionRange: rangeOf(opened, selection),
    ...(detail === undefined ? {} : { detail }),
  };
}
