import { type TimeoutName, timeoutNames, timeouts } from '../haproxy/facts/timeouts.ts';
import { readMilliseconds } from '../haproxy/model/number.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { timeoutDefaults } from '../inventory/defaults.ts';
import { mostFrequent } from './check-times.ts';
import { map, number, truth, type YamlEntry } from './yaml-text.ts';

/** The timeouts of a service as they are written. */
export type WrittenTimeouts = ReadonlyMap<TimeoutName, string>;

/** What an inventory writes where nothing is set. */
const builtin = new Map(
  timeoutNames.flatMap((name) => {
    const setting = timeoutDefaults[name];
    return setting === undefined ? [] : [[name, setting.value.text] as const];
  }),
);

/** Reads the timeouts of a service. */
export function writtenTimeouts({ front, back }: Service): WrittenTimeouts {
  const found = new Map<TimeoutName, string>();
  for (const name of timeoutNames) {
    const value = written(timeouts[name].side === 'frontend' ? front : back, name);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

function written(proxy: ProxySection, name: TimeoutName): string | undefined {
  return proxy.timeouts.get(name)?.directive?.words[2];
}

/** The timeouts that all services have, each as most of them have it. */
export function commonTimeouts(all: readonly WrittenTimeouts[]): WrittenTimeouts {
  const common = new Map<TimeoutName, string>();
  for (const name of timeoutNames) {
    const values = all.map((one) => one.get(name));
    const value = values.includes(undefined) ? undefined : mostFrequent(values);
    if (value !== undefined) common.set(name, value);
  }
  return common;
}

/** The timeouts of a pool itself. */
export function ownTimeouts(one: WrittenTimeouts, common: WrittenTimeouts): YamlEntry[] {
  return entry([...one].filter(([name, value]) => !isSame(value, common.get(name))));
}

/** The timeouts that hold for all pools, without those that hold anyway; what would hold and does not is false. */
export function sharedTimeouts(common: WrittenTimeouts, isBare: boolean): YamlEntry[] {
  if (isBare) return entry([...common]);
  return entry([
    ...[...common].filter(([name, value]) => !isSame(value, builtin.get(name))),
    ...[...builtin.keys()].flatMap((name) => (common.has(name) ? [] : [[name, false] as const])),
  ]);
}

/** How many of the default timeouts the configuration has, and how many it has not. */
export function countTimeouts(common: WrittenTimeouts): { same: number; absent: number } {
  const names = [...builtin.keys()];
  return {
    same: names.filter((name) => isSame(common.get(name), builtin.get(name))).length,
    absent: names.filter((name) => !common.has(name)).length,
  };
}

function entry(written: readonly (readonly [TimeoutName, string | false])[]): YamlEntry[] {
  if (written.length === 0) return [];
  const entries = written.map(([key, value]) => ({
    key,
    value: value === false ? truth(false) : number(value),
  }));
  return [{ key: 'timeouts', value: map(entries, true) }];
}

function isSame(value: string | undefined, other: string | undefined): boolean {
  if (value === undefined || other === undefined) return false;
  return value === other || (isPlain(value) && readMilliseconds(value) === readMilliseconds(other));
}

function isPlain(value: string): boolean {
  return /^[1-9][0-9]*(ms|s|m|h|d)?$/.test(value);
}
