/** What is known of a timeout: the side of a proxy that it is for, and what an inventory has for it. */
interface TimeoutFacts {
  readonly side: 'frontend' | 'backend' | 'both';
  /** Whether only HTTP knows it. */
  readonly isHttpOnly?: true;
  /** Whether HAProxy warns of a proxy that has none. */
  readonly isWanted?: true;
  /** The value that an inventory writes where it is not set. */
  readonly inventory?: string;
}

/** The timeouts that an inventory sets, by HAProxy's names and in the order in which they are written. */
export const timeoutNames = [
  'connect',
  'client',
  'server',
  'check',
  'queue',
  'tunnel',
  'client-fin',
  'server-fin',
] as const;

/** The name of a timeout that an inventory has a property for. */
export type TimeoutName = (typeof timeoutNames)[number];

/** The timeouts of HAProxy (configuration manual 4.2, "timeout"; since 2.2). */
export const timeouts: Readonly<Record<TimeoutName, TimeoutFacts> & Record<string, TimeoutFacts>> =
  {
    connect: { side: 'backend', isWanted: true, inventory: '5s' },
    client: { side: 'frontend', isWanted: true, inventory: '15m' },
    server: { side: 'backend', isWanted: true, inventory: '15m' },
    check: { side: 'backend', inventory: '5s' },
    queue: { side: 'backend' },
    tunnel: { side: 'backend' },
    'client-fin': { side: 'frontend' },
    'client-hs': { side: 'frontend' },
    'server-fin': { side: 'backend' },
    tarpit: { side: 'both', isHttpOnly: true },
    'http-keep-alive': { side: 'both', isHttpOnly: true },
    'http-request': { side: 'both', isHttpOnly: true },
  };

/** Whether an inventory has a property for a timeout. */
export function isOwnTimeout(name: string): name is TimeoutName {
  return (timeoutNames as readonly string[]).includes(name);
}
