import { quote } from '../../text/characters.ts';
import type { ParseError } from '../../text/result.ts';

/**
 * Why a path cannot be that of a Unix socket: HAProxy 2.2 and later takes 97 bytes, of which it needs some
 * for a temporary name, and reads a comma as the end of an address.
 */
export function explainSocketPath(path: string): ParseError | undefined {
  if (path.length > 90) {
    const message = `${quote(path)} is too long for a socket`;
    return { message, help: 'use at most 90 characters' };
  }
  if (/^[!-+\--~]+$/.test(path)) return undefined;
  const message = `${quote(path)} holds what the path of a socket cannot`;
  return { message, help: 'use letters, digits, "/", ".", "_" and "-"' };
}
