import type { Server } from './model.ts';

/** The server that another one tracks, as POOL/SERVER; "*" is replaced by its own name. */
export function trackedServer({ track, name }: Server): string | undefined {
  if (track === undefined) return undefined;
  const [pool, server] = track.value.split('/');
  return `${pool}/${server === '*' ? name?.value : server}`;
}
