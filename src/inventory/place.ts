import type { YamlDocument } from '../source/document.ts';
import type { Path } from '../source/path.ts';

/** A node of a document, named by its path; where it is in the text is found when it is asked for. */
export interface Place {
  readonly document: YamlDocument;
  readonly path: Path;
}

/** Where a value comes from: a place in an inventory, or the program itself. */
export type Origin = Place | 'builtin';

/** An effective value and where it was written. */
export interface Setting<T> {
  readonly value: T;
  readonly from: Origin;
}

/** A place below another one. */
export function below({ document, path }: Place, ...steps: (string | number)[]): Place {
  return { document, path: [...path, ...steps] };
}

/** A value that no inventory says. */
export function builtin<T>(value: T): Setting<T> {
  return { value, from: 'builtin' };
}
