import { poolSections } from '../compile/frontends.ts';
import { renderHaproxy } from '../compile/haproxy.ts';
import { isFormatShared, logAndOptionLines } from '../compile/pool-lines.ts';
import { serverLine } from '../compile/server.ts';
import { writeWord } from '../haproxy/syntax/words.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';

/** Whether a server was understood as far as its line needs it. */
export function isWritable(server: Server): boolean {
  return server.isValid && server.name !== undefined && server.address !== undefined;
}

/** Whether a pool was understood as far as its section needs it. */
export function isWholePool(pool: Pool): boolean {
  return (
    pool.isValid && pool.isComplete && pool.name !== undefined && pool.servers.every(isWritable)
  );
}

/** The line that a server becomes. */
export function lineOf(pool: Pool, server: Server): string {
  return serverLine(server, pool).words.map(writeWord).join(' ');
}

/** The sections that a pool becomes. */
export function sectionOf(inventory: Inventory, pool: Pool): string {
  const own = logAndOptionLines(pool, inventory.defaults, isFormatShared(inventory));
  const listens = poolSections(pool, inventory, own);
  return renderHaproxy({ base: [], listens, verbatim: undefined }, 'listen-only').trimEnd();
}
