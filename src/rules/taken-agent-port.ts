import { isKnown, type NodeMember, nodesOf } from '../inventory/nodes.ts';
import type { Setting } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';

/** The script's agent is asked on a port that somebody else on the node has. */
export const takenAgentPort: Rule = {
  code: 'CHK222',
  name: 'taken-agent-port',
  severity: 'error',
  summary: 'The agent check has the port of the script or of Puppet.',
  why: 'Two programs cannot listen on one port: the agent, the script or Puppet does not start.',
  *check(inventory) {
    for (const { members } of nodesOf(inventory)) {
      if (!members.every(isKnown)) continue;
      const puppet = new Map(members.map(({ server }) => [server.port.value, server.port]));
      const script = new Map(members.map(checkPort).map((port) => [port.value, port]));
      for (const port of members.flatMap(agentPort)) {
        yield* taken(port, puppet, 'Puppet');
        yield* taken(port, script, 'the script');
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
  other: string,
): Iterable<Finding> {
  const holder = others.get(port.value);
  if (holder === undefined) return;
  const isWritten = port.from !== 'builtin';
  yield {
    message: `port ${port.value} of the agent check is the port of ${other}`,
    at: isWritten ? port.from : holder.from,
    help: 'write another port for the agent check',
    related: isWritten ? [{ at: holder.from, note: `the port of ${other}` }] : [],
  };
}
