import { quote } from '../text/characters.ts';
import type { NodeRef } from './place.ts';

/** A value by its kind, in words. */
export function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
}

/** The property at a place in quotes, or `an item of "servers"`, with that article. */
export function nameOf({ path }: NodeRef, article: 'an' | 'the' = 'an'): string {
  const last = path.at(-1);
  if (typeof last === 'string') return quote(last);
  const list = path.findLast((step) => typeof step === 'string');
  return list === undefined ? 'the inventory' : `${article} item of ${quote(String(list))}`;
}
