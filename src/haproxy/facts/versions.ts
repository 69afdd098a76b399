import { quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';

/** A version of HAProxy, with the patch where it is known. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

/** The last minor version of each major one. */
const lastMinor: Readonly<Record<number, number>> = { 2: 9, 3: 4 };

/** The oldest version whose behaviour is known here. */
export const oldestVersion: Version = { major: 2, minor: 2 };

/** The newest version whose behaviour is known here; messages, the schema and the docs are made from it. */
export const newestVersion: Version = { major: 3, minor: lastMinor[3] ?? 0 };

const [oldest, newest] = [formatVersion(oldestVersion), formatVersion(newestVersion)];

const eitherEnd = `"${oldest}" to "${newest}"`;

/** The versions whose behaviour is known here, as text. */
export const supportedVersions: string = `${oldest} to ${newest}`;

/** Reads one of the versions whose behaviour is known here. */
export function parseVersion(text: string): Result<Version> {
  const match = /^([1-9][0-9]?)\.(0|[1-9][0-9]?)(?:\.(0|[1-9][0-9]{0,2}))?$/.exec(text);
  if (match === null) return explainVersion(text);
  const [, major, minor, patch] = match;
  const version = { major: Number(major), minor: Number(minor) };
  if (!isKnown(version)) return explainUnknown(text, version);
  return { value: patch === undefined ? version : { ...version, patch: Number(patch) } };
}

function isKnown(version: Version): boolean {
  const last = lastMinor[version.major];
  return last !== undefined && version.minor <= last && !isOlder(version, oldestVersion);
}

function explainUnknown(text: string, version: Version): ParseError {
  const message = `${quote(text)} is not one of HAProxy ${supportedVersions}`;
  if (isOlder(version, oldestVersion)) {
    return { message, help: `write "${oldest}", the oldest supported version` };
  }
  const isNewer = isOlder(newestVersion, version);
  return {
    message,
    help: isNewer ? `write "${newest}", the newest supported version` : `write ${eitherEnd}`,
  };
}

/** Other spellings of a version: of a package, of a tag, of a development release. */
function explainVersion(text: string): ParseError {
  const found = /(?<![0-9.])0*([1-9][0-9]?)[.,]0*([0-9]{1,2})(?:[.,]0*([0-9]{1,3}))?(?![0-9])/.exec(
    text,
  );
  const [, major = '', minor = '', patch] = found ?? [];
  const message = `${quote(text)} is not an HAProxy version`;
  if (found === null) {
    return { message, help: `write two numbers from ${eitherEnd}, for example "2.6"` };
  }
  const version = { major: Number(major), minor: Number(minor) };
  if (!isKnown(version)) return explainUnknown(text, version);
  const series = `${major}.${minor}`;
  const help =
    patch === undefined
      ? `write "${series}"`
      : `write "${series}", or "${series}.${patch}" as "running"`;
  const error = { message: describe(text) ?? message, help };
  const isSpelling = patch === undefined && /^\s*v?\s*[0-9.]+\s*$/i.test(text);
  return isSpelling ? { ...error, instead: series } : error;
}

function describe(text: string): string | undefined {
  if (/^\s|\s$/.test(text)) return `${quote(text)} has spaces around it`;
  if (/(^|\.)0[0-9]/.test(text)) return `${quote(text)} has a leading zero`;
  if (/^v[0-9.]+$/i.test(text)) return `${quote(text)} has a "v" before it`;
  if (/[0-9]-?(dev|rc)/.test(text)) return `${quote(text)} is a development version`;
  if (/^([0-9]+:)?[0-9.]+[-+~][0-9a-z]/.test(text)) return `${quote(text)} is a package version`;
  return undefined;
}

/** Whether a version comes before another one, patches aside. */
export function isOlder(version: Version, other: Version): boolean {
  return version.major === other.major ? version.minor < other.minor : version.major < other.major;
}

/** A version as it is written. */
export function formatVersion({ major, minor, patch }: Version): string {
  return patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}
