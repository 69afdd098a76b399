import * as templates from '../generated/templates.js';
import { bareWord, hoconText, iniPattern, shellWord, systemdWord } from './node-escape.ts';
import {
  type NodeFile,
  nodeFiles,
  otherTransportFiles,
  scriptPath,
  serviceNames,
  socketUnits,
  stateFilePath,
} from './node-files.ts';
import type { CheckPort, Node } from './node-plan.ts';
import type { ScriptSettings } from './node-script.ts';

/** A file of a node as text. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
  readonly mode: NodeFile['mode'];
}

/** Writes the files of a node; throws on a value that a file's language cannot hold. */
export function renderNode(node: Node): RenderedFile[] {
  return nodeFiles(node).map(({ name, kind, mode }) => ({ name, mode, text: render(kind, node) }));
}

function render(kind: NodeFile['kind'], node: Node): string {
  switch (kind) {
    case 'script':
      return renderSettings(node.script) + scriptBody();
    case 'xinetd':
      return renderXinetd(node);
    case 'services':
      return templates.nodeServices({ services: serviceNames(node) } as never, bareWord);
    case 'authorize':
      return renderAuthorize(node);
    case 'install':
      return renderInstall(node);
  }
  return kind.unit === 'socket'
    ? renderSocket(kind.listener, node)
    : renderService(kind.listener, node);
}

/** The beginning of the script: what is other on every node. */
export function renderSettings(script: ScriptSettings): string {
  const settings = {
    ...script,
    readSeconds: script.readTime / 1000,
    askSeconds: script.askTime / 1000,
    jrubyLimit: script.jrubyLimit ?? '',
    weights: script.hasWeight ? 'yes' : '',
    agentQuestion: script.isAgentTold ? 'yes' : '',
    stateFile: stateFilePath,
  };
  return templates.nodeSettings(settings as never, shellWord);
}

/** The rest of the script, the same on every node. */
export function scriptBody(): string {
  return templates.nodeScript({} as never, shellWord);
}

const words: Readonly<Record<CheckPort['protocol'], string>> = { http: '--http', agent: '--agent' };

function renderXinetd(node: Node): string {
  const services = serviceNames(node).map((service) => ({
    ...service,
    word: words[service.protocol],
  }));
  const { isIpv6, balancers, perSource } = node;
  const data = { services, script: scriptPath, isIpv6, balancers, perSource, cpuSeconds: 10 };
  return templates.nodeXinetd(data as never, bareWord);
}

function renderSocket({ protocol, ports }: CheckPort, { balancers, perSource }: Node): string {
  const data = {
    isAgent: protocol === 'agent',
    ports,
    balancers,
    perSource,
    maxConnections: Math.max(64, perSource * balancers.length),
  };
  return templates.nodeSocket(data as never, systemdWord);
}

function renderService({ protocol }: CheckPort, { runtimeSeconds, connectsTo }: Node): string {
  const data = {
    isAgent: protocol === 'agent',
    script: scriptPath,
    word: words[protocol],
    runtimeSeconds,
    connectsTo,
  };
  return templates.nodeService(data as never, systemdWord);
}

function renderAuthorize({ authorization }: Node): string {
  if (authorization === undefined) throw new Error('a rule was written that nobody needs');
  const { ini, hocon } = authorization;
  const iniRule = templates.nodeRuleIni({ pattern: `^${ini.path}$` } as never, iniPattern);
  const hoconRule =
    hocon === undefined
      ? ''
      : templates.nodeRuleHocon({ pattern: `^${hocon.path}$` } as never, hoconText);
  const data = {
    follow: templates.nodeFollow({} as never, shellWord),
    ini: { file: ini.file, rule: iniRule.trimEnd() },
    hocon: {
      file: hocon?.file ?? '',
      settings: hocon?.settings ?? '',
      rule: hoconRule.trimEnd(),
    },
  };
  return templates.nodeAuthorize(data as never, shellWord);
}

/** Shell functions that find services of xinetd which are in the way. */
export function foreignServices(): string {
  return `${templates.nodeForeign({} as never, shellWord)}\n`;
}

function installBody(): string {
  const parts = [
    templates.nodeAnswer,
    templates.nodeFollow,
    templates.nodeKept,
    templates.nodeInstall,
  ];
  return parts.map((part) => part({} as never, shellWord)).join('\n');
}

function portsOf({ listeners }: Node, wanted: CheckPort['protocol']): string {
  return listeners
    .filter(({ protocol }) => protocol === wanted)
    .flatMap(({ ports }) => ports)
    .join(' ');
}

function renderInstall(node: Node): string {
  const { name, transport, caCopy } = node;
  const files = nodeFiles(node).flatMap((file) =>
    file.target === undefined ? [] : [{ ...file, mode: file.mode.toString(8) }],
  );
  const data = {
    name,
    transport,
    caCopy: caCopy ?? { from: '', to: '' },
    files,
    services: serviceNames(node),
    others: otherTransportFiles(node),
    units: socketUnits(node),
    address: node.address,
    names: node.names.join(' '),
    script: scriptPath,
    httpPorts: portsOf(node, 'http'),
    agentPorts: portsOf(node, 'agent'),
    answerSeconds: node.runtimeSeconds,
    loopback: node.isLoopbackLetIn ? 'yes' : '',
  };
  const settings = templates.nodeInstallSettings(data as never, shellWord);
  return settings + foreignServices() + installBody();
}
