import { expect } from 'vitest';
import type { Fix } from '../../src/findings/diagnostic.ts';

/** A text with the edits of a fix; they must not overlap. */
export function applyFix(text: string, { edits }: Fix): string {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start);
  let at = 0;
  let fixed = '';
  for (const { span, text: replacement } of inOrder) {
    expect(span.start).toBeGreaterThanOrEqual(at);
    fixed += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return fixed + text.slice(at);
}
