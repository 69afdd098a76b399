import { type Configuration, textsOf } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { deploy } from './deployment.ts';
import { type Extent, outputSections, renderHaproxy } from './haproxy.ts';

/** A configuration, and for its lines, from 1, where they come from. */
export interface BuiltConfiguration {
  readonly text: string;
  /** The text as HAProxy reads it. */
  readonly configuration: Configuration;
  readonly origins: ReadonlyMap<number, Origin>;
}

/**
 * Builds the configuration of an inventory without errors. What is written is read back and must be
 * what was meant; throws where it is not, which is our own mistake.
 */
export function buildConfiguration(inventory: Inventory, extent: Extent): BuiltConfiguration {
  const deployment = deploy(inventory);
  const text = renderHaproxy(deployment, extent);
  const configuration = readConfiguration([{ name: 'haproxy.cfg', text }]);
  const origins = new Map<number, Origin>();
  const written = configuration.sections.flatMap(({ opening, lines }) => [opening, ...lines]);
  const meant = outputSections(deployment, extent).flatMap((section) => [
    section,
    ...section.lines,
  ]);
  const verbatim = extent === 'whole' ? deployment.verbatim : undefined;
  if (verbatim === undefined ? written.length !== meant.length : written.length < meant.length) {
    throw new Error('the output has other lines than were meant');
  }
  for (const [index, { words, origin }] of meant.entries()) {
    const line = written[index];
    const texts = line === undefined ? [] : textsOf(line);
    if (line === undefined || !isSame(texts, words)) {
      throw new Error(`the output reads ${texts.join(' ')} where ${words.join(' ')} was meant`);
    }
    origins.set(line.number, origin);
  }
  if (verbatim !== undefined) {
    const count = lineCount(verbatim.text);
    const above = lineCount(text) - count;
    for (let line = 1; line <= count; line += 1) {
      origins.set(above + line, { ...verbatim.place, line });
    }
  }
  return { text, configuration, origins };
}

/** Empty lines at the end are not written. */
function lineCount(text: string): number {
  return text.replace(/\n+$/, '').split('\n').length;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
