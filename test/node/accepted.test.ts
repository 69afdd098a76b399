import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { deployNodes } from '../../src/deployment/node.ts';
import { hasError } from '../../src/diagnostics/diagnostic.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { buildConfiguration } from '../../src/render/build.ts';
import { renderNode } from '../../src/render/node.ts';
import { renderPuppetModule } from '../../src/render/puppet-module.ts';
import { lint } from '../../src/rules/lint.ts';
import { inventories, mutated } from '../integration/inventories.ts';

function accepted(value: unknown): Inventory | undefined {
  const bytes = new TextEncoder().encode(stringify(value, { aliasDuplicateObjects: false }));
  const { inventory, diagnostics } = lint({ name: 'inventory.yaml', bytes });
  return hasError(diagnostics) ? undefined : inventory;
}

it.each([
  ['most of them right', inventories],
  ['with a hostile value', mutated],
])('whatever inventory is accepted, its nodes can be written: %s', (_, arbitrary) => {
  let nodes = 0;
  fc.assert(
    fc.property(arbitrary, (value) => {
      const inventory = accepted(value);
      if (inventory === undefined) return;
      const deployed = deployNodes(inventory);
      nodes += deployed.length;
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
    }),
    { numRuns: 400 },
  );
  expect(nodes).toBeGreaterThan(10);
});

function legacy(deployed: ReturnType<typeof deployNodes>): number {
  return deployed.some(({ authorization }) => authorization !== undefined) ? 1 : 0;
}

it('the scripts of accepted nodes are scripts', () => {
  const scripts = fc.sample(inventories, { numRuns: 60, seed: 1 }).flatMap((value) => {
    const inventory = accepted(value);
    const nodes = inventory === undefined ? [] : deployNodes(inventory);
    return nodes.flatMap((node) => renderNode(node)).filter(({ mode }) => mode === 0o755);
  });
  expect(scripts.length).toBeGreaterThan(50);
  for (const { text } of scripts.slice(0, 100)) {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }
});
