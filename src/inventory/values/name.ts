import { nameCharacter, quote } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';
import { suggestRange } from '../../text/suggest-range.ts';
import { explain, type Hints, refuse } from './suggest.ts';

/** Names of HAProxy's own proxies and statistics rows (2.6 management guide 9.1). */
const reserved: ReadonlySet<string> = new Set(['GLOBAL', 'MASTER', 'FRONTEND', 'BACKEND']);

/**
 * Reads the name of a section or a server: what HAProxy takes (configuration manual 2, letters,
 * digits, "-", "_", "." and ":"), less what confuses programs that read its statistics.
 */
export function parseName(text: string): Result<string> {
  if (reserved.has(text)) {
    const help = `write another name, for example ${text.toLowerCase()}`;
    return refuse(text, 'is reserved for rows of HAProxy statistics', help);
  }
  if (isName(text)) return { value: text };
  const meant = suggestRange(text) ?? suggestName(text);
  const help = meant === undefined ? alphabet : `write ${meant}, for example`;
  const bad = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
  if (bad === undefined || text.length > 253) return explain(text, hints, help);
  const plain = /[!-~]/.test(bad) ? quote(bad) : nameCharacter(bad);
  return refuse(
    text,
    `contains ${bad === ' ' ? 'a space' : plain}, which a name cannot contain`,
    help,
  );
}

const alphabet = 'use letters, digits, "_", "." and "-"';

function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/.test(text);
}

const hints: Hints = [
  [/^$/, 'is not a name'],
  [/^.{254}/s, 'has more than 253 characters', 'use at most 253'],
  [/^/, 'does not begin with a letter or a digit'],
];

/** A name with "_" for characters it cannot contain; undefined where letters would be lost. */
function suggestName(text: string): string | undefined {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .trim();
  if (/[^\u0000-\u007f]/.test(plain)) return undefined;
  const meant = plain.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.-]+|_+$/g, '');
  return isName(meant) && !reserved.has(meant) ? meant : undefined;
}
