import { quote } from '../../text/characters.ts';
import { canonicalIPv6, isIPv4, isIPv6, mappedIPv4 } from '../facts/ip.ts';
import { formatVersion, newestVersion } from '../facts/versions.ts';
import type { Operation, RunningCheck, RunningServer } from './running.ts';

/** A line that cannot be read; line and column from 1. */
export interface StateProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The servers of a list, or what is wrong with it. */
export interface ReadState {
  readonly servers: readonly RunningServer[];
  readonly problems: readonly StateProblem[];
}

/** The columns that each version from 2.2 on has, and that are needed. */
const needed =
  `be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
  srv_check_state srv_agent_state srv_port`.split(/\s+/);

/**
 * Reads what `show servers state` answers, version 1 of its format (management guide 9.3): a line with
 * the version, one with the names of the columns, a line for each server. Columns are known by their
 * names: HAProxy 2.2 has 20 of them, 2.6 to 3.2 have 25.
 */
export function readServersState(text: string): ReadState {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const isFilled = (line: string) => line.trim() !== '';
  const first = lines.findIndex(isFilled);
  const version = lines[first] ?? '';
  if (version.trim() !== '1') return { servers: [], problems: [notAState(version, first)] };
  const head = lines.findIndex((line, at) => at > first && isFilled(line));
  const columns = columnsOf(lines[head] ?? '');
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const message = `the second line has no column ${missing.slice(0, 3).join(', ')}`;
    return {
      servers: [],
      problems: [{ line: head === -1 ? first + 2 : head + 1, column: 1, message }],
    };
  }
  return readRows(lines, head + 1, columns);
}

function notAState(line: string, at: number): StateProblem {
  const place = { line: Math.max(1, at + 1), column: 1 };
  const shown = line.length > 60 ? `${line.slice(0, 60)}...` : line;
  if (/^[0-9]+$/.test(line.trim())) {
    const message = `unknown format version ${line.trim()}; HAProxy 1.6 to ${formatVersion(newestVersion)} write version 1`;
    return { ...place, message };
  }
  const output = 'the output of "show servers state"';
  const message =
    line === ''
      ? `the file is empty; save ${output} in it`
      : `${quote(shown)} is not ${output}, which begins with "1"`;
  return { ...place, message };
}

function columnsOf(line: string): string[] {
  return line.startsWith('#') ? line.slice(1).trim().split(/ +/) : [];
}

function readRows(lines: readonly string[], start: number, columns: readonly string[]): ReadState {
  const servers: RunningServer[] = [];
  const problems: StateProblem[] = [];
  const seen = new Set<string>();
  for (let at = start; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trimEnd();
    if (line === '') continue;
    const words = line.split(' ');
    const complain = (column: number, message: string) =>
      problems.push({ line: at + 1, column, message });
    if (words.length !== columns.length) {
      complain(1, `the line has ${words.length} columns, the second line has ${columns.length}`);
      continue;
    }
    const values = new Map(columns.map((name, index) => [name, words[index] ?? '']));
    const server = readRow({
      values,
      complain: (name, message) => complain(columnOf(words, columns.indexOf(name)), message),
    });
    const key = `${server.pool}/${server.name}`;
    if (seen.has(key)) complain(1, `${quote(key)} is listed twice`);
    seen.add(key);
    if (!isOwnProxy(server.pool)) servers.push(server);
  }
  return { servers: problems.length > 0 ? [] : servers, problems };
}

/** HAProxy keeps proxies of its own: names in angle brackets, and those of workers in 2.2 with a master socket. */
export function isOwnProxy(name: string): boolean {
  return name.startsWith('<') || name === 'MASTER';
}

/** Where a word begins, in characters from 1. */
function columnOf(words: readonly string[], index: number): number {
  return [...words.slice(0, index).join(' ')].length + (index === 0 ? 1 : 2);
}

/** A line by the names of its columns. */
interface Row {
  readonly values: ReadonlyMap<string, string>;
  complain(column: string, message: string): void;
}

/** Bits of srv_admin_state: forced, by a tracked server, by name resolution; drained, by a tracked server. */
const admin = { maint: 1, tracksMaint: 2, drain: 8, tracksDrain: 16, unresolved: 32 } as const;

const operations: readonly Operation[] = ['stopped', 'starting', 'running', 'stopping'];

function readRow(row: Row): RunningServer {
  const bits = numberIn(row, 'srv_admin_state', 65_535);
  const has = (bit: number) => (bits & bit) !== 0;
  const portOf = (name: string) =>
    (row.values.has(name) ? numberIn(row, name, 65_535) : 0) || undefined;
  return {
    pool: textIn(row, 'be_name'),
    name: textIn(row, 'srv_name'),
    id: numberIn(row, 'srv_id', 2 ** 31 - 1),
    address: addressIn(row, 'srv_addr'),
    port: numberIn(row, 'srv_port', 65_535),
    operation: operations[numberIn(row, 'srv_op_state', operations.length - 1)] ?? 'stopped',
    // 4 means that the file has "disabled": the forced state decides, and 4 stays after "state ready".
    wanted: has(admin.maint) ? 'maint' : has(admin.drain) ? 'drain' : 'ready',
    isHeldOut: has(admin.tracksMaint) || has(admin.tracksDrain) || has(admin.unresolved),
    weight: numberIn(row, 'srv_uweight', 256),
    initialWeight: numberIn(row, 'srv_iweight', 256),
    check: checkIn(row, 'srv_check_state'),
    agent: checkIn(row, 'srv_agent_state'),
    checkPort: portOf('srv_check_port'),
    checkAddress: addressIn(row, 'srv_check_addr'),
    agentPort: portOf('srv_agent_port'),
    agentAddress: addressIn(row, 'srv_agent_addr'),
    isWhole: row.values.has('srv_agent_port'),
  };
}

function textIn(row: Row, name: string): string {
  const text = row.values.get(name) ?? '';
  if (text === '') row.complain(name, `${name} is empty`);
  return text;
}

function numberIn(row: Row, name: string, most: number): number {
  const text = row.values.get(name) ?? '';
  if (/^[0-9]{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  row.complain(name, `${name} ${quote(text)} is not a whole number from 0 to ${most}`);
  return 0;
}

/** Bits: 2 it is configured, 4 it is enabled. */
function checkIn(row: Row, name: string): RunningCheck {
  const bits = numberIn(row, name, 65_535);
  if ((bits & 2) === 0) return 'none';
  return (bits & 4) === 0 ? 'off' : 'on';
}

function addressIn(row: Row, name: string): string | undefined {
  const text = row.values.get(name) ?? '-';
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const mapped = mappedIPv4(text);
  return mapped === undefined ? canonicalIPv6(text) : `::ffff:${mapped}`;
}
