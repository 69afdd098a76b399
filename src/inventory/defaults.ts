import { defaults } from '../haproxy/facts/defaults.ts';
import { timeoutNames, timeouts } from '../haproxy/facts/timeouts.ts';
import { mapBased } from '../haproxy/model/hash-type.ts';
import { readMilliseconds } from '../haproxy/model/number.ts';
import type { Check } from './check-kinds.ts';
import type { Global, Haproxy, Pool, Puppet, Timeouts } from './model.ts';
import { builtin, type Setting } from './place.ts';
import type { Time } from './values/time.ts';

function time(text: string): Setting<Time> {
  return builtin({ ms: readMilliseconds(text) ?? 0, text });
}

/** The defaults of `haproxy`. */
export const haproxyDefaults: Pick<Haproxy, 'version' | 'id'> = {
  version: builtin({ major: 2, minor: 6 }),
  id: builtin(true),
};

type GlobalDefaults = Pick<Global, 'maxconn' | 'logs' | 'chroot' | 'user' | 'group'>;

/** What holds of `haproxy.global`. */
export const globalDefaults: GlobalDefaults = {
  maxconn: builtin(4096),
  logs: [builtin(['127.0.0.1:514', 'local0'])],
  chroot: builtin('/var/lib/haproxy'),
  user: builtin('haproxy'),
  group: builtin('haproxy'),
};

/** What holds of it with `baseline: none`. */
export const bareGlobal: GlobalDefaults = {
  maxconn: undefined,
  logs: [],
  chroot: builtin(false),
  user: builtin(false),
  group: builtin(false),
};

/** What holds of `haproxy.timeouts`. */
export const timeoutDefaults: Timeouts = Object.fromEntries(
  timeoutNames.flatMap((name) => {
    const { inventory } = timeouts[name];
    return inventory === undefined ? [] : [[name, time(inventory)]];
  }),
);

/** What holds of `puppet`. */
export const puppetDefaults: Puppet = { version: builtin(8), layout: builtin('vendor') };

/** What holds of a pool. */
export const poolDefaults: Pick<Pool, 'role' | 'balance' | 'hashType'> = {
  role: builtin('compile'),
  balance: builtin({ algorithm: 'source', text: defaults.balance.inventory }),
  hashType: builtin(mapBased),
};

/** What holds of every check. */
export const checkDefaults: Pick<Check, 'inter' | 'rise' | 'fall'> = {
  inter: time(defaults.inter.inventory),
  rise: builtin(Number(defaults.rise.inventory)),
  fall: builtin(Number(defaults.fall.inventory)),
};
