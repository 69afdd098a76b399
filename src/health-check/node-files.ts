import type { CheckPort, Node } from './node-plan.ts';

/** What a file of a node's folder holds. */
export type NodeFileKind =
  | 'script'
  | 'xinetd'
  | 'services'
  | 'authorize'
  | 'install'
  | { readonly unit: 'socket' | 'service'; readonly listener: CheckPort };

/** A file of a node's folder. */
export interface NodeFile {
  readonly name: string;
  readonly kind: NodeFileKind;
  readonly mode: 0o644 | 0o755;
  /** Where it is installed; without it it stays in the folder. */
  readonly target?: string;
}

/** A name for a port: in /etc/services, and for xinetd. */
export interface ServiceName {
  readonly name: string;
  readonly port: number;
  readonly protocol: CheckPort['protocol'];
}

/** Where the check script is installed. */
export const scriptPath = '/usr/local/sbin/puppetmastercheck';

/** The file on a node that takes it out, for every balancer. */
export const stateFilePath = '/etc/puppetmastercheck/state';

const xinetdPath = '/etc/xinetd.d/puppetmastercheck';
const unitFolder = '/etc/systemd/system';

/** The files of a node, in the order in which they are installed. */
export function nodeFiles(node: Node): NodeFile[] {
  const isXinetd = node.transport === 'xinetd';
  return [
    { name: 'puppetmastercheck', kind: 'script', mode: 0o755, target: scriptPath },
    ...(isXinetd ? [xinetdFile] : node.listeners.flatMap(unitFiles)),
    { name: 'services', kind: 'services', mode: 0o644 },
    ...(node.authorization === undefined ? [] : [authorizeFile]),
    { name: 'install.sh', kind: 'install', mode: 0o755 },
  ];
}

const xinetdFile: NodeFile = {
  name: 'puppetmastercheck.xinetd',
  kind: 'xinetd',
  mode: 0o644,
  target: xinetdPath,
};

const authorizeFile: NodeFile = { name: 'authorize.sh', kind: 'authorize', mode: 0o755 };

function unitFiles(listener: CheckPort): NodeFile[] {
  const name = baseName(listener.protocol);
  return [`${name}@.service`, `${name}.socket`].map((file, index) => ({
    name: file,
    kind: { unit: index === 0 ? 'service' : 'socket', listener },
    mode: 0o644,
    target: `${unitFolder}/${file}`,
  }));
}

function baseName(protocol: CheckPort['protocol']): string {
  return protocol === 'http' ? 'puppetmastercheck' : 'puppetmastercheck-agent';
}

/** The names of a node's ports; a second port of one protocol has its number in its name. */
export function serviceNames({ listeners }: Node): ServiceName[] {
  return listeners.flatMap(({ protocol, ports }) =>
    ports.map((port, index) => {
      const name = index === 0 ? baseName(protocol) : `${baseName(protocol)}-${port}`;
      return { name, port, protocol };
    }),
  );
}

/** The sockets that systemd listens on for a node. */
export function socketUnits({ transport, listeners }: Node): string[] {
  if (transport === 'xinetd') return [];
  return listeners.map(({ protocol }) => `${baseName(protocol)}.socket`);
}

/** Everything that the other transport of a node would have installed. */
export function otherTransportFiles({ transport }: Node): string[] {
  if (transport === 'systemd') return [xinetdPath];
  return ['puppetmastercheck', 'puppetmastercheck-agent'].flatMap((name) => [
    `${unitFolder}/${name}.socket`,
    `${unitFolder}/${name}@.service`,
  ]);
}

/** Every name that a file of a node's folder can have. */
export const nodeFileNames: ReadonlySet<string> = new Set([
  'puppetmastercheck',
  'puppetmastercheck.xinetd',
  ...['puppetmastercheck', 'puppetmastercheck-agent'].flatMap((name) => [
    `${name}.socket`,
    `${name}@.service`,
  ]),
  'services',
  'authorize.sh',
  'install.sh',
]);
