import type { Version } from '../facts/versions.ts';
import type { RingScheme } from './model.ts';

/**
 * The last patches that place servers by a hash of their id: commit faa8c3e02 came with 3.0.0 and was
 * taken back by 03e9a5a1e of 2025-10-16.
 */
const lastHashed: Readonly<Record<number, number>> = { 0: 12, 1: 9, 2: 6 };

/** How a version places servers on the ring; undefined where that is up to a patch that is not known. */
export function ringScheme({ major, minor, patch }: Version): RingScheme | undefined {
  const last = major === 3 ? lastHashed[minor] : undefined;
  if (last === undefined) return 'id';
  if (patch === undefined) return undefined;
  return patch <= last ? 'id-3.0' : 'id';
}

/** The patches of a series on both sides of the change; undefined where all are alike. */
export function ringSides({ major, minor }: Version): readonly [string, string] | undefined {
  const last = major === 3 ? lastHashed[minor] : undefined;
  if (last === undefined) return undefined;
  return [
    `${major}.${minor}.0 to ${major}.${minor}.${last}`,
    `${major}.${minor}.${last + 1} or later`,
  ];
}
