import { hasControl } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';
import { bare, explain, type Hints } from './suggest.ts';

/** Reads the absolute path of a file or folder. */
export function parsePath(text: string): Result<string> {
  if (isPath(text)) return { value: text };
  const example = 'write the full path, beginning with "/"';
  return explain(text, pathHints, example, { text: suggestPath(text), isCertain: true });
}

function isPath(text: string): boolean {
  return /^\/+[^/]/.test(text) && text === text.trim() && ![...text].some(hasControl);
}

const pathHints: Hints = [
  [/^\/+$/, 'is the root directory, not a path below it'],
  [/^\//, 'contains an invisible character', 'remove the character'],
  [/^/, 'is not an absolute path'],
];

/** The absolute path that a text most likely means; undefined where that is unclear. */
export function suggestPath(text: string): string | undefined {
  const path = bare(text)
    .replace(/^file:\/\//, '')
    .replace(/^(?=(bin|dev|etc|home|opt|run|srv|tmp|usr|var)\/)/, '/');
  return path !== text && isPath(path) ? path : undefined;
}

/**
 * Why a path cannot be that of a Unix socket: HAProxy 2.2 and later takes 97 bytes, some of them
 * for a temporary name, and reads a comma as the end of an address.
 */
export const socketHints: Hints = [
  [/^.{91}/, 'is too long for a socket', 'use at most 90 characters'],
  [
    /[^!-+\--~]/,
    'contains a character that a socket path cannot contain',
    'use letters, digits, "/", ".", "_" and "-"',
  ],
];

const encoded = /[^!-~]|["'$\\<>^`{|}]|%(?![0-9a-f]{2})/giu;

/** Reads the path of a URL, which HAProxy and the checks on the nodes send as it is (RFC 3986, 3.3). */
export function parseUrlPath(text: string): Result<string> {
  if (isUrlPath(text)) return { value: text };
  const meant = suggestUrlPath(text);
  const isCertain = meant === `/${text}` && /^[a-z][a-z0-9._/-]*$/i.test(text);
  const example = 'write the path of a URL, for example /status/v1/simple';
  return explain(text, urlHints, example, { text: meant, isCertain });
}

function isUrlPath(text: string): boolean {
  return (
    text.startsWith('/') &&
    text.length <= 1000 &&
    text.search(encoded) === -1 &&
    !text.includes('#')
  );
}

const urlHints: Hints = [
  [/^.{1001}/s, 'has more than 1000 characters', 'use at most 1000'],
  [/^$/, 'is not a path'],
  [/^[a-z][a-z0-9+.-]*:\/\//i, 'is a full URL, not only its path'],
  [/^(GET|HEAD|OPTIONS|POST) /i, 'begins with an HTTP method'],
  [/^[^/]/, 'does not begin with "/"'],
  [/#/, 'contains "#", which is never sent to a server'],
  [/%(?![0-9a-f]{2})/i, 'contains "%" without two hexadecimal digits'],
  [/^/, 'contains a character that must be percent-encoded'],
];

function suggestUrlPath(text: string): string | undefined {
  if (/[\ud800-\udfff]/u.test(text) || text.length > 1000) return undefined;
  const path = bare(text)
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/^(?:GET|HEAD|OPTIONS|POST) +/i, '')
    .replace(/#.*$/s, '')
    .replace(/^(?=[^/])/, '/')
    .replace(encoded, (character) => (character === "'" ? '%27' : encodeURIComponent(character)));
  return isUrlPath(path) && path !== '/' ? path : undefined;
}
