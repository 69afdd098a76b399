import { isKnown, type NodeMember, nodesOf } from '../inventory/nodes.ts';
import type { Setting } from '../inventory/place.ts';
import { roles } from '../inventory/roles.ts';
import type { Finding, Rule } from './rule.ts';

/** Ports on which the services around Puppet speak TLS. */
const tlsPorts: ReadonlySet<number> = new Set(Object.values(roles).map(({ port }) => port));

/** The script is asked on a port that somebody else on the node has. */
export const takenCheckPort: Rule = {
  code: 'CHK222',
  name: 'taken-check-port',
  severity: 'error',
  summary: 'The script, its agent and Puppet each have a port of their own.',
  why: "Two programs cannot listen on one port; and HAProxy asks the script in plain text, which Puppet's TLS port answers by closing the connection.",
  *check(inventory) {
    for (const { members } of nodesOf(inventory)) {
      if (!members.every(isKnown)) continue;
      const puppet = new Map(members.map(({ server }) => [server.port.value, server.port]));
      const script = new Map(members.map(checkPort).map((port) => [port.value, port]));
      for (const port of script.values()) {
        if (tlsPorts.has(port.value)) yield* taken(port, puppet, 'the script', 'Puppet');
      }
      for (const port of members.flatMap(agentPort)) {
        yield* taken(port, puppet, 'the agent', 'Puppet');
        yield* taken(port, script, 'the agent', 'the script');
      }
    }
  },
};

function agentPort({ pool, server }: NodeMember): Setting<number>[] {
  const port = pool.check.agent === undefined ? undefined : server.agentCheck?.port;
  return port === undefined ? [] : [port];
}

function checkPort({ server }: NodeMember): Setting<number> {
  return server.check.port ?? server.port;
}

function* taken(
  port: Setting<number>,
  others: ReadonlyMap<number, Setting<number>>,
  who: string,
  other: string,
): Iterable<Finding> {
  const holder = others.get(port.value);
  if (holder === undefined) return;
  const isWritten = port.from !== 'builtin';
  yield {
    message: `port ${port.value} is that of ${other}, and ${who} is asked there`,
    at: isWritten ? port.from : holder.from,
    help: `give ${who} a port of its own`,
    related: isWritten ? [{ at: holder.from, note: `the port of ${other}` }] : [],
  };
}
