import { nameCharacter, quote, showUnseen } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** Names of HAProxy's own proxies and statistics rows (2.6 management guide 9.1). */
const reserved: ReadonlySet<string> = new Set(['GLOBAL', 'MASTER', 'FRONTEND', 'BACKEND']);

/**
 * Reads the name of a section or a server: what HAProxy takes (configuration manual 2, letters,
 * digits, "-", "_", "." and ":"), less what confuses programs that read its statistics.
 */
export function parseName(text: string): Judged<string> {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/.test(text)) {
    if (!reserved.has(text)) return { value: text };
    const message = `${quote(text)} is what HAProxy calls rows of its own statistics`;
    return { message, help: 'choose another name' };
  }
  if (text.length > 253) {
    return { message: `the name has ${text.length} characters`, help: 'use at most 253' };
  }
  const bad = /[^A-Za-z0-9_.-]/u.exec(text)?.[0];
  if (bad === undefined) {
    return { message: `${quote(text)} begins with ${quote(text.charAt(0))}`, help: beginning };
  }
  const shown = describeCharacter(bad);
  return { message: `${quote(text)} holds ${shown}, which no name may hold`, help: alphabet };
}

function describeCharacter(character: string): string {
  if (/[!-~]/.test(character)) return quote(character);
  const isSeen = showUnseen(character) === character;
  return isSeen ? `"${character}" (${nameCharacter(character)})` : nameCharacter(character);
}

const beginning = 'begin the name with a letter or a digit';
const alphabet = 'use letters, digits, "_", "." and "-"';
