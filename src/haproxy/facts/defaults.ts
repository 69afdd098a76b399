/**
 * What holds where nothing is written, by HAProxy's own names and as it is written: in HAProxy
 * (configuration manual 4.2 and 5.2, since 2.2), and in an inventory, which then writes it.
 */
export const defaults = {
  inter: { haproxy: '2000', inventory: '2000' },
  rise: { haproxy: '2', inventory: '3' },
  fall: { haproxy: '3', inventory: '3' },
  retries: { haproxy: '3' },
  verify: { haproxy: 'required', inventory: 'required' },
  balance: { haproxy: 'roundrobin', inventory: 'source' },
  'hash-type': { haproxy: 'map-based', inventory: 'map-based' },
} as const;
