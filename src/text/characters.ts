const names: Readonly<Record<number, string>> = {
  0: 'NUL',
  7: 'BELL',
  8: 'BACKSPACE',
  9: 'TAB',
  10: 'LINE FEED',
  11: 'VERTICAL TAB',
  12: 'FORM FEED',
  13: 'CARRIAGE RETURN',
  27: 'ESCAPE',
  32: 'SPACE',
  127: 'DELETE',
  133: 'NEXT LINE',
  160: 'NO-BREAK SPACE',
  171: 'LEFT-POINTING DOUBLE ANGLE QUOTATION MARK',
  173: 'SOFT HYPHEN',
  183: 'MIDDLE DOT',
  187: 'RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK',
  1564: 'ARABIC LETTER MARK',
  5760: 'OGHAM SPACE MARK',
  8192: 'EN QUAD',
  8193: 'EM QUAD',
  8194: 'EN SPACE',
  8195: 'EM SPACE',
  8196: 'THREE-PER-EM SPACE',
  8197: 'FOUR-PER-EM SPACE',
  8198: 'SIX-PER-EM SPACE',
  8199: 'FIGURE SPACE',
  8200: 'PUNCTUATION SPACE',
  8201: 'THIN SPACE',
  8202: 'HAIR SPACE',
  8203: 'ZERO WIDTH SPACE',
  8204: 'ZERO WIDTH NON-JOINER',
  8205: 'ZERO WIDTH JOINER',
  8206: 'LEFT-TO-RIGHT MARK',
  8207: 'RIGHT-TO-LEFT MARK',
  8208: 'HYPHEN',
  8209: 'NON-BREAKING HYPHEN',
  8210: 'FIGURE DASH',
  8211: 'EN DASH',
  8212: 'EM DASH',
  8216: 'LEFT SINGLE QUOTATION MARK',
  8217: 'RIGHT SINGLE QUOTATION MARK',
  8218: 'SINGLE LOW-9 QUOTATION MARK',
  8220: 'LEFT DOUBLE QUOTATION MARK',
  8221: 'RIGHT DOUBLE QUOTATION MARK',
  8222: 'DOUBLE LOW-9 QUOTATION MARK',
  8226: 'BULLET',
  8232: 'LINE SEPARATOR',
  8233: 'PARAGRAPH SEPARATOR',
  8234: 'LEFT-TO-RIGHT EMBEDDING',
  8235: 'RIGHT-TO-LEFT EMBEDDING',
  8236: 'POP DIRECTIONAL FORMATTING',
  8237: 'LEFT-TO-RIGHT OVERRIDE',
  8238: 'RIGHT-TO-LEFT OVERRIDE',
  8239: 'NARROW NO-BREAK SPACE',
  8242: 'PRIME',
  8243: 'DOUBLE PRIME',
  8287: 'MEDIUM MATHEMATICAL SPACE',
  8288: 'WORD JOINER',
  8294: 'LEFT-TO-RIGHT ISOLATE',
  8295: 'RIGHT-TO-LEFT ISOLATE',
  8296: 'FIRST STRONG ISOLATE',
  8297: 'POP DIRECTIONAL ISOLATE',
  8722: 'MINUS SIGN',
  12288: 'IDEOGRAPHIC SPACE',
  65279: 'BYTE ORDER MARK',
  65282: 'FULLWIDTH QUOTATION MARK',
  65287: 'FULLWIDTH APOSTROPHE',
  65306: 'FULLWIDTH COLON',
};

const controls = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';
const directions = '\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069';
const spaces = '\\u00a0\\u00ad\\u2000-\\u200d\\u202f\\u205f-\\u2065\\u3000';

/** Control and direction characters, byte order marks inside a text and lone carriage returns. */
const forbidden = new RegExp(`[${controls}${directions}\\ufeff\\ud800-\\udfff]|\\r(?!\\n)`, 'gu');
/** A byte order mark steers nothing. */
const steering = new RegExp(`[${controls}${directions}\\ud800-\\udfff]|\\r(?!\\n)`, 'gu');
const unseen = new RegExp(
  `[\\t\\n\\r${controls}${directions}${spaces}\\ufeff\\ud800-\\udfff]`,
  'gu',
);
const control = new RegExp(`[\\t\\n\\r${controls}${directions}\\ufeff\\ud800-\\udfff]`, 'u');

/** Whether a text contains control or direction characters; tabs and line breaks are such. */
export function hasControl(text: string): boolean {
  return control.test(text);
}

/** Offsets of characters that no inventory needs: controls and marks that reorder text; at most `limit`. */
export function findForbidden(text: string, limit: number): number[] {
  const found: number[] = [];
  for (const match of text.matchAll(forbidden)) {
    found.push(match.index);
    if (found.length === limit) break;
  }
  return found;
}

/** Whether a text contains a character that could control a terminal. */
export function hasSteering(text: string): boolean {
  return text.search(steering) !== -1;
}

/** A text with the characters that could steer a terminal written as `<U+001B>`; tabs and line breaks stay. */
export function showSteering(text: string): string {
  return text.replace(steering, showCharacter);
}

/** A character by its number and, where it has one, its name: `U+202E RIGHT-TO-LEFT OVERRIDE`. */
export function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[code];
  if (name !== undefined) return `${number} ${name}`;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `${number} CONTROL CHARACTER`;
  if (code >= 0xd800 && code < 0xe000) return `${number} HALF OF A SURROGATE PAIR`;
  return number;
}

/** A text with everything that can't be seen, tabs and line breaks included, written as `<U+0009>`. */
export function showUnseen(text: string): string {
  return text.replace(unseen, showCharacter);
}

function showCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** A text in double quotes on one line, what can't be seen made visible; cut after 80 characters. */
export function quote(text: string): string {
  return `"${showUnseen(text.length > 80 ? `${text.slice(0, 77)}…` : text)}"`;
}
