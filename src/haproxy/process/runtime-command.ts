/** What the property of a server is set to; addresses without brackets. */
type Setting =
  | { readonly property: 'state'; readonly value: 'ready' | 'drain' | 'maint' }
  | { readonly property: 'health'; readonly value: 'up' }
  | {
      readonly property: 'weight' | 'maxconn' | 'check-port' | 'agent-port';
      readonly value: number;
    }
  | { readonly property: 'check-addr' | 'agent-addr'; readonly value: string }
  | { readonly property: 'addr'; readonly value: { readonly host: string; readonly port: number } };

/** A command for the runtime socket that changes a server, which is called "pool/server". */
export type RuntimeCommand = { readonly server: string } & (
  | { readonly verb: 'add'; readonly value: readonly string[] }
  | { readonly verb: 'del' | 'enable health' | 'disable health' }
  | ({ readonly verb: 'set' } & Setting)
);

/** A command as HAProxy takes it (management guide 9.3). */
export function commandText(command: RuntimeCommand): string {
  const { verb, server } = command;
  if (verb === 'add') return ['add server', server, ...command.value].join(' ');
  if (verb === 'del') return `del server ${server}`;
  if (verb !== 'set') return `${verb} ${server}`;
  if (command.property === 'maxconn') return `set maxconn server ${server} ${command.value}`;
  const value =
    command.property === 'addr'
      ? `${command.value.host} port ${command.value.port}`
      : command.value;
  return `set server ${server} ${command.property} ${value}`;
}
