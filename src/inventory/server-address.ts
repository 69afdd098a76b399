import type { ServerAddress } from './model.ts';
import { bracket } from './values/address.ts';

/** A server's address and port as HAProxy reads them. */
export function formatServerAddress(address: ServerAddress, port: number): string {
  const host = 'hostName' in address ? address.hostName : bracket(address);
  return `${host}:${port}`;
}
