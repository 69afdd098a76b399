import type { Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { type Role, roles } from '../inventory/roles.ts';
import type { Finding, Rule } from './rule.ts';

/** A pool listens on, or sends its clients to, the port of another role. */
export const foreignPort: Rule = {
  code: 'PUP403',
  name: 'foreign-port',
  severity: 'warning',
  summary: 'A pool has the ports of its role, or ones that no other role has.',
  why: 'Agents expect Puppet Server behind 8140, PXP agents the PCP broker behind 8142, Puppet Server PuppetDB behind 8081; each breaks off with another one.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isWhole) continue;
      for (const { endpoint } of pool.binds) {
        yield* judge(endpoint.value.port, endpoint.from, pool);
      }
      for (const { port, isWhole } of pool.servers) {
        if (isWhole && port.from !== 'builtin') yield* judge(port.value, port.from, pool);
      }
    }
  },
};

function* judge(port: number, at: Origin, { role }: Pool): Iterable<Finding> {
  const names = Object.keys(roles) as Role[];
  const others = names.filter((name) => roles[name].port === port);
  const [other] = others;
  if (other === undefined || roles[role.value].port === port) return;
  yield {
    message: `port ${port} is that of role ${other}, and the pool's role is ${role.value}`,
    at,
    help: `write role: ${other}, or port ${roles[role.value].port}`,
    related: role.from === 'builtin' ? [] : [{ at: role.from, note: 'the role is said here' }],
  };
}
