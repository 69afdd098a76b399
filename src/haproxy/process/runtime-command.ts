import { type CommandName, commandFacts } from '../facts/runtime-commands.ts';

/** What the property of a server is set to; addresses without brackets. */
type Setting =
  | { readonly property: 'state'; readonly value: 'ready' | 'drain' | 'maint' }
  | { readonly property: 'health'; readonly value: 'up' }
  | { readonly property: 'ssl'; readonly value: 'on' }
  | {
      readonly property: 'weight' | 'maxconn' | 'check-port' | 'agent-port';
      readonly value: number;
    }
  | { readonly property: 'check-addr' | 'agent-addr'; readonly value: string }
  | { readonly property: 'addr'; readonly value: { readonly host: string; readonly port: number } };

/** A command for the runtime socket that changes a server, which is called "pool/server". */
export type RuntimeCommand = { readonly server: string } & (
  | { readonly verb: 'add'; readonly value: readonly string[] }
  /** To delete it, and to switch its checks on or off. */
  | { readonly verb: 'del' | 'enable' | 'disable' }
  | ({ readonly verb: 'set' } & Setting)
);

/** A command as HAProxy takes it (management guide 9.3). */
export function commandText(command: RuntimeCommand): string {
  const { verb, server } = command;
  if (verb === 'add') return `add server ${server} ${command.value.join(' ')}`;
  if (verb !== 'set') return `${verb} ${verb === 'del' ? 'server' : 'health'} ${server}`;
  const { property, value } = command;
  if (property === 'maxconn') return `set maxconn server ${server} ${value}`;
  const shown = property === 'addr' ? `${value.host} port ${value.port}` : value;
  return `set server ${server} ${property} ${shown}`;
}

/** What a command is called where its facts are known. */
export function commandName(command: RuntimeCommand): CommandName {
  if (command.verb === 'add' || command.verb === 'del') return `${command.verb} server`;
  if (command.verb !== 'set') return `${command.verb} health`;
  return command.property === 'maxconn' ? 'set maxconn server' : `set server ${command.property}`;
}

/** What HAProxy made of a command that it was sent. */
export type Outcome =
  | { readonly kind: 'done' | 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the answer to a command: an empty one means done, and so do a few sentences. */
export function readOutcome(name: CommandName, answer: string): Outcome {
  const { done, unchanged } = commandFacts(name);
  const [line = ''] = answer.trim().split(/\r?\n/, 1);
  if (line === '' || done?.test(line) === true) return { kind: 'done' };
  if (unchanged?.test(line) === true) return { kind: 'unchanged' };
  return { kind: 'refused', reason: line };
}
