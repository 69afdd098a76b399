import { type NodeMember, nodesOf } from '../inventory/nodes.ts';
import type { Setting } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';

/** The script is asked on a port that somebody else on the node has. */
export const takenCheckPort: Rule = {
  code: 'CHK222',
  name: 'taken-check-port',
  severity: 'error',
  summary: 'The script, its agent and Puppet each have a port of their own.',
  why: "Two programs cannot listen on one port; and HAProxy asks the script in plain text, which Puppet's TLS port answers by closing the connection.",
  *check(inventory) {
    for (const { members } of nodesOf(inventory)) {
      const puppet = new Map<number, Setting<number>>();
      for (const { server } of members) puppet.set(server.port.value, server.port);
      const script = new Map<number, Setting<number>>();
      for (const member of members) {
        const port = checkPort(member);
        script.set(port.value, port);
        yield* taken(port, puppet, 'the script', 'Puppet');
      }
      for (const { pool, server } of members) {
        const port = pool.check.agent === undefined ? undefined : server.agentCheck?.port;
        if (port === undefined) continue;
        yield* taken(port, puppet, 'the agent', 'Puppet');
        yield* taken(port, script, 'the agent', 'the script');
      }
    }
  },
};

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
