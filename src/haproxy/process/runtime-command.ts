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
