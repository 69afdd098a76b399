import { parseName } from '../inventory/values/name.ts';
import { findJsonError, locateJson } from '../predict/clients/json-places.ts';
import { quote } from '../text/characters.ts';
import { Lines } from '../text/positions.ts';
import { isError } from '../text/result.ts';
import type { RecordedState } from './states.ts';

/** What is wrong with the file of states; line and column from 1. */
export interface StatesProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Writes states as their file holds them, sorted, so that a difference of two is one of states. */
export function formatStates(states: readonly RecordedState[]): string {
  const sorted = states.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return `${JSON.stringify({ version: 1, states: sorted }, undefined, 2)}\n`;
}

function keyOf({ proxy, server }: RecordedState): string {
  return `${proxy}/${server}`;
}

/** Reads the file of states; one that is damaged is never taken for an empty one. */
export function parseStates(
  text: string,
): { readonly states: readonly RecordedState[] } | { readonly problem: StatesProblem } {
  const at = (offset: number, message: string) => {
    const { line, column } = new Lines(text).position(offset);
    return { problem: { line, column, message } };
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const [offset, { message }] = findJsonError(text);
    return at(offset, message);
  }
  const wrong = findWrong(value);
  if (wrong === undefined) return { states: (value as { states: RecordedState[] }).states };
  const [offset = 0] = locateJson(text, [wrong.path]);
  return at(offset, wrong.message);
}

interface Wrong {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function findWrong(value: unknown): Wrong | undefined {
  if (!isObject(value)) return { path: [], message: 'it is not an object with "states"' };
  if (value['version'] !== 1) {
    return { path: ['version'], message: '"version" is not 1; a newer puppetlb wrote it' };
  }
  const { states } = value;
  if (!Array.isArray(states)) return { path: ['states'], message: '"states" is not a list' };
  const unknown = unknownKey(value, ['version', 'states'], []);
  if (unknown !== undefined) return unknown;
  const seen = new Set<string>();
  for (const [index, one] of states.entries()) {
    const wrong = findWrongState(one, ['states', index]);
    if (wrong !== undefined) return wrong;
    const key = keyOf(one);
    if (seen.has(key)) return { path: ['states', index], message: `${quote(key)} is listed twice` };
    seen.add(key);
  }
  return undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isName = (value: unknown): boolean => typeof value === 'string' && !isError(parseName(value));
const isTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** What each property of a state holds, and whether it must be there. */
const properties: Readonly<
  Record<keyof RecordedState, readonly [(value: unknown) => boolean, string, 'required'?]>
> = {
  proxy: [isName, 'the name of a pool', 'required'],
  server: [isName, 'the name of a server', 'required'],
  state: [(value) => value === 'drain' || value === 'maint', '"drain" or "maint"', 'required'],
  by: [isText, 'a user', 'required'],
  since: [isTime, 'a time, such as 2026-12-01T02:14:00Z', 'required'],
  until: [isTime, 'a time, such as 2026-12-01T06:00:00Z'],
  reason: [isText, 'a text'],
  ticket: [isText, 'a text'],
};

function findWrongState(value: unknown, path: readonly (string | number)[]): Wrong | undefined {
  if (!isObject(value)) return { path, message: 'it is not an object' };
  for (const [key, [isRight, what, required]] of Object.entries(properties)) {
    const isAbsent = value[key] === undefined;
    if (isAbsent && required !== undefined) return { path, message: `"${key}" is missing` };
    if (!isAbsent && !isRight(value[key])) {
      return { path: [...path, key], message: `"${key}" is not ${what}` };
    }
  }
  return unknownKey(value, Object.keys(properties), path);
}

function unknownKey(
  value: object,
  known: readonly string[],
  path: readonly (string | number)[],
): Wrong | undefined {
  const key = Object.keys(value).find((one) => !known.includes(one));
  return key === undefined
    ? undefined
    : { path: [...path, key], message: `unknown property ${quote(key)}` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
