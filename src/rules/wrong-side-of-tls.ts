import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import { poolName, serverPlace } from './places.ts';
import type { Finding, Rule } from './rule.ts';

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
      if (!pool.isWhole) continue;
      for (const server of pool.servers) {
        if (server.isWhole && server.track === undefined) yield* judge(server, pool, services);
      }
    }
  },
};

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
      if (check.kind.value !== 'node' || check.port === undefined) continue;
      plain.set(formatServerAddress(address.value, check.port.value), pool);
    }
  }
  return { tls, plain };
}

function* judge(server: Server, pool: Pool, { tls, plain }: Services): Iterable<Finding> {
  const { check, address } = server;
  const port = (check.port ?? server.port).value;
  const at: Origin = check.port?.from ?? server.port.from;
  if (address === undefined) return;
  const where = formatServerAddress(address.value, port);
  const place = { at: at === 'builtin' ? serverPlace(server) : at };
  const related = [{ at: check.kind.from, note: `the check is of kind ${check.kind.value}` }];
  if (check.kind.value === 'node') {
    const service = tlsPorts.get(port) ?? nameOf(tls.get(where), pool);
    if (service === undefined) return;
    const message = `the check would speak plain text to port ${port}, where ${service} speaks TLS`;
    const help = 'write the port of the script, 9200, or kind: puppet';
    yield { ...place, message, help, related };
  }
  if (check.kind.value !== 'puppet') return;
  if (port === 8142) {
    const message = 'port 8142 is that of the PCP broker, which has no status API';
    yield { ...place, message, help: 'write 8140, where Puppet Server answers for it', related };
    return;
  }
  const service = plainPorts.get(port) ?? (plain.has(where) ? plainPorts.get(9200) : undefined);
  if (service === undefined) return;
  const message = `the check would speak TLS to port ${port}, where ${service} speaks plain text`;
  yield { ...place, message, help: 'leave "port" out, or write kind: node', related };
}

function nameOf(other: Pool | undefined, pool: Pool): string | undefined {
  if (other === undefined) return undefined;
  return other === pool ? 'the pool itself' : poolName(other);
}
