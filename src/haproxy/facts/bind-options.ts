import type { UnknownTo } from './server-options.ts';

/** What HAProxy, and an inventory, make of a bind option. */
export interface BindOptionFacts {
  /** What follows its name: nothing, or one word. */
  readonly takes: 'nothing' | 'time' | 'number' | 'text';
  /** What it is for; only those of `tcp` mean something to a service that passes TCP on. */
  readonly for: 'tcp' | 'tls' | 'http' | 'socket';
  /** The newest HAProxy measured that does not know it yet; absent where all of them do. */
  readonly unknownTo?: UnknownTo;
  /** Whether it is a property of a bind in an inventory, by its own name. */
  readonly isProperty?: true;
  /** A value without effect: HAProxy does the same without the option (2.2 to 3.2). */
  readonly absent?: number;
}

/** The name of a bind option that is a property of an inventory. */
export type BindProperty =
  | ('name' | 'id' | 'guid-prefix' | 'accept-proxy' | 'accept-netscaler-cip' | 'transparent')
  | ('interface' | 'namespace' | 'v4v6' | 'v6only' | 'maxconn' | 'backlog' | 'defer-accept')
  | ('tfo' | 'tcp-ut' | 'mss' | 'nice' | 'shards' | 'thread');

/** The options that are properties by their own names, in the order in which they are written. */
const properties: Readonly<Record<BindProperty, Omit<BindOptionFacts, 'for' | 'isProperty'>>> = {
  name: { takes: 'text' },
  id: { takes: 'number' },
  'guid-prefix': { takes: 'text', unknownTo: '2.6' },
  'accept-proxy': { takes: 'nothing' },
  'accept-netscaler-cip': { takes: 'number' },
  transparent: { takes: 'nothing' },
  interface: { takes: 'text' },
  namespace: { takes: 'text' },
  v4v6: { takes: 'nothing' },
  v6only: { takes: 'nothing' },
  maxconn: { takes: 'number', absent: 0 },
  backlog: { takes: 'number', absent: 0 },
  'defer-accept': { takes: 'nothing' },
  tfo: { takes: 'nothing' },
  'tcp-ut': { takes: 'time', absent: 0 },
  mss: { takes: 'number' },
  nice: { takes: 'number', absent: 0 },
  shards: { takes: 'text', unknownTo: '2.2' },
  thread: { takes: 'text', unknownTo: '2.2' },
};

/** The rest, by what they are for and take. `process` ends with 2.6. */
const others: readonly (readonly [BindOptionFacts, names: string])[] = [
  [{ for: 'tcp', takes: 'text' }, 'process proto'],
  [{ for: 'tcp', takes: 'text', unknownTo: '3.0' }, 'label'],
  [{ for: 'http', takes: 'number', unknownTo: '2.6' }, 'nbconn'],
  [{ for: 'http', takes: 'time', unknownTo: '3.0' }, 'idle-ping'],
  [{ for: 'socket', takes: 'text' }, 'expose-fd gid group level mode severity-output uid user'],
  [
    { for: 'tls', takes: 'text' },
    `alpn ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers ciphersuites
    crl-file crt crt-ignore-err crt-list curves ecdhe npn ocsp-update quic-cc-algo quic-socket
    ssl-max-ver ssl-min-ver tls-ticket-keys verify`,
  ],
  [
    { for: 'tls', takes: 'nothing' },
    `allow-0rtt force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13
    generate-certificates no-ca-names no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12
    no-tlsv13 prefer-client-ciphers quic-force-retry ssl strict-sni`,
  ],
  [{ for: 'tls', takes: 'text', unknownTo: '2.6' }, 'client-sigalgs default-crt sigalgs'],
  [{ for: 'tls', takes: 'nothing', unknownTo: '2.6' }, 'no-alpn'],
  [{ for: 'tls', takes: 'nothing', unknownTo: '3.0' }, 'no-strict-sni tls-tickets'],
];

/** The bind options that HAProxy 2.2 and later know. */
export const bindOptions: ReadonlyMap<string, BindOptionFacts> = new Map([
  ...Object.entries(properties).map(([name, facts]): [string, BindOptionFacts] => [
    name,
    { ...facts, for: 'tcp', isProperty: true },
  ]),
  ...others.flatMap(([facts, names]) =>
    names.split(/\s+/).map((name): [string, BindOptionFacts] => [name, facts]),
  ),
]);

/** The bind options that are properties, in the order in which they are written. */
export const bindProperties = Object.keys(properties) as readonly BindProperty[];

/** The names of the bind options that a version does not know yet and later ones do. */
export function bindOptionsUnknownTo(version: string): readonly string[] {
  return [...bindOptions].flatMap(([name, { unknownTo }]) => (unknownTo === version ? name : []));
}
