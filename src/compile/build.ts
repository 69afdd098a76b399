import { readSections } from '../haproxy/syntax/section.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { deploy } from './deployment.ts';
import { type Extent, outputSections, renderHaproxy } from './haproxy.ts';

/** A configuration, and for its lines, from 1, where they come from. */
export interface BuiltConfiguration {
  readonly text: string;
  readonly origins: ReadonlyMap<number, Origin>;
}

/**
 * Builds the configuration of an inventory without errors. What is written is read back and must be
 * what was meant; throws where it is not, which is our own mistake.
 */
export function buildConfiguration(inventory: Inventory, extent: Extent): BuiltConfiguration {
  const deployment = deploy(inventory);
  const text = renderHaproxy(deployment, extent);
  const { sections } = readSections(text);
  const origins = new Map<number, Origin>();
  const written = sections.flatMap((section) => [section, ...section.lines]);
  const meant = outputSections(deployment, extent).flatMap((section) => [
    section,
    ...section.lines,
  ]);
  const verbatim = extent === 'whole' ? (deployment.verbatim?.sections ?? []) : [];
  for (const { words, origin } of verbatim.flatMap((section) => [section, ...section.lines])) {
    const place = deployment.verbatim?.place;
    meant.push({ words, origin: place === undefined ? 'builtin' : { ...place, line: origin } });
  }
  if (written.length !== meant.length)
    throw new Error('the output has other lines than were meant');
  meant.forEach(({ words, origin }, index) => {
    const line = written[index];
    if (line === undefined || !isSame(line.words, words)) {
      throw new Error(
        `the output reads ${line?.words.join(' ')} where ${words.join(' ')} was meant`,
      );
    }
    origins.set(line.origin, origin);
  });
  return { text, origins };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
