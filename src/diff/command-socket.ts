import { socketPath, statsSocketsOf } from '../haproxy/model/stats-sockets.ts';
import type { Running } from '../haproxy/process/running.ts';
import type { Side } from './side.ts';

/** Where the commands of a change can be sent. */
export interface CommandSocket {
  /** A stats socket of level admin, as it is written or was named; HAProxy refuses the commands on others. */
  readonly address: string;
}

/**
 * Finds a stats socket of level admin in what runs: the one that was asked, else one of the old
 * configuration. The level of a socket that was asked counts more than what is written of it.
 */
export function commandSocket(
  { proxies }: Side,
  running: Running | undefined,
): CommandSocket | undefined {
  const asked = running?.socket;
  if (asked?.level === 'admin') return { address: asked.path };
  return statsSocketsOf(proxies.global).find(({ address, level }) => {
    const isAsked = asked !== undefined && socketPath(address) === asked.path;
    return level === 'admin' && !isAsked;
  });
}
