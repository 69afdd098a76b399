import { quote } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** A version of HAProxy, with the patch where it is known. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

const newest: Readonly<Record<number, number>> = { 2: 9, 3: 4 };

/** Reads a version from 2.2 to 3.4, the ones whose behaviour is known here. */
export function parseVersion(text: string): Judged<Version> {
  const match = /^([0-9]{1,2})\.([0-9]{1,2})(?:\.([0-9]{1,3}))?$/.exec(text);
  if (match === null) {
    return {
      message: `${quote(text)} is not a version of HAProxy`,
      help: 'write "2.6", for example',
    };
  }
  const [, major, minor, patch] = match;
  const version = { major: Number(major), minor: Number(minor) };
  const last = newest[version.major];
  if (last === undefined || version.minor > last || isOlder(version, { major: 2, minor: 2 })) {
    return { message: `HAProxy ${text} is not one of 2.2 to 3.4`, help: 'write "2.2" to "3.4"' };
  }
  return { value: patch === undefined ? version : { ...version, patch: Number(patch) } };
}

/** Whether a version comes before another one, patches aside. */
export function isOlder(version: Version, other: Version): boolean {
  return version.major === other.major ? version.minor < other.minor : version.major < other.major;
}

/** A version as it is written. */
export function formatVersion({ major, minor, patch }: Version): string {
  return patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}
