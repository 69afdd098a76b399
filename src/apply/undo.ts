import type { Running, RunningServer } from '../haproxy/process/running.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';

/**
 * The way back for each command, from what runs before the first of them; undefined where only a reload leads back,
 * such as for a server that was deleted.
 */
export function undoCommands(
  commands: readonly RuntimeCommand[],
  { servers }: Running,
): RuntimeCommand[][] | undefined {
  const added = new Set(commands.flatMap(({ verb, server }) => (verb === 'add' ? server : [])));
  const rows = new Map(servers.map((row) => [`${row.pool}/${row.name}`, row]));
  const lists = commands.map((command) => {
    // Deleting what was added undoes all of it.
    if (command.verb !== 'add' && added.has(command.server)) return [];
    return undoOf(command, rows.get(command.server));
  });
  return lists.every((list) => list !== undefined) ? lists : undefined;
}

function undoOf(
  command: RuntimeCommand,
  row: RunningServer | undefined,
): RuntimeCommand[] | undefined {
  const { server, verb } = command;
  if (verb === 'add') {
    return [
      { verb: 'set', server, property: 'state', value: 'maint' },
      { verb: 'del', server },
    ];
  }
  if (verb !== 'set' || row === undefined) return undefined;
  switch (command.property) {
    case 'state':
      return [{ verb: 'set', server, property: 'state', value: row.wanted }];
    case 'weight':
      return [{ verb: 'set', server, property: 'weight', value: row.weight }];
    case 'addr': {
      if (row.address === undefined) return undefined;
      const value = { host: row.address, port: row.port };
      return [{ verb: 'set', server, property: 'addr', value }];
    }
    case 'check-port': {
      const value = row.checkPort;
      return value === undefined
        ? undefined
        : [{ verb: 'set', server, property: 'check-port', value }];
    }
    case 'health':
      return [];
    default:
      return undefined;
  }
}

/** What was set by hand before a reload and is lost by it, as commands: drains, maintenance, weights. */
export function lostByReload({ servers }: Running): RuntimeCommand[] {
  return servers.flatMap(({ pool, name, wanted, weight, initialWeight, agent }) => {
    const server = `${pool}/${name}`;
    const commands: RuntimeCommand[] = [];
    if (wanted !== 'ready')
      commands.push({ verb: 'set', server, property: 'state', value: wanted });
    // Where an agent is asked the weight is its own.
    if (weight !== initialWeight && agent !== 'on') {
      commands.push({ verb: 'set', server, property: 'weight', value: weight });
    }
    return commands;
  });
}
