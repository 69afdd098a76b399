import { defaults } from './defaults.ts';

/** The versions of HAProxy whose options were measured; options of newer ones are unknown. */
export type UnknownTo = '2.2' | '2.6' | '3.0';

/** What HAProxy, and an inventory, make of a server option. */
export interface ServerOptionFacts {
  /** What follows its name: nothing, one word, or what `source` takes. */
  readonly takes: 'nothing' | 'time' | 'number' | 'text' | 'source';
  /** The newest HAProxy measured that does not know it yet; absent where all of them do. */
  readonly unknownTo?: UnknownTo;
  /** Whether `default-server` refuses it (2.2 to 3.2; none of them needs mode http). */
  readonly isServerOnly?: true;
  /** The option that it takes away. */
  readonly undoes?: string;
  /** What holds where it is absent: a value as it is written, or that of another option. */
  readonly absent?: { readonly value?: string; readonly like?: string };
  /** Whether it means nothing for a server that is not checked. */
  readonly isOfCheck?: true;
  /**
   * Whether `add server` takes it (management guide of 2.6, "add server"; each seen to be taken by 2.6, 3.0 and
   * 3.2), or a file only where a server that runs uses the same one.
   */
  readonly isAddable?: true | 'where it is loaded';
  /**
   * What of it commands change while HAProxy runs, at least in some pools: whether it is there too, or
   * (2.6 and later) only its value.
   */
  readonly runtime?: 'all' | 'value';
  /**
   * What says it in an inventory: a property of its own name, or another one of a server; `pool-check`
   * where only the check of a pool does.
   */
  readonly property?: 'own' | 'check' | 'pool-check' | 'agent-check' | 'send-proxy' | 'state';
}

/** Options about which only what they take is known. */
const plain = {
  nothing: `allow-0rtt check-via-socks4 force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13
    no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 non-stick renegotiate send-proxy-v2-ssl
    send-proxy-v2-ssl-cn ssl-reuse tfo tls-tickets`,
  time: 'pool-purge-delay tcp-ut',
  number: 'error-limit max-reuse maxqueue minconn pool-low-conn pool-max-conn',
  text: `alpn check-proto ciphers ciphersuites cookie crt ech healthcheck
    log-proto namespace npn observe on-error on-marked-up proto proxy-v2-options quic-cc-algo redir
    resolve-net resolve-opts resolve-prefer sni socks4 ssl-max-ver ssl-min-ver tcp-md5sig`,
};

/** Options with more to know; those with a property of their own in the order in which they are written. */
const rows: Readonly<Record<string, ServerOptionFacts>> = {
  weight: {
    takes: 'number',
    property: 'own',
    absent: { value: '1' },
    isAddable: true,
    runtime: 'all',
  },
  id: { takes: 'number', property: 'own', isServerOnly: true, isAddable: true },
  backup: { takes: 'nothing', property: 'own', isAddable: true },
  maxconn: { takes: 'number', property: 'own', isAddable: true, runtime: 'all' },
  slowstart: { takes: 'time', property: 'own', isAddable: true },
  'on-marked-down': { takes: 'text', property: 'own', isAddable: true },
  'init-addr': { takes: 'text', property: 'own' },
  resolvers: { takes: 'text', property: 'own' },
  track: { takes: 'text', property: 'own' },
  'send-proxy': { takes: 'nothing', property: 'own', isAddable: true },
  'send-proxy-v2': { takes: 'nothing', property: 'send-proxy', isAddable: true },

  'agent-check': { takes: 'nothing', property: 'agent-check' },
  'agent-port': { takes: 'number', property: 'agent-check', runtime: 'value' },
  'agent-inter': { takes: 'time', property: 'agent-check' },
  'agent-addr': { takes: 'text', property: 'agent-check', runtime: 'value' },
  'agent-send': { takes: 'text', property: 'agent-check' },

  disabled: {
    takes: 'nothing',
    property: 'state',
    isAddable: true,
    runtime: 'all',
  },
  enabled: { takes: 'nothing', property: 'state', undoes: 'disabled' },

  check: { takes: 'nothing', property: 'check', isAddable: true },
  'no-check': { takes: 'nothing', property: 'check', undoes: 'check' },
  port: { takes: 'number', property: 'check', isAddable: true, runtime: 'all' },
  inter: {
    takes: 'time',
    property: 'check',
    isOfCheck: true,
    absent: { value: defaults.inter.haproxy },
    isAddable: true,
  },
  fastinter: {
    takes: 'time',
    property: 'check',
    isOfCheck: true,
    absent: { like: 'inter' },
    isAddable: true,
  },
  downinter: {
    takes: 'time',
    property: 'check',
    isOfCheck: true,
    absent: { like: 'inter' },
    isAddable: true,
  },
  rise: {
    takes: 'number',
    property: 'check',
    isOfCheck: true,
    absent: { value: defaults.rise.haproxy },
    isAddable: true,
  },
  fall: {
    takes: 'number',
    property: 'check',
    isOfCheck: true,
    absent: { value: defaults.fall.haproxy },
    isAddable: true,
  },
  verifyhost: { takes: 'text', isAddable: true },
  'no-verifyhost': { takes: 'nothing', undoes: 'verifyhost' },
  'check-ssl': { takes: 'nothing', property: 'pool-check', isOfCheck: true, isAddable: true },
  verify: { takes: 'text', property: 'pool-check', isAddable: true },
  'ca-file': { takes: 'text', property: 'pool-check', isAddable: 'where it is loaded' },
  'crl-file': { takes: 'text', property: 'pool-check', isAddable: 'where it is loaded' },
  addr: { takes: 'text', isOfCheck: true, runtime: 'value' },
  'check-alpn': { takes: 'text', isOfCheck: true, isAddable: true },
  'check-send-proxy': { takes: 'nothing', isOfCheck: true, isAddable: true },
  'check-sni': { takes: 'text', isOfCheck: true, isAddable: true },

  'check-pool-conn-name': { takes: 'text', unknownTo: '3.0' },
  'check-reuse-pool': { takes: 'nothing', unknownTo: '3.0' },
  'client-sigalgs': { takes: 'text', unknownTo: '2.6' },
  curves: { takes: 'text', unknownTo: '2.6' },
  'no-sslv3': { takes: 'nothing', isServerOnly: true },
  guid: { takes: 'text', unknownTo: '2.6', isServerOnly: true },
  'hash-key': { takes: 'text', unknownTo: '2.6' },
  'idle-ping': { takes: 'time', unknownTo: '3.0' },
  'init-state': { takes: 'text', unknownTo: '3.0' },
  'log-bufsize': { takes: 'number', unknownTo: '2.6' },
  'no-check-reuse-pool': { takes: 'nothing', unknownTo: '3.0', undoes: 'check-reuse-pool' },
  'pool-conn-name': { takes: 'text', unknownTo: '2.6' },
  // Its name goes on with the type in brackets.
  'set-proxy-v2-tlv-fmt': { takes: 'text', unknownTo: '2.6' },
  shard: { takes: 'number', unknownTo: '2.6' },
  sigalgs: { takes: 'text', unknownTo: '2.6' },
  source: { takes: 'source' },
  ssl: { takes: 'nothing' },
  stick: { takes: 'nothing', undoes: 'non-stick' },
  'strict-maxconn': { takes: 'nothing', unknownTo: '3.0' },
  usesrc: { takes: 'source' },
  ws: { takes: 'text', unknownTo: '2.2' },
};

/** The server options that HAProxy 2.2 and later know, and the words that take one away. */
export const serverOptions: ReadonlyMap<string, ServerOptionFacts> = new Map([
  ...Object.entries(rows),
  ...Object.entries(plain).flatMap(([takes, names]) =>
    names.split(/\s+/).map((name) => [name, { takes } as ServerOptionFacts] as const),
  ),
]);

/** The words that are options, without those that take one away. */
export const serverOptionNames: readonly string[] = serverOptionsWith(
  ({ undoes }, name) => undoes === undefined && name !== 'usesrc',
);

/** The facts about the option that a word is, whatever follows its name in brackets. */
export function serverOptionOf(word: string): ServerOptionFacts | undefined {
  return serverOptions.get(word.replace(/^(set-proxy-v2-tlv-fmt)\(.*$/s, '$1'));
}

/** The names of the options with some property. */
export function serverOptionsWith(
  holds: (facts: ServerOptionFacts, name: string) => boolean,
): readonly string[] {
  return [...serverOptions].filter(([name, facts]) => holds(facts, name)).map(([name]) => name);
}

/** What an option has in its absence, as it is written; undefined where that is nothing of its own. */
export function absentValue(name: string): string | undefined {
  return serverOptions.get(name)?.absent?.value;
}
