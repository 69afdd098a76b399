import type { MapWeights } from '../../haproxy/facts/slots.ts';
import type { Pool, Server } from '../../inventory/model.ts';

/** Whether a server is drained or in maintenance. */
export function isOut({ state }: Pick<Server, 'state'>): boolean {
  return state !== undefined && state.value !== 'ready';
}

/** Whether a server is ready and has a weight. */
export function takesClients(server: Server): boolean {
  return !isOut(server) && server.weight?.value !== 0;
}

/** Whether everything is valid that decides which servers of a pool are in rotation. */
export function isKnown({ isComplete, isValid, servers }: Pool): boolean {
  return isComplete && isValid && servers.length > 0 && servers.every((server) => server.isValid);
}

/** The servers that take clients as long as one of them works: all but backups. */
export function inRotation({ servers }: Pool): Server[] {
  return servers.filter((server) => takesClients(server) && server.backup?.value !== true);
}

/** The weights that decide the size of a pool's map. */
export function mapWeights(pool: Pool): MapWeights {
  return { all: weightsOf(pool.servers), used: weightsOf(inRotation(pool)) };
}

/** The weights of servers; 1 where none is written. */
export function weightsOf(servers: readonly Server[]): number[] {
  return servers.map(({ weight }) => weight?.value ?? 1);
}

/** Whether HAProxy keeps a map of slots for a pool, made anew at each change of a server's state. */
export function hasMap({ balance, hashType }: Pool): boolean {
  const { algorithm } = balance.value;
  if (algorithm === 'source') return hashType.value.method === 'map-based';
  return algorithm === 'static-rr';
}

/** Whether a client's place on HAProxy's ring decides its server. */
export function hasRing({ balance, hashType }: Pool): boolean {
  return balance.value.algorithm === 'source' && hashType.value.method === 'consistent';
}
