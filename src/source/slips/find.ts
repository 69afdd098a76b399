import type { SourceProblem } from '../problem.ts';
import { readBlockLine } from './block.ts';
import { readLine } from './line.ts';
import { beginScan } from './scan.ts';

/**
 * Reads a text that is not YAML line by line, as its author meant it, and tells what does not fit;
 * at most 20 problems, in time that grows with the length of the text. Empty where nothing is known.
 */
export function findSlips(text: string): SourceProblem[] {
  const scan = beginScan(text);
  let at = 0;
  while (at < text.length && !scan.isOver) {
    const next = readBlockLine(scan, readLine(text, at));
    at = Math.max(next, scan.skipTo);
  }
  return scan.found;
}
