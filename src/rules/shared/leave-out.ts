import type { Origin } from '../../inventory/place.ts';
import { removeKey } from '../../yaml/edit.ts';
import type { Finding } from '../rule.ts';

/** A fix that leaves a property out; nothing where its text cannot be taken out cleanly. */
export function leaveOut(
  property: string,
  at: Origin,
  isCertain: boolean = false,
): Pick<Finding, 'fix'> {
  if (at === 'builtin') return {};
  const edit = removeKey(at.document, at.path);
  if (edit === undefined) return {};
  return { fix: { title: `leave out ${property}`, edits: [edit], isCertain } };
}
