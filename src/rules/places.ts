import type { Server } from '../inventory/model.ts';
import type { Place } from '../inventory/place.ts';

/** Where a pool names a server: its name where it is written out, else the entry that names the host. */
export function serverPlace({ place, entry }: Server): Place {
  const isWrittenOut = place.path.length >= entry.path.length && place.path[0] === 'pools';
  return isWrittenOut ? place : entry;
}
