import { quote } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** Reads a host name as DNS takes it (RFC 1123): labels of letters, digits and "-", the last not a number. */
export function parseHostName(text: string): Judged<string> {
  const labels = text.split('.');
  const isName =
    text.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label)) &&
    !/^[0-9]+$/.test(labels.at(-1) ?? '');
  if (isName) return { value: text };
  return { message: `${quote(text)} is neither an IP address nor a host name` };
}

/** Whether a text is meant as a host name rather than as an IP address. */
export function looksLikeHostName(text: string): boolean {
  return /[A-Za-z]/.test(text) && !/[:/@[\]]/.test(text) && !/^0x[0-9a-f.]*$/i.test(text);
}
