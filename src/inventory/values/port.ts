import { quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { refuse } from './suggest.ts';

/** Reads a port in plain decimal digits, 1 to 65535; HAProxy up to 2.8 reads "8e3" as port 8. */
export function parsePort(text: string): Result<number> {
  return isPort(text) ? { value: Number(text) } : explainPort(text);
}

/** Whether a text is a port in plain decimal digits. */
export function isPort(text: string): boolean {
  return /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65535;
}

/** The ports of a range such as 8140-8142; undefined for anything else. */
export function portsOfRange(text: string): { first: number; last: number } | undefined {
  const [, first = '', last = ''] = /^([0-9]{1,5})-([0-9]{1,5})$/.exec(text) ?? [];
  const isRange = isPort(first) && isPort(last) && Number(first) <= Number(last);
  return isRange ? { first: Number(first), last: Number(last) } : undefined;
}

function explainPort(text: string): ParseError {
  const range = portsOfRange(text);
  if (range !== undefined) {
    return refuse(text, 'is a range of ports', `write one port, for example ${range.first}`);
  }
  if (!/^[0-9]+$/.test(text)) {
    return refuse(text, 'is not a port', 'write a whole number from 1 to 65535 in plain digits');
  }
  const plain = text.replace(/^0+/, '');
  if (plain !== text && isPort(plain)) {
    return { message: `port ${quote(text)} has a leading zero`, help: `write ${plain}` };
  }
  return { message: `port ${quote(text)} is out of range`, help: 'write a port from 1 to 65535' };
}
