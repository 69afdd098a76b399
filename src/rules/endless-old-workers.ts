import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';
import { writtenGlobal } from './shared/sections.ts';

/** Connections to brokers keep old workers alive. */
export const endlessOldWorkers: Rule = {
  code: 'PUP414',
  name: 'endless-old-workers',
  severity: 'info',
  summary: 'After a reload, connections to brokers keep the old worker alive for days.',
  why: 'An old worker ends with its last connection, and an agent keeps its connection to a broker for days. Until then these agents stay on the old configuration: a server that the reload drained still has them, and "show stat" does not count them. "hard-stop-after" ends the old worker, and its agents connect again.',
  *check(inventory) {
    const { pools, haproxy } = inventory;
    const brokers = pools.filter(({ role, isValid }) => isValid && role.value === 'pcp');
    const [first] = brokers;
    const { extra, statsSockets } = haproxy.global;
    const isEnding =
      extra.some(({ value: [word] }) => word === 'hard-stop-after') ||
      writtenGlobal(inventory, 'hard-stop-after').length > 0;
    // Who has no stats socket looks at no connections.
    const socket = statsSockets[0];
    if (first === undefined || socket === undefined || isEnding || !haproxy.isValid) return;
    const what = brokers.length === 1 ? poolName(first) : `${brokers.length} PCP pools`;
    yield {
      message: `without hard-stop-after, connections to ${what} keep old workers alive for days`,
      at: socket.from,
      related: [{ at: first.role.from, note: 'the role' }],
      help: 'write haproxy: { global: { extra: [hard-stop-after 1h] } }',
    };
  },
};
