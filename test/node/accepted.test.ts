import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { renderNode } from '../../src/health-check/node.ts';
import { deployNodes } from '../../src/health-check/node-plan.ts';
import { renderPuppetModule } from '../../src/health-check/puppet-module.ts';
import { accept, accepted } from '../integration/accepted.ts';
import { inventories, mutated } from '../integration/inventories.ts';
import { assertProperty, sample } from '../property.ts';

function expectWritten(value: unknown): number {
  const inventory = accept(value);
  if (inventory === undefined) return 0;
  const deployed = deployNodes(inventory);
  expect(new Set(deployed.map(({ name }) => name)).size).toBe(deployed.length);
  for (const node of deployed) {
    for (const { name, text } of renderNode(node)) expect(text, name).toMatch(/[^\n]\n$/);
    const { readTime, askTime } = node.script;
    expect(node.runtimeSeconds * 1000).toBeGreaterThan(readTime + askTime);
  }
  const { text } = buildConfiguration(inventory, 'whole');
  expect(renderPuppetModule('masters', deployed, text).length).toBe(
    8 + deployed.length + legacy(deployed),
  );
  return deployed.length;
}

/** Accepted inventories whose pools all check by the script of a node. */
const checked = accepted
  .map((value) => ({ ...value, pools: (value['pools'] as Pool[]).map(withNodeCheck) }))
  .filter((value) => accept(value) !== undefined);

interface Pool {
  readonly servers: readonly (object | string)[];
}

function withNodeCheck(pool: Pool): object {
  const servers = pool.servers.map((server) =>
    typeof server === 'string' ? server : { ...server, check: {} },
  );
  return { ...pool, role: 'compile', check: 'node', servers };
}

it('all nodes of an inventory that checks by their script can be written', () => {
  const property = fc.property(checked, (value) => {
    expect(expectWritten(value)).toBeGreaterThan(0);
  });
  assertProperty(property, 50);
});

it.each([
  ['most of them right', inventories],
  ['with a hostile value', mutated],
])('whatever inventory is accepted, its nodes can be written: %s', (_, arbitrary) => {
  const property = fc.property(arbitrary, (value) => {
    expectWritten(value);
  });
  assertProperty(property, 100);
});

function legacy(deployed: ReturnType<typeof deployNodes>): number {
  return deployed.some(({ authorization }) => authorization !== undefined) ? 1 : 0;
}

it('the scripts of accepted nodes are scripts', () => {
  for (const value of sample(checked, 20)) {
    const inventory = accept(value);
    if (inventory === undefined) throw new Error('no inventory');
    for (const node of deployNodes(inventory)) {
      const scripts = renderNode(node).filter(({ mode }) => mode === 0o755);
      expect(scripts).not.toEqual([]);
      for (const { text } of scripts) {
        const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      }
    }
  }
});
