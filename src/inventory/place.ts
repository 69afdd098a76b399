import type { FilePlace } from '../haproxy/syntax/configuration.ts';
import type { Span } from '../text/positions.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { locate, locateLine } from '../yaml/locate.ts';
import type { Path } from '../yaml/path.ts';

/** A node of a document, named by its path; where it is in the text is found when it is asked for. */
export interface NodeRef {
  readonly document: YamlDocument;
  readonly path: Path;
  /** A line of the text at the path, from 1, where one is meant. */
  readonly line?: number;
  /** The line of a file beside the inventory that is meant, where the path leads to that file's name. */
  readonly beside?: FilePlace;
}

/** Where a place is in its text: the key or the value, or the line that is meant. */
export function spanOfPlace({ document, path, line }: NodeRef, part: 'key' | 'value'): Span {
  return line === undefined ? locate(document, path, part) : locateLine(document, path, line);
}

/** Where a value comes from: a place in an inventory, or the program itself. */
export type Origin = NodeRef | 'builtin';

/** An effective value and where it was written. */
export interface Setting<T> {
  readonly value: T;
  readonly from: Origin;
}

/** A place below another one. */
export function below({ document, path }: NodeRef, ...steps: (string | number)[]): NodeRef {
  return { document, path: [...path, ...steps] };
}

/** A value that is set in no inventory. */
export function builtin<T>(value: T): Setting<T> {
  return { value, from: 'builtin' };
}
