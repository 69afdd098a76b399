import { bindOptions, bindProperties } from '../haproxy/facts/bind-options.ts';
import { timeouts } from '../haproxy/facts/timeouts.ts';
import { quote } from '../text/characters.ts';
import { isError, type Result } from '../text/result.ts';
import type { Path } from '../yaml/path.ts';

/** What "yes" and "no" of YAML 1.1 mean. */
export function suggestBoolean(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^(yes|y|on|true)$/i.test(value)) return true;
  return /^(no|n|off|false)$/i.test(value) ? false : undefined;
}

/** Whether a value means yes or no, in the words of any tool; undefined where it means neither. */
export function truthOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return /^[01]$/.test(asText(value)) ? Number(value) === 1 : suggestBoolean(value);
}

/** A value as it is written; no text of what is no scalar. */
function asText(value: unknown): string {
  return typeof value === 'object' ? '' : String(value);
}

/** Whether a value is a no, or one of the other words for nothing. */
export function isOff(value: unknown): boolean {
  const isWord =
    typeof value === 'string' && /^(none|never|nothing|null|nil|disabled?)$/i.test(value);
  return isWord || truthOf(value) === false;
}

const flags = bindProperties.filter((name) => bindOptions.get(name)?.takes === 'nothing');

/** What turns a property off that has a default, or that another layer may have turned on. */
export const offValues: ReadonlyMap<string, string> = new Map([
  ...['backup', 'send-proxy', 'chroot', 'user', 'group', ...flags].map(valued('false')),
  ...['check', 'kind', 'verify'].map(valued('none')),
  ['log', '[]'],
]);

function valued(value: string): (key: string) => [string, string] {
  return (key) => [key, value];
}

/** Properties that cannot be turned off, or that have a word of their own for it. */
const always =
  /^(name|address|bind|servers|pools|port|version|hosts|endpoint|balance|hash-type|init-addr|state|id|rise|fall|[0-9]+)$/;

/** What to write for a property that a value turns off; undefined where it cannot mean that. */
export function offHelp(path: Path, value: unknown): string | undefined {
  const [owner, key = ''] = path.slice(-2).map(String);
  if (always.test(key) || !isOffOf(key, owner, value)) return undefined;
  if (owner === 'timeouts') return timeoutHelp(key, value);
  if (key === 'weight') return 'write state: drain, or weight: 0';
  if (key === 'inter') {
    return `remove the line, or ${owner === 'check' ? 'write kind: none' : 'the whole agent'}`;
  }
  const off = offValues.get(key);
  if (off === undefined) return 'remove the line';
  return off === 'false' ? 'write false' : `write ${key}: ${off}`;
}

/** Whether a value turns a property off: a limit also with 0 or "unlimited", a time to wait also with 0. */
function isOffOf(key: string, owner: string | undefined, value: unknown): boolean {
  const isLimit = /^(maxconn|nbthread|id|slowstart|backlog|tcp-ut)$/.test(key);
  if (/^0+(ms|s|m|h|d)?$/.test(asText(value))) return isLimit || owner === 'timeouts';
  const isEndless = /^(infinite|infinity|forever|unlimited|auto)$/i.test(asText(value));
  return isEndless ? isLimit || /inter$|^until$/.test(key) : isOff(value);
}

/** Without a line a timeout that has no default is off. */
function timeoutHelp(key: string, value: unknown): string {
  const isUnset = timeouts[key]?.inventory === undefined && !/^never$/i.test(asText(value));
  return isUnset
    ? 'remove the line'
    : 'remove the line, or write 24d, the longest time that HAProxy supports';
}

/** The result of a text, or what to write where the text turns the property off; a name may be any word. */
export function refuseOff<T>(path: Path, text: string, result: Result<T>): Result<T> {
  const key = String(path.at(-1));
  const isName = /^(user|group|certname|interface|namespace)$/.test(key);
  const help = isError(result) || isName ? offHelp(path, text) : undefined;
  if (help === undefined) return result;
  const meant = `${quote(text)} is read as a name; it does not turn "${key}" off`;
  const error = { message: isError(result) ? result.message : meant, help };
  return offValues.get(key) === 'false' ? { ...error, instead: false } : error;
}
