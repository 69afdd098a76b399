import { isCollection, isMap, isScalar, isSeq } from 'yaml';
import type { Inventory, Pool, Server, State } from '../inventory/model.ts';
import type { NodeRef } from '../inventory/place.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { spanOf } from '../yaml/document.ts';
import { addBehindLast, addKey, type Edit, removeKey, writeScalar } from '../yaml/edit.ts';
import { nodeAt } from '../yaml/locate.ts';
import type { Path } from '../yaml/path.ts';
import { inYaml } from '../yaml/quote.ts';
import type { PoolServer } from './choose-servers.ts';

/** What an inventory is to say of a server. */
export interface WrittenState {
  readonly state: State;
  readonly reason: string | undefined;
  /** A day, written YYYY-MM-DD. */
  readonly until: string | undefined;
}

const keys = ['state', 'reason', 'until'] as const;

/**
 * The next edit by which an inventory says the state of a server where it is written already, else in its own entry, else
 * by an entry that refines a pattern; undefined where nothing is left to do, or there is no place for it.
 */
export function nextStateEdit(
  { pools, hosts }: Inventory,
  of: PoolServer,
  wanted: WrittenState,
  chosen: readonly PoolServer[],
): Edit | undefined {
  const pool = pools.find(({ name }) => name?.value === of.proxy);
  const server = pool?.servers.find(({ name }) => name?.value === of.server);
  if (pool === undefined || server === undefined) return undefined;
  const isWhole = pools.every(({ name, servers }) =>
    servers.every(
      (one) =>
        one.name?.value !== of.server ||
        chosen.some(({ proxy, server: other }) => proxy === name?.value && other === of.server),
    ),
  );
  const host = hosts.find(({ place }) => place.path.at(-1) === of.server)?.place;
  const owner = ownEntry(server) ?? (isWhole ? hostEntry(server, host) : undefined);
  if (owner === undefined)
    return isSaid(server, wanted) ? undefined : addEntry(pool, server, wanted);
  // Where a state is written says where the rest of it is.
  const inOrder = wanted.state === 'ready' ? keys.toReversed() : keys;
  for (const key of inOrder) {
    const isReady = key === 'state' && wanted.state === 'ready';
    const edit = isReady ? setReady(owner, server) : setKey(owner, key, wanted[key]);
    if (edit !== undefined) return edit;
  }
  return undefined;
}

/** The entry of the pool, where it is a mapping of this server alone. */
function ownEntry({ entry, name }: Server): NodeRef | undefined {
  const node = nodeAt(entry.document, entry.path);
  const isOwn = isMap(node) && ['name', 'host'].some((key) => node.get(key) === name?.value);
  return isOwn ? entry : undefined;
}

/** What holds for the server in every pool: its host, or an exception of a range that says it already. */
function hostEntry({ state }: Server, host: NodeRef | undefined): NodeRef | undefined {
  const from = state === undefined || state.from === 'builtin' ? undefined : state.from;
  if (from?.path.at(-3) === 'except') return { ...from, path: from.path.slice(0, -1) };
  if (host === undefined || !isMap(nodeAt(host.document, host.path))) return undefined;
  return from !== undefined && !isBelow(from.path, host.path) ? undefined : host;
}

function isBelow(path: Path, owner: Path): boolean {
  return owner.every((step, index) => path[index] === step);
}

function isSaid(server: Server, { state, reason, until }: WrittenState): boolean {
  return (
    (server.state?.value ?? 'ready') === state &&
    (state === 'ready' || (server.reason?.value === reason && server.until?.value === until))
  );
}

/** What an outer place says has to be contradicted. */
function setReady(owner: NodeRef, { state }: Server): Edit | undefined {
  if (state === undefined || state.value === 'ready' || state.from === 'builtin') return undefined;
  const isHere = isBelow(state.from.path, owner.path);
  return (
    (isHere ? setKey(owner, 'state', undefined) : undefined) ?? setKey(owner, 'state', 'ready')
  );
}

function setKey({ document, path }: NodeRef, key: string, value: string | undefined) {
  const owner = nodeAt(document, path);
  if (!isMap(owner)) return undefined;
  const written = owner.get(key, true);
  if (written === undefined) {
    if (value === undefined) return undefined;
    const pair = `${key}: ${inYaml(value)}`;
    if (key === 'state') return addBehindLast(document, path, key, pair);
    const behind = key === 'until' && owner.has('reason') ? 'reason' : 'state';
    return addKey(document, path, behind, pair);
  }
  if (value === undefined) return removeKey(document, [...path, key]);
  return isScalar(written) && written.value === value
    ? undefined
    : writeScalar(document, [...path, key], value);
}

/** An exact entry refines a pattern of its pool, and takes the place of the bare name. */
function addEntry(pool: Pool, { name, entry }: Server, wanted: WrittenState): Edit | undefined {
  const { document } = pool.place;
  const pairs = keys.flatMap((key) => {
    const value = wanted[key];
    return value === undefined ? [] : [`${key}: ${inYaml(value)}`];
  });
  const text = `{ host: ${name?.value}, ${pairs.join(', ')} }`;
  const node = nodeAt(document, entry.path);
  if (isScalar(node) && node.value === name?.value) return { span: spanOf(node), text };
  return appendItem(document, [...pool.place.path, 'servers'], text);
}

function appendItem(document: YamlDocument, path: Path, text: string): Edit | undefined {
  const list = nodeAt(document, path);
  const last = isSeq(list) ? list.items.at(-1) : undefined;
  if (!isSeq(list) || !(isScalar(last) || isCollection(last))) return undefined;
  const { start, end } = spanOf(last as Parameters<typeof spanOf>[0]);
  if (list.flow === true) return { span: { start: end, end }, text: `, ${text}` };
  const source = document.source.text;
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const lead = /^( *)- */.exec(source.slice(line, start))?.[1];
  if (lead === undefined) return undefined;
  const stop = source.indexOf('\n', end);
  const at = stop === -1 ? source.length : stop;
  const isPlain = /^[ \t]*(#.*)?\r?$/.test(source.slice(end, at));
  return isPlain ? { span: { start: at, end: at }, text: `\n${lead}- ${text}` } : undefined;
}
