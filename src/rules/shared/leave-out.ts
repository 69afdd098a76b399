import type { Fix } from '../../findings/diagnostic.ts';
import type { Origin } from '../../inventory/place.ts';
import { removeKey } from '../../yaml/edit.ts';

/** A fix that leaves a property out; undefined where its text cannot be taken out cleanly. */
export function leaveOut(
  property: string,
  at: Origin,
  isCertain: boolean = false,
): Fix | undefined {
  const edit = at === 'builtin' ? undefined : removeKey(at.document, at.path);
  return edit && { title: `remove ${property}`, edits: [edit], isCertain };
}
