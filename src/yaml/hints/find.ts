import type { SourceProblem } from '../problem.ts';
import { readBlockLine } from './block.ts';
import { findForeign } from './foreign.ts';
import { readLine } from './line.ts';
import { beginScan, isFull } from './scan.ts';

/**
 * Reads a text that is not YAML line by line, as its author meant it, and tells what does not fit;
 * at most so many problems, in time that grows with the length of the text. Empty where nothing is known.
 */
export function findHints(text: string, most: number): SourceProblem[] {
  const foreign = findForeign(text);
  if (foreign.length > 0) return foreign;
  const scan = beginScan(text, most);
  for (let at = 0; at < text.length && !scan.isOver && !isFull(scan); ) {
    at = readBlockLine(scan, readLine(text, at));
  }
  return scan.found;
}
