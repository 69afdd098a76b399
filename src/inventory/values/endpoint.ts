import { isError, type Result } from '../../text/result.ts';
import { type Address, bracket, isAny, parseAddress, parseUnicast } from './address.ts';
import { exampleEndpoint, explainEndpoint } from './explain-endpoint.ts';
import { isPort } from './port.ts';

/** An address, or every one of the machine, and a port. */
export interface Endpoint {
  readonly address: Address | '*';
  readonly port: number;
}

/**
 * Reads what HAProxy listens on: ADDRESS:PORT, [IPV6]:PORT, or *:PORT. The usual port is what the help
 * offers where none was written.
 */
export function parseEndpoint(text: string, usualPort = 8140): Result<Endpoint> {
  const [, host = '?', bracketed, port = ''] =
    /^(\*?|[0-9.]+|\[([0-9a-f:.]+)\]):([0-9]+)$/i.exec(text) ?? [];
  if (!isPort(port)) return explainEndpoint(text, usualPort);
  if (host === '*' || host === '') return { value: { address: '*', port: Number(port) } };
  const address = parseAddress(bracketed ?? host);
  const isIn4 = !isError(address) && address.value.family === 4;
  if (isError(address) || (isIn4 && bracketed !== undefined)) {
    return explainEndpoint(text, usualPort);
  }
  const result = isAny(address.value) ? address : parseUnicast(bracketed ?? host);
  if (isError(result)) return { message: result.message, help: exampleEndpoint(Number(port)) };
  return { value: { address: result.value, port: Number(port) } };
}

/** An endpoint as HAProxy reads it. */
export function formatEndpoint({ address, port }: Endpoint): string {
  return `${address === '*' ? '*' : bracket(address)}:${port}`;
}
