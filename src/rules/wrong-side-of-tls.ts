import { kindOf } from '../inventory/check-kinds.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import type { Finding, Rule } from './rule.ts';
import { poolName, serverPlace } from './shared/places.ts';

/** Ports on which Puppet's services speak TLS (Puppet Enterprise, firewall configuration). */
const tlsPorts: ReadonlyMap<number, string> = new Map([
  [8140, 'Puppet Server'],
  [8142, 'the PCP broker'],
  [8143, 'the orchestrator'],
  [8081, 'PuppetDB'],
]);

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
  summary: 'Kind node asks a port of plain text, kind puppet one of TLS that answers over HTTP.',
  why: 'HAProxy takes the file; every check fails, and all servers are DOWN from the first one on.',
  *check({ pools }) {
    const services = portsInUse(pools);
    for (const pool of pools) {
      if (!pool.isValid) continue;
      for (const server of pool.servers) {
        if (isChecked(server)) yield* check(server, pool, services);
      }
    }
  },
};

/** A server that tracks another one is not checked, and a further word may send the check elsewhere. */
function isChecked({ isValid, track, extra = [] }: Server): boolean {
  return isValid && track === undefined && !extra.some(({ value }) => value.includes('addr'));
}

interface Services {
  /** Who serves agents at an address and port; that is always TLS. */
  readonly tls: ReadonlyMap<string, Pool>;
  /** Who asks a node's script there; that is always plain text. */
  readonly plain: ReadonlyMap<string, Pool>;
}

function portsInUse(pools: Inventory['pools']): Services {
  const tls = new Map<string, Pool>();
  const plain = new Map<string, Pool>();
  for (const pool of pools) {
    for (const { address, port, check } of pool.servers) {
      if (address === undefined) continue;
      tls.set(formatServerAddress(address.value, port.value), pool);
      if (!kindOf(check).asksScript || check.port === undefined) continue;
      plain.set(formatServerAddress(address.value, check.port.value), pool);
    }
  }
  return { tls, plain };
}

function* check(server: Server, pool: Pool, services: Services): Iterable<Finding> {
  const { check, address, port } = server;
  if (address === undefined) return;
  const asked = (check.port ?? port).value;
  const where = formatServerAddress(address.value, asked);
  const related = [{ at: check.kind.from, note: `the check is of kind ${check.kind.value}` }];
  const problem = kindOf(check).asksScript
    ? plainToTls(asked, port, nameOf(services.tls.get(where), pool))
    : kindOf(check).isTls
      ? tlsToPlain(asked, services.plain.has(where))
      : undefined;
  if (problem === undefined) return;
  const at = problem.at ?? check.port?.from ?? port.from;
  yield { ...problem, at: at === 'builtin' ? serverPlace(server) : at, related };
}

interface Problem {
  readonly message: string;
  readonly help: string;
  readonly at?: Origin;
}

function plainToTls(
  asked: number,
  port: Setting<number>,
  other: string | undefined,
): Problem | undefined {
  if (asked === 9200 && asked === port.value) {
    return {
      at: port.from,
      message: 'port 9200 is where the check asks the script, and agents are sent there too',
      help: 'leave "port" out: it is where agents go; check: { port: 9200 } is where the check goes',
    };
  }
  const service = tlsPorts.get(asked) ?? other;
  if (service === undefined) return undefined;
  return {
    message: `the check would speak plain text to port ${asked}, where ${service} speaks TLS`,
    help: 'write the port of the script, 9200, or kind: puppet',
  };
}

function tlsToPlain(asked: number, isScript: boolean): Problem | undefined {
  if (asked === 8142) {
    return {
      message: 'port 8142 is that of the PCP broker, which has no status API',
      help: 'write 8140, where Puppet Server answers for it',
    };
  }
  const service = plainPorts.get(asked) ?? (isScript ? plainPorts.get(9200) : undefined);
  if (service === undefined) return undefined;
  return {
    message: `the check would speak TLS to port ${asked}, where ${service} speaks plain text`,
    help: 'leave "port" out, or write kind: node',
  };
}

function nameOf(other: Pool | undefined, pool: Pool): string | undefined {
  if (other === undefined) return undefined;
  return other === pool ? 'the pool itself' : poolName(other);
}
