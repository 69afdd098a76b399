import type { Span } from '../text/positions.ts';
import type { SourceProblem } from './problem.ts';

/** A key that a mapping had before. */
export interface Again {
  readonly key: string;
  readonly span: Span;
  readonly first: Span;
  /** The first of the two is the first key of an item of a list. */
  readonly beginsItem: boolean;
  readonly areCollections: boolean;
}

/** The keys that a mapping has twice; where an item of a list begins again, that is one problem. */
export function duplicateKeys(again: readonly Again[], isItem: boolean): SourceProblem[] {
  const beginsAgain = isItem && (again.length > 1 || again[0]?.beginsItem === true);
  return (beginsAgain ? again.slice(0, 1) : again).map(({ key, span, first, areCollections }) => {
    const of = beginsAgain ? 'items' : areCollections ? 'collections' : 'values';
    return { kind: 'duplicate-key', span, first, key, of };
  });
}
