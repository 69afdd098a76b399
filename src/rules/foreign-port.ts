import type { Pool } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { type Role, roleNames, roles } from '../inventory/roles.ts';
import type { Finding, Rule } from './rule.ts';

/** A pool listens on, or sends its clients to, the port of another role. */
export const foreignPort: Rule = {
  code: 'PUP403',
  name: 'foreign-port',
  severity: 'warning',
  summary: 'A pool uses the port of another role.',
  why: 'Agents expect Puppet Server on port 8140, PXP agents expect the PCP broker on 8142, and Puppet Server expects PuppetDB on 8081. Each disconnects from any other service.',
  *check({ pools }) {
    for (const pool of pools) {
      if (!pool.isValid || !roles[pool.role.value].isPuppets) continue;
      const binds = pool.binds.flatMap(({ endpoint: { value, from } }) => {
        const other = value.port === value.lastPort ? roleOfBind(value.port, pool) : undefined;
        return other === undefined ? [] : finding({ value: value.port, from }, pool, other);
      });
      yield* binds;
      if (binds.length > 0) continue;
      yield* serverFindings(pool);
    }
  },
};

/** One finding for a port, which the pool may say for all its servers. */
function serverFindings(pool: Pool): Iterable<Finding> {
  const found = new Map<Origin, Finding>();
  for (const { port, isValid } of pool.servers) {
    const other = otherRole(port.value, pool);
    const isPlain = pool.role.value === 'puppetdb' && port.value === 8080;
    if (!isValid || port.from === 'builtin' || (other === undefined && !isPlain)) continue;
    found.set(port.from, {
      ...finding(port, pool, isPlain ? undefined : other),
      help: `remove port; the default of role ${pool.role.value} is ${roles[pool.role.value].port}`,
    });
  }
  return found.values();
}

/** The role whose port this is, where the pool's own has another one. */
function otherRole(port: number, pool: Pool): Role | undefined {
  if (isOwn(port, pool)) return undefined;
  return roleNames.find((name) => roles[name].isPuppets && roles[name].port === port);
}

/** Agents may come to a port that Puppet Enterprise has something else on; its servers show what it is. */
function roleOfBind(port: number, pool: Pool): Role | undefined {
  const isPassedOn = pool.servers.some((server) => server.port.value === port);
  const enterprise = roleNames.find((name) => roles[name].port === port);
  return otherRole(port, pool) ?? (isPassedOn && !isOwn(port, pool) ? enterprise : undefined);
}

function isOwn(port: number, { role }: Pool): boolean {
  return roles[role.value].port === port;
}

function finding({ value, from }: Setting<number>, { role }: Pool, other?: Role): Finding {
  const what =
    other === undefined ? 'the port of PuppetDB without TLS' : `the port of role ${other}`;
  return {
    message: `port ${value} is ${what}, but the pool has role ${role.value}`,
    at: from,
    help: `write role: ${other}, or port ${roles[role.value].port}`,
    related: [{ at: role.from, note: 'the role' }],
  };
}
