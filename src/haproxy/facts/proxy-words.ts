/** The side of a proxy that a line is for; a listen section is both. */
export type ProxySide = 'frontend' | 'backend' | 'both';

/** The name of a directive of a TCP service that is one number, which an inventory has by that name. */
export type ProxyNumber = 'maxconn' | 'retries';

/** These directives, in the order in which they are written. */
export const proxyNumbers: Readonly<Record<ProxyNumber, { readonly side: ProxySide }>> = {
  maxconn: { side: 'frontend' },
  retries: { side: 'backend' },
};

/** Their names. */
export const proxyNumberNames: readonly ProxyNumber[] = Object.keys(proxyNumbers) as ProxyNumber[];

/** What is known of an `option` of a TCP service. */
export interface ProxyOptionFacts {
  readonly side: ProxySide;
  /** The options that `no option` removes, which together are this one; none where HAProxy cannot. */
  readonly undoneBy: readonly string[];
}

/** What each `no option` takes back itself, by side. */
const undoable: Readonly<Record<ProxySide, string>> = {
  frontend: `dontlognull clitcpka contstats dontlog-normal log-separate-errors logasap socket-stats
    tcp-smart-accept`,
  backend: `redispatch abortonclose allbackups log-health-checks persist srvtcpka tcp-smart-connect`,
  both: 'independent-streams nolinger splice-auto splice-request splice-response',
};

/**
 * ONE table of the options of a TCP service, in the order in which they are written. HAProxy 2.2, 2.6,
 * 3.0 and 3.2 know each of them, take it in a defaults section, and ignore it on the other side.
 */
export const proxyOptions: ReadonlyMap<string, ProxyOptionFacts> = new Map<
  string,
  ProxyOptionFacts
>([
  ['tcplog', { side: 'frontend', undoneBy: [] }],
  // It sets one of them on each side, and has no negation of its own.
  ['tcpka', { side: 'both', undoneBy: ['clitcpka', 'srvtcpka'] }],
  ...(['frontend', 'backend', 'both'] as const).flatMap((side) =>
    undoable[side]
      .split(/\s+/)
      .map((name): [string, ProxyOptionFacts] => [name, { side, undoneBy: [name] }]),
  ),
]);

/** Their names. */
export const proxyOptionNames: readonly string[] = [...proxyOptions.keys()];

/** Directives with one argument, after which HAProxy 2.2 to 3.2 refuse any word. */
const withOneArgument: ReadonlySet<string> = new Set([
  ...proxyNumberNames,
  ...['backlog', 'default_backend', 'fullconn', 'id', 'mode'],
]);

/** How many words of a line of a TCP service HAProxy takes; undefined where it is not known. */
export function mostWords([keyword = '', name = '']: readonly string[]): number | undefined {
  if (keyword === 'timeout') return 3;
  // "redispatch" takes a number, and "tcplog" takes "clf" from 3.2 on.
  const isPlain = proxyOptions.has(name) && name !== 'redispatch' && name !== 'tcplog';
  return withOneArgument.has(keyword) || (keyword === 'option' && isPlain) ? 2 : undefined;
}
