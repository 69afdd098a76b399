import { isOlder, type Version } from './versions.ts';

/** What HAProxy lets a client of a stats socket do. */
export type SocketLevel = 'user' | 'operator' | 'admin';

/** The levels; each may do what those before it may. */
export const socketLevels: readonly SocketLevel[] = ['user', 'operator', 'admin'];

/** A command, without its arguments. */
export type CommandName =
  | `show ${'info' | 'stat' | 'servers state' | 'cli level' | 'sess' | 'startup-logs'}`
  | 'shutdown session'
  | `${'add' | 'del'} server`
  | `${'enable' | 'disable'} health`
  | 'set maxconn server'
  | `set server ${ServerSetting}`;

type ServerSetting =
  | 'state'
  | 'health'
  | 'weight'
  | 'ssl'
  | 'addr'
  | `${'check' | 'agent'}-${'addr' | 'port'}`;

/** What HAProxy makes of a command. */
interface CommandFacts {
  readonly level: SocketLevel;
  /** The first version that has it; absent where all that are supported do. */
  readonly since?: Version;
  /** The first line of an answer that means done, where that is not always an empty one. */
  readonly done?: RegExp;
  /** The first line of an answer that means that HAProxy had nothing to do. */
  readonly unchanged?: RegExp;
}

const admin: CommandFacts = { level: 'admin' };
const since26: CommandFacts = { ...admin, since: { major: 2, minor: 6 } };

/**
 * The commands that are shown or sent, by their words without the arguments. Management guide 9.3; each was asked of
 * HAProxy 2.2, 2.6, 3.0 and 3.2 on every level. Any answer but an empty one and these is a refusal, and nothing was
 * changed.
 */
const commands: Readonly<Record<CommandName, CommandFacts>> = {
  'show info': { level: 'user' },
  'show stat': { level: 'user' },
  'show servers state': { level: 'user' },
  'show cli level': { level: 'user' },
  'show sess': { level: 'operator' },
  'show startup-logs': { level: 'operator' },
  'shutdown session': { ...admin, unchanged: /^No such session / },
  'add server': { ...since26, done: /^New server registered\.$/ },
  'del server': { ...since26, done: /^Server deleted\.$/ },
  'enable health': admin,
  'disable health': admin,
  'set maxconn server': admin,
  'set server state': admin,
  'set server health': admin,
  'set server weight': admin,
  'set server ssl': { ...since26, done: /^server ssl setting updated\.$/ },
  'set server check-port': { ...admin, done: /^health check port updated\.$/ },
  'set server check-addr': since26,
  'set server agent-addr': admin,
  'set server agent-port': since26,
  'set server addr': {
    ...admin,
    done: /^(?!.*can't change)(no need to change the addr, )?(IP|port) changed from '/,
    unchanged: /^(nothing changed$|no need to change the addr, no need to change the port )/,
  },
};

/** What is known of a command. */
export function commandFacts(name: CommandName): CommandFacts {
  return commands[name];
}

/** Whether a version has a command. */
export function hasCommand(version: Version, name: CommandName): boolean {
  const { since } = commandFacts(name);
  return since === undefined || !isOlder(version, since);
}

/** Whether a socket of a level takes a command. */
export function isAllowed(name: CommandName, level: SocketLevel): boolean {
  return socketLevels.indexOf(commandFacts(name).level) <= socketLevels.indexOf(level);
}
