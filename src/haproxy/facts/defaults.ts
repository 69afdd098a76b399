/** What holds where nothing is written: in HAProxy, and in an inventory, which then writes it. */
interface Default {
  /** Absent where HAProxy has none. */
  readonly haproxy?: string;
  /** Absent where an inventory writes nothing. */
  readonly inventory?: string;
}

/**
 * Defaults as they are written, by HAProxy's own names (configuration manual 3.1, 4.2 and 5.2; 2.2 to 3.2).
 * HAProxy has no defaults for the timeouts that it warns of.
 */
export const defaults = {
  inter: { haproxy: '2000', inventory: '2000' },
  rise: { haproxy: '2', inventory: '3' },
  fall: { haproxy: '3', inventory: '3' },
  weight: { haproxy: '1' },
  verify: { haproxy: 'required', inventory: 'required' },
  balance: { haproxy: 'roundrobin', inventory: 'source' },
  'hash-type': { haproxy: 'map-based', inventory: 'map-based' },
  'timeout connect': { inventory: '5s' },
  'timeout client': { inventory: '15m' },
  'timeout server': { inventory: '15m' },
  'timeout check': { inventory: '5s' },
  maxconn: { inventory: '4096' },
} as const satisfies Readonly<Record<string, Default>>;
