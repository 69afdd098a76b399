import { textsOf } from '../../haproxy/syntax/configuration.ts';
import type { Inventory } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';
import { once } from './once.ts';
import type { WrittenSection } from './sections.ts';

/** A section that other people own. */
interface SectionBeside extends WrittenSection {
  /** Whether it says what a pool says: it is to go. */
  readonly isMoved: boolean;
}

/** The sections that other people own, as if they were written in the inventory. */
export const sectionsBeside: (inventory: Inventory) => readonly SectionBeside[] = once(
  ({ beside }) => {
    if (beside === undefined) return [];
    return beside.sections.map((section) => ({
      words: textsOf(section.opening),
      at: beside.refOf(section.opening),
      isMoved: beside.moved.has(section),
      lines: section.lines.map((line) => ({
        words: textsOf(line),
        at: beside.refOf(line),
        isConditional: line.isUndecided,
      })),
    }));
  },
);

/** Whether a place is in a file that other people own. */
export function isBeside(at: Origin): boolean {
  return at !== 'builtin' && at.beside !== undefined;
}
