import { kindOf, speaksTls } from '../inventory/check-kinds.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { roleNames, roles } from '../inventory/roles.ts';
import type { Rule } from './rule.ts';
import { endpointText, membersOf, poolName, serverPlace } from './shared/places.ts';

/** Ports on which Puppet's services speak TLS (Puppet Enterprise, firewall configuration). */
const tlsPorts: ReadonlyMap<number | undefined, string> = new Map(
  roleNames.map((name) => [roles[name].port, roles[name].service]),
);

/** Ports on which a node answers in plain text: its health script, and PuppetDB without TLS. */
const plainPorts: ReadonlyMap<number, string> = new Map([
  [9200, "the node's script"],
  [8080, 'PuppetDB without TLS'],
]);

/** A check speaks plain text to a port of TLS, or TLS to a port of plain text. */
export const wrongSideOfTls: Rule = {
  code: 'CHK206',
  name: 'wrong-side-of-tls',
  severity: 'error',
  mildSeverity: 'warning',
  summary: 'A check speaks plain text to a port of TLS, or TLS to a port of plain text.',
  why: 'HAProxy accepts the file, but every check fails and all servers are DOWN.',
  *check({ pools }) {
    const services = portsInUse(pools);
    for (const { pool, server } of membersOf(pools)) {
      const { check, port, address } = server;
      // What another service speaks on a port is known to who wrote it.
      if (pool.role.value === 'other') continue;
      if (!pool.isValid || address === undefined || !isChecked(server)) continue;
      const problem = problemOf(server, pool, services);
      if (problem === undefined) continue;
      const at = problem.at ?? check.port?.from ?? port.from;
      yield {
        ...problem,
        at: at === 'builtin' ? serverPlace(server) : at,
        related: [{ at: check.kind.from, note: `the check is of kind ${check.kind.value}` }],
      };
    }
  },
};

/** A server that tracks another one is not checked; a further word may send the check elsewhere, or encrypt it. */
function isChecked({ isValid, track, extra = [] }: Server): boolean {
  const isOther = extra.some(({ value }) => value.includes('addr') || value.includes('ssl'));
  return isValid && track === undefined && !isOther;
}

interface Services {
  /** Who serves agents at an address and port; that is always TLS. */
  readonly tls: ReadonlyMap<string | undefined, Pool>;
  /** Where a node's script is asked; that is always plain text. */
  readonly plain: ReadonlySet<string | undefined>;
}

function portsInUse(pools: Inventory['pools']): Services {
  const members = [...membersOf(pools)];
  const asked = members.filter(
    ({ server: { check } }) => kindOf(check).asksScript && check.port !== undefined,
  );
  return {
    tls: new Map(members.map(({ server, pool }) => [endpointText(server), pool])),
    plain: new Set(asked.map(({ server }) => checkedEndpoint(server))),
  };
}

/** Where a server is checked. */
function checkedEndpoint({ address, check, port }: Server): string | undefined {
  return endpointText({ address, port: check.port ?? port });
}

interface Problem {
  readonly message: string;
  readonly help: string;
  readonly at?: Origin;
  readonly isMild?: boolean;
}

function problemOf(server: Server, pool: Pool, services: Services): Problem | undefined {
  const asked = (server.check.port ?? server.port).value;
  const where = checkedEndpoint(server);
  if (kindOf(server.check).asksScript) {
    const other = services.tls.get(where);
    const own = other === pool ? 'the pool itself' : other && poolName(other);
    return plainToTls(asked, server, tlsPorts.get(asked) ?? own);
  }
  const facts = kindOf(server.check);
  if (!speaksTls(server.check)) {
    const problem = facts.isHttp ? plainToTls(asked, server, tlsPorts.get(asked)) : undefined;
    return problem && { ...problem, help: 'write tls: true', isMild: true };
  }
  const script = services.plain.has(where) ? plainPorts.get(9200) : undefined;
  const problem = tlsToPlain(asked, facts.asksPuppet, plainPorts.get(asked) ?? script);
  if (facts.isTls !== 'optional') return problem;
  // What else listens on such a port is known to who wrote it.
  return problem && { ...problem, help: 'write tls: false', isMild: true };
}

function plainToTls(asked: number, { port }: Server, service?: string): Problem | undefined {
  if (asked === 9200 && asked === port.value) {
    return {
      at: port.from,
      message: 'HAProxy sends agents to port 9200, where the script answers the check',
      help: 'remove port, which is for agents; the port of the check is check: { port: 9200 }',
    };
  }
  if (service === undefined) return undefined;
  return {
    message: `the check sends plain text to port ${asked}, where ${service} speaks TLS`,
    help: 'write port: 9200 in "check", the port of the script, or kind: puppet',
  };
}

function tlsToPlain(asked: number, asksPuppet: boolean, service?: string): Problem | undefined {
  if (asked === 8142 && asksPuppet) {
    return {
      message: 'port 8142 is the port of the PCP broker, which has no status API',
      help: 'write 8140, where Puppet Server answers for the broker',
    };
  }
  if (service === undefined) return undefined;
  return {
    message: `the check sends TLS to port ${asked}, where ${service} speaks plain text`,
    help: 'remove port, or write kind: node',
  };
}
