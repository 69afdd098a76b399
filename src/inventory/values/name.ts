import { nameCharacter, quote, showUnseen } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';

/** Names of HAProxy's own proxies and statistics rows (2.6 management guide 9.1). */
const reserved: ReadonlySet<string> = new Set(['GLOBAL', 'MASTER', 'FRONTEND', 'BACKEND']);

/**
 * Reads the name of a section or a server: what HAProxy takes (configuration manual 2, letters,
 * digits, "-", "_", "." and ":"), less what confuses programs that read its statistics.
 */
export function parseName(text: string): Result<string> {
  if (isName(text)) {
    if (!reserved.has(text)) return { value: text };
    const message = `${quote(text)} is what HAProxy calls rows of its own statistics`;
    return { message, help: `write another name, for example ${text.toLowerCase()}` };
  }
  if (text === '') return { message: `${quote(text)} is no name`, help: alphabet };
  if (text.length > 253) {
    return {
      message: `${quote(text)} has ${text.length} characters`,
      help: 'use at most 253',
    };
  }
  const meant = suggestName(text);
  const help = meant === undefined ? undefined : `write ${meant}, for example`;
  const bad = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
  if (bad === undefined) {
    return {
      message: `${quote(text)} begins with ${quote(text.charAt(0))}`,
      help: help ?? 'begin the name with a letter or a digit',
    };
  }
  const message = `${quote(text)} holds ${describeCharacter(bad)}, which no name may hold`;
  return { message, help: help ?? alphabet };
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/.test(text);
}

const alphabet = 'use letters, digits, "_", "." and "-"';

/** A name with "_" for what it may not hold; undefined where letters would be lost. */
export function suggestName(text: string): string | undefined {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .trim();
  if (/[^\u0000-\u007f]/.test(plain)) return undefined;
  const meant = plain.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.-]+|_+$/g, '');
  return isName(meant) && !reserved.has(meant) ? meant : undefined;
}

function describeCharacter(character: string): string {
  if (character === ' ') return 'a blank';
  if (/[!-~]/.test(character)) return quote(character);
  const isSeen = showUnseen(character) === character;
  return isSeen ? `"${character}" (${nameCharacter(character)})` : nameCharacter(character);
}
