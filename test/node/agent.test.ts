import { expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { deployNodes } from '../../src/health-check/node-plan.ts';
import { inventoryOf } from '../probe/inventory.ts';

const inventory = inventoryOf({
  defaults: { check: { kind: 'node', agent: { port: 9201, inter: '5s' } } },
  pools: [
    {
      name: 'compile',
      bind: '10.0.0.100:8140',
      servers: [
        { name: 'm1', address: '10.0.0.1' },
        { name: 'm2', address: '10.0.0.2', 'agent-check': { port: 9301, send: 'm2' } },
        { name: 'm3', address: '10.0.0.3', check: 'none' },
        { name: 'm4', address: '10.0.0.4', track: 'compile/m1' },
      ],
    },
    {
      name: 'ca',
      bind: '10.0.0.99:8140',
      check: 'tcp',
      servers: [{ name: 'c', address: '10.0.0.9' }],
    },
  ],
});

it('is the agent-check of every server that the script checks, where none of its own is named', () => {
  const { text } = buildConfiguration(inventory, 'listen-only');
  const agents = text.split('\n').flatMap((line) => {
    const name = /^ {2}server (\S+)/.exec(line)?.[1];
    return name === undefined ? [] : `${name}${/ agent-check.*/.exec(line)?.[0] ?? ''}`;
  });
  expect(agents).toEqual([
    'm1 agent-check agent-port 9201 agent-inter 5s',
    "m2 agent-check agent-port 9301 agent-send 'm2'\\n''",
    'm3',
    'm4',
    'c',
  ]);
});

it('is answered by the script of those nodes, which reads what it is told first', () => {
  const nodes = deployNodes(inventory).map(({ name, listeners, script }) => [
    name,
    listeners.map(({ protocol, ports }) => `${protocol} ${ports.join()}`).join(', '),
    script.isAgentTold,
    script.hasWeight,
  ]);
  expect(nodes).toEqual([
    ['m1', 'http 9200, agent 9201', false, false],
    ['m2', 'http 9200, agent 9301', true, false],
  ]);
});
