import { quote } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';

/** Reads a line that begins with "[": a name in brackets, and at most a comment behind it. */
export function readScope(text: string): Result<string> {
  const [, name, rest = ''] = /^\[([^\]]*)\]\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || name === '') {
    return { message: `${quote(text)} is read as the name of a scope, and there is none` };
  }
  if (/^[A-Za-z0-9_:.-]+$/.test(name) && (rest === '' || rest.startsWith('#'))) {
    return { value: name };
  }
  const bad = rest === '' ? name : rest;
  return { message: `${quote(bad)} does not belong to the name of a scope`, help: 'leave it out' };
}
