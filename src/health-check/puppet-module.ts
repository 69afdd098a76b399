import { version } from '../generated/manifest.ts';
import * as templates from '../generated/templates.js';
import {
  foreignServices,
  type RenderedFile,
  renderNode,
  renderSettings,
  scriptBody,
} from './node.ts';
import { hieraValue, puppetName, shellWord } from './node-escape.ts';
import { nodeFiles, otherTransportFiles, serviceNames, socketUnits } from './node-files.ts';
import type { Node } from './node-plan.ts';

/**
 * Writes a Puppet module of a name, with a class for the nodes and one for the balancers, and what
 * they hold in its Hiera data.
 */
export function renderPuppetModule(
  name: string,
  nodes: readonly Node[],
  configuration: string,
): RenderedFile[] {
  const rule = nodes.find(({ authorization }) => authorization !== undefined);
  const authorize = rule === undefined ? [] : renderNode(rule).filter(isAuthorize);
  return [
    file('manifests/node.pp', templates.puppetNode({ name } as never, puppetName)),
    file('manifests/balancer.pp', templates.puppetBalancer({ name } as never, puppetName)),
    file('files/haproxy.cfg', configuration),
    file('files/puppetmastercheck', scriptBody()),
    file('files/foreign.sh', foreignScript()),
    ...authorize.map(({ text }) => file('files/authorize.sh', text)),
    file('hiera.yaml', templates.puppetHiera({} as never, hieraValue)),
    file('data/common.yaml', data(`${name}::balancer`, commonData)),
    ...nodes.map((node) =>
      file(`data/nodes/${node.name}.yaml`, data(`${name}::node`, nodeData(node))),
    ),
    file('metadata.json', metadata(name)),
  ];
}

function foreignScript(): string {
  const parts = [templates.puppetForeign, templates.puppetForeignEnd];
  const [start = '', end = ''] = parts.map((part) => part({} as never, shellWord));
  return `${start}\n${foreignServices()}${end}`;
}

function file(name: string, text: string): RenderedFile {
  return { name, text, mode: 0o644 };
}

const commonData = {
  config: '/etc/haproxy/haproxy.cfg',
  reload: '/bin/systemctl reload haproxy',
};

function nodeData(node: Node): Record<string, unknown> {
  const { transport, caCopy, authorization } = node;
  const texts = new Map(renderNode(node).map(({ name, text }) => [name, text]));
  const targets = nodeFiles(node).flatMap(({ name, kind, target }) =>
    kind === 'script' || target === undefined ? [] : [[target, texts.get(name)]],
  );
  return {
    transport,
    settings: renderSettings(node.script),
    files: Object.fromEntries(targets),
    services: Object.fromEntries(serviceNames(node).map(({ name, port }) => [name, port])),
    sockets: socketUnits(node),
    obsolete: otherTransportFiles(node),
    packages: transport === 'xinetd' ? ['curl', 'xinetd'] : ['curl'],
    authorize: authorization !== undefined,
    ...(caCopy === undefined ? {} : { ca: caCopy }),
  };
}

function isAuthorize({ name }: RenderedFile): boolean {
  return name === 'authorize.sh';
}

function data(owner: string, values: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(values).map(([key, value]) => [`${owner}::${key}`, value]);
  return templates.puppetData({ entries } as never, hieraValue);
}

function metadata(name: string): string {
  const value = {
    name: `puppetlb-${name}`,
    version,
    author: 'puppetlb',
    summary: 'The health check of the Puppet masters, and the HAProxy in front of them',
    license: 'MIT',
    source: 'puppetlb build --puppet-module',
    dependencies: [],
    requirements: [{ name: 'puppet', version_requirement: '>= 5.5.0 < 9.0.0' }],
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
