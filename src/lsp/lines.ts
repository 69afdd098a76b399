import { formatLines, hasSilentSection } from '../compile/defaults.ts';
import { renderHaproxy } from '../compile/haproxy.ts';
import { listenSection } from '../compile/listen.ts';
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

/** The listen section that a pool becomes. */
export function sectionOf({ haproxy, puppet }: Inventory, pool: Pool): string {
  const format = hasSilentSection(haproxy) ? formatLines(haproxy) : [];
  const listens = [listenSection(pool, puppet, format)];
  return renderHaproxy({ base: [], listens, verbatim: undefined }, 'listen-only').trimEnd();
}
