import type { Path } from '../yaml/path.ts';
import { isOff, offHelp, offValues, truthOf } from './suggest-off.ts';
import { plainKey } from './suggest-property.ts';

const shape =
  /^(?:(not|non|no|un|without|skip|disabled?|ignore)|enabled?|use|with)?-?(.+?)-?(?:(disabled|off)|enabled|on)?$/;

/** What to write where a key and its value switch a property of an owner on or off, as "no-check: true" does. */
export function switchHelp(
  key: string,
  value: unknown,
  known: readonly string[],
  path: Path,
): string | undefined {
  const plain = plainKey(key);
  const [, before, word = '', behind] = shape.exec(plain) ?? [];
  const isTimeout = path.at(-1) === 'timeouts';
  const name = findNamed(word, known, isTimeout);
  const isFlag = value === null && plain !== word;
  const truth = isOff(value) ? false : isFlag || truthOf(value);
  if (name === undefined || truth === undefined) return undefined;
  const off = offValues.get(name);
  if (truth !== ((before ?? behind) === undefined)) {
    if (isTimeout) return offHelp([...path, name], false);
    if (off === undefined) return `remove the line, and "${name}" with it`;
    return `write ${name}: ${off}${placeOf(name, known)}`;
  }
  if (off === undefined || name === plain) return undefined;
  return /^(backup|send-proxy|transparent)$/.test(name) ? `write ${name}: true` : 'remove the line';
}

function findNamed(word: string, known: readonly string[], isTimeout: boolean): string | undefined {
  const bare = word
    .replaceAll('-', '')
    .replace(/^(checked|(health)?checks?)$/, 'check')
    .replace(/^logging$/, 'log');
  const isChecked = !isTimeout && /^(weight|check|rise)$/m.test(known.join('\n'));
  const names = isChecked ? [...known, 'check', 'verify'] : known;
  return names.find((one) => one.replaceAll('-', '') === bare);
}

/** Where a check, or its "verify", belongs that its owner does not take. */
function placeOf(name: string, known: readonly string[]): string {
  if (known.includes(name)) return '';
  if (name === 'check') return ' in the pool';
  const isPool = known.includes('check') && !known.includes('state');
  return isPool ? ' below "check"' : ' in the check of the pool';
}
