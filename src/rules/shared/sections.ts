import type { Inventory } from '../../inventory/model.ts';
import type { NodeRef } from '../../inventory/place.ts';
import { once } from './once.ts';

/** A line of a section that is written as it is. */
export interface WrittenLine {
  readonly words: readonly string[];
  readonly at: NodeRef;
  /** Whether it stands between ".if" and ".endif", so that HAProxy may leave it out. */
  readonly isConditional: boolean;
}

/** A section in `haproxy.sections`, and its lines. */
export interface WrittenSection {
  readonly words: readonly string[];
  readonly at: NodeRef;
  readonly lines: readonly WrittenLine[];
}

/** The sections that are written as they are; ".if" may be open from one to another. */
export const writtenSections: (inventory: Inventory) => readonly WrittenSection[] = once(
  ({ haproxy }) => {
    if (haproxy.sections === undefined) return [];
    const { sections, place } = haproxy.sections;
    let depth = 0;
    return sections.map(({ words, origin, lines }) => ({
      words,
      at: { ...place, line: origin },
      lines: lines.map((line) => {
        if (line.words[0] === '.if') depth += 1;
        const isConditional = depth > 0;
        if (line.words[0] === '.endif') depth = Math.max(0, depth - 1);
        return { words: line.words, at: { ...place, line: line.origin }, isConditional };
      }),
    }));
  },
);

/** The lines of the global sections among them that begin with some words. */
export function writtenGlobal(inventory: Inventory, ...start: readonly string[]): WrittenLine[] {
  return writtenSections(inventory)
    .filter(({ words: [kind] }) => kind === 'global')
    .flatMap(({ lines }) => lines)
    .filter(({ words }) => start.every((word, index) => words[index] === word));
}
