import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildConfiguration } from '../../src/compile/build.ts';
import { type Deployment, deploy } from '../../src/compile/deployment.ts';
import { renderHaproxy } from '../../src/compile/haproxy.ts';
import type { Line, Section } from '../../src/haproxy/syntax/section.ts';
import { readSections, sectionKeywords } from '../../src/haproxy/syntax/section.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { assertProperty } from '../property.ts';
import { deployments, word } from './deployments.ts';
import { fleets } from './fleets.ts';
import { readConfiguration } from './words.ts';

/**
 * Renders models of a seed and reads them back with puppetlb's reader and with another one; throws
 * at the first that is not what was meant, made as small as it can be. Half of the models are
 * deployments, half whole fleets.
 */
export function checkModels(seed: number, runs: number): void {
  const half = Math.ceil(runs / 2);
  assertProperty(fc.property(deployments, isReadBack), half, seed);
  assertProperty(fc.property(fleets, isBuilt), runs - half, seed);
  assertProperty(fc.property(deployments, word, bad, isRefused), Math.ceil(half / 10), seed);
}

/** What was rendered, as a file holds it. */
function throughBytes(text: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text));
}

function isReadBack(deployment: Deployment): void {
  const { base, listens, verbatim } = deployment;
  const text = throughBytes(renderHaproxy(deployment, 'whole'));
  const meant = [...base, ...listens, ...(verbatim?.sections ?? [])].map(wordsOf);
  const { sections, errors: refusals } = readSections(text);
  assert.deepEqual(refusals, []);
  assert.deepEqual(sections.map(wordsOf), meant);
  assert.deepEqual(readConfiguration(text, sectionKeywords), meant);
}

function wordsOf({ words, lines }: Section<unknown>): (readonly string[])[] {
  return [words, ...lines.map((line: Line<unknown>) => line.words)];
}

function isBuilt(inventory: Inventory): void {
  for (const extent of ['whole', 'listen-only'] as const) {
    const text = throughBytes(buildConfiguration(inventory, extent).text);
    const { base, listens } = deploy(inventory);
    const meant = (extent === 'whole' ? [...base, ...listens] : listens).map(wordsOf);
    const found = readConfiguration(text, sectionKeywords);
    assert.deepEqual(found, meant);
    const ours = found.slice(extent === 'whole' ? base.length : 0);
    const takers = ours.filter(([head]) => head?.[0] !== 'frontend');
    for (const [index, { name, frontends, servers }] of inventory.pools.entries()) {
      const [head = [], ...lines] = takers[index] ?? [];
      assert.deepEqual(head, [frontends.length === 0 ? 'listen' : 'backend', name?.value]);
      const written = lines.filter(([first]) => first === 'server');
      assert.equal(written.length, servers.length);
      servers.forEach((server, at) => {
        const extra = server.extra?.flatMap(({ value }) => value) ?? [];
        const words = written[at] ?? [];
        assert.equal(words[1], server.name?.value);
        assert.deepEqual(words.slice(words.length - extra.length), extra);
      });
    }
  }
}

const bad = fc.constantFrom('', '\0', 'a\rb', '\t', '\u001b[2J', '\u007f', '\ud800', 'a\udc00');

/** A word that HAProxy can't read back is refused, wherever it stands; nothing is written. */
function isRefused(deployment: Deployment, other: string, word: string): void {
  const lines = [{ words: ['x', other, word], origin: 'builtin' as const }];
  const broken = { words: ['global'], origin: 'builtin' as const, comment: undefined, lines };
  assert.throws(
    () => renderHaproxy({ ...deployment, base: [...deployment.base, broken] }, 'whole'),
    RangeError,
  );
}
