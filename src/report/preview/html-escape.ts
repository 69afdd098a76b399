import { showUnseen } from '../../text/characters.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A value as text of an HTML page or in quotes as an attribute; what can't be seen is made visible. */
export function htmlText(value: unknown): string {
  return showUnseen(String(value)).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
