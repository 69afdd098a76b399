import type { Check } from './check-kinds.ts';
import type { Global, Haproxy, Pool, Puppet, Timeouts } from './model.ts';
import { builtin, type Setting } from './place.ts';
import type { Time } from './values/time.ts';

const time = (ms: number, text: string): Setting<Time> => builtin({ ms, text });

/** What holds of `haproxy` where no inventory says otherwise. */
export const haproxyDefaults: Pick<Haproxy, 'version'> = {
  version: builtin({ major: 2, minor: 6 }),
};

/** What holds of `haproxy.global`. */
export const globalDefaults: Pick<Global, 'maxconn' | 'logs' | 'chroot' | 'user' | 'group'> = {
  maxconn: builtin(4096),
  logs: [builtin(['127.0.0.1:514', 'local0'])],
  chroot: builtin('/var/lib/haproxy'),
  user: builtin('haproxy'),
  group: builtin('haproxy'),
};

/** What holds of `haproxy.timeouts`. */
export const timeoutDefaults: Timeouts = {
  connect: time(5000, '5s'),
  client: time(900_000, '15m'),
  server: time(900_000, '15m'),
  check: time(5000, '5s'),
};

/** What holds of `puppet`. */
export const puppetDefaults: Puppet = { version: builtin(8), layout: builtin('vendor') };

/** What holds of a pool. */
export const poolDefaults: Pick<Pool, 'role' | 'balance' | 'hashType'> = {
  role: builtin('compile'),
  balance: builtin({ algorithm: 'source', text: 'source' }),
  hashType: builtin({ method: 'map-based', words: ['map-based'] }),
};

/** What holds of every check. */
export const checkDefaults: Pick<Check, 'inter' | 'rise' | 'fall'> = {
  inter: time(2000, '2000'),
  rise: builtin(3),
  fall: builtin(3),
};
