import { quote } from '../../text/characters.ts';
import { isError, type Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { type Address, bracket } from './address.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import { isHostName, looksLikeHostName } from './host-name.ts';
import { isPort, portsOfRange } from './port.ts';

/** What HAProxy listens on: a port of an address, or a range of them; a host name is looked up at the start. */
export interface ListenEndpoint {
  readonly address: Endpoint['address'] | { readonly hostName: string };
  readonly port: number;
  /** The last port of a range; `port` itself where there is one. */
  readonly lastPort: number;
}

/** Reads what one bind listens on as HAProxy does: ADDRESS:PORT or ADDRESS:FIRST-LAST, several with commas. */
export function parseListenEndpoints(text: string): Result<readonly ListenEndpoint[]> {
  const read = text.split(',').map(parseOne);
  if (read.length === 1 && read[0] !== undefined && isError(read[0])) return read[0];
  const endpoints = read.flatMap((one) => (isError(one) ? [] : one.value));
  if (endpoints.length === read.length) return { value: endpoints };
  const whole = parseEndpoint(text);
  return isError(whole) ? whole : { message: `${quote(text)} contains a comma` };
}

function parseOne(text: string): Result<ListenEndpoint> {
  const [, before = '', range = ''] = /^(.*:)?([0-9]{1,5}-[0-9]{1,5})$/s.exec(text) ?? [];
  const ports = portsOfRange(range);
  if (ports !== undefined && before === '') {
    return {
      message: `${quote(text)} has no address`,
      help: `write ${inYaml(`*:${text}`)} for every address of the balancer, or ADDRESS:${text}`,
    };
  }
  const swapped = portsOfRange(range.split('-').reverse().join('-'));
  if (range !== '' && ports === undefined && swapped !== undefined) {
    const meant = `${before}${swapped.first}-${swapped.last}`;
    return {
      message: `the range ${range} is reversed`,
      help: `write ${inYaml(meant)}`,
    };
  }
  const endpoint = parseEndpoint(ports === undefined ? text : `${before}${ports.first}`);
  if (isError(endpoint)) return parseNamed(text, before, ports) ?? endpoint;
  const lastPort = ports?.last ?? endpoint.value.port;
  return { value: { ...endpoint.value, lastPort } };
}

/** A host name with a port, or a range of them; undefined where it is more likely a mistake. */
function parseNamed(
  text: string,
  before: string,
  ports: ReturnType<typeof portsOfRange>,
): Result<ListenEndpoint> | undefined {
  const [, name = '', digits = ''] =
    /^(.*):([0-9]+)$/s.exec(ports ? `${before}${ports.first}` : text) ?? [];
  const isNamed = looksLikeHostName(name) && isHostName(name) && !/^localhost$/i.test(name);
  if (!isNamed || !isPort(digits)) return undefined;
  const port = Number(digits);
  return { value: { address: { hostName: name }, port, lastPort: ports?.last ?? port } };
}

/** The IP address of a bind; undefined for every address, and for a host name. */
export function ipOf({ address }: ListenEndpoint): Address | undefined {
  return address === '*' || 'hostName' in address ? undefined : address;
}

/** A bind address as HAProxy reads it. */
export function formatListenEndpoint(endpoint: ListenEndpoint): string {
  const { address } = endpoint;
  const ip = ipOf(endpoint);
  const name = address === '*' || !('hostName' in address) ? '*' : address.hostName;
  return `${ip === undefined ? name : bracket(ip)}:${formatPorts(endpoint)}`;
}

/** The port, or the range of ports, of a bind. */
export function formatPorts({ port, lastPort }: Omit<ListenEndpoint, 'address'>): string {
  return port === lastPort ? `${port}` : `${port}-${lastPort}`;
}
