import { type TimeoutName, timeoutNames, timeouts } from '../haproxy/facts/timeouts.ts';
import { readMilliseconds } from '../haproxy/model/number.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { timeoutDefaults } from '../inventory/defaults.ts';
import { mostFrequent, writtenCheck } from './check-times.ts';
import type { ImportReport } from './report.ts';
import { map, number, type YamlEntry } from './yaml-text.ts';

/** The timeouts of a service as they are written. */
export type WrittenTimeouts = ReadonlyMap<TimeoutName, string>;

/** What an inventory writes where it says nothing. */
const builtin = new Map(
  timeoutNames.flatMap((name) => {
    const setting = timeoutDefaults[name];
    return setting === undefined ? [] : [[name, setting.value.text] as const];
  }),
);

/** Reads the timeouts of a service, and says which ones puppetlb adds. */
export function writtenTimeouts(service: Service, report: ImportReport): WrittenTimeouts {
  const { front, back } = service;
  const found = new Map<TimeoutName, string>();
  for (const name of timeoutNames) {
    const value = written(timeouts[name].side === 'frontend' ? front : back, name);
    if (value !== undefined) found.set(name, value);
  }
  addCheck(found, service, report);
  for (const name of timeoutNames) {
    if (timeouts[name].isWanted !== true || found.has(name)) continue;
    const message = `"${service.name}" has no "timeout ${name}", and gets ${builtin.get(name)}`;
    report.changed(back.section.opening, message);
  }
  return found;
}

/** Without a timeout of its own a check must fit into the time to the next one. */
function addCheck(found: Map<TimeoutName, string>, service: Service, report: ImportReport): void {
  const { back, name } = service;
  const checked = back.servers.find(({ isChecked }) => isChecked);
  const inter = checked === undefined ? undefined : writtenCheck(checked).get('inter');
  if (found.has('check') || inter === undefined) return;
  found.set('check', inter);
  const message = `the checks of "${name}" have no "timeout check", and get one as long as their "inter"`;
  report.changed(back.section.opening, message);
}

function written(proxy: ProxySection, name: TimeoutName): string | undefined {
  return proxy.timeouts.get(name)?.directive?.words[2];
}

/** The timeouts that most services have, for the defaults section of what is built. */
export function commonTimeouts(all: readonly WrittenTimeouts[]): WrittenTimeouts {
  const common = new Map<TimeoutName, string>();
  for (const name of timeoutNames) {
    const values = all.map((one) => one.get(name));
    const isOptional = !builtin.has(name);
    if (isOptional && values.includes(undefined)) continue;
    const value = mostFrequent(values.filter((text) => text !== undefined));
    if (value !== undefined) common.set(name, value);
  }
  return common;
}

/** The timeouts of the defaults section that is built. */
export function withBuiltin(common: WrittenTimeouts): Map<string, string> {
  return new Map([...builtin, ...common]);
}

/** The timeouts that a pool says itself. */
export function ownTimeouts(one: WrittenTimeouts, common: WrittenTimeouts): YamlEntry[] {
  const other = [...one].filter(
    ([name, value]) => !isSame(value, common.get(name) ?? builtin.get(name)),
  );
  return entry(other);
}

/** The timeouts that hold for all pools, without those that hold anyway. */
export function sharedTimeouts(common: WrittenTimeouts): YamlEntry[] {
  return entry([...common].filter(([name, value]) => !isSame(value, builtin.get(name))));
}

function entry(written: readonly (readonly [TimeoutName, string])[]): YamlEntry[] {
  if (written.length === 0) return [];
  const entries = written.map(([key, value]) => ({ key, value: number(value) }));
  return [{ key: 'timeouts', value: map(entries, true) }];
}

function isSame(value: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  return value === other || (isPlain(value) && readMilliseconds(value) === readMilliseconds(other));
}

function isPlain(value: string): boolean {
  return /^[1-9][0-9]*(ms|s|m|h|d)?$/.test(value);
}
