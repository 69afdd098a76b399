import type { Pool } from '../inventory/model.ts';
import type { Setting } from '../inventory/place.ts';
import { type Role, roles } from '../inventory/roles.ts';
import type { Endpoint } from '../inventory/values/endpoint.ts';
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
      if (!pool.isValid) continue;
      const binds = pool.binds.flatMap(({ endpoint }) => checkBind(endpoint, pool));
      yield* binds;
      if (binds.length > 0) continue;
      for (const { port, isValid } of pool.servers) {
        if (isValid && port.from !== 'builtin') yield* checkServer(port, pool);
      }
    }
  },
};

/** The role whose port this is, where the pool's own has another one. */
function otherRole(port: number, { role }: Pool): Role | undefined {
  if (roles[role.value].port === port) return undefined;
  return (Object.keys(roles) as Role[]).find((name) => roles[name].port === port);
}

function checkBind({ value, from }: Setting<Endpoint>, pool: Pool): Finding[] {
  const other = otherRole(value.port, pool);
  if (other === undefined) return [];
  const { role } = pool;
  return [
    {
      message: `port ${value.port} is that of role ${other}, and the pool's role is ${role.value}`,
      at: from,
      help: `write role: ${other}, or port ${roles[role.value].port}`,
      related: role.from === 'builtin' ? [] : [{ at: role.from, note: 'the role is said here' }],
    },
  ];
}

function* checkServer({ value: port, from: at }: Setting<number>, pool: Pool): Iterable<Finding> {
  const { role } = pool;
  const other = otherRole(port, pool);
  const own = roles[role.value].port;
  const isPlain = role.value === 'puppetdb' && port === 8080;
  if (other === undefined && !isPlain) return;
  const what = isPlain ? "PuppetDB's own without TLS" : `that of role ${other}`;
  yield {
    message: `port ${port} is ${what}, and the pool's role is ${role.value}`,
    at,
    help: `leave "port" out: for role ${role.value} it is ${own}`,
    related: role.from === 'builtin' ? [] : [{ at: role.from, note: 'the role is said here' }],
  };
}
