import { escapeForRunner } from '../runner.ts';

/** What XML 1.0 has no way to write, half a surrogate pair too. */
const absent = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** What could steer a terminal, and a carriage return, which a reader would take for a line break. */
const unseen =
  '\\r\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff';
const inText = new RegExp(`[&<>${unseen}]`, 'g');
const inAttribute = new RegExp(`[&<>"\\t\\n${unseen}]`, 'g');
const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

/** A text as the content of an element of XML 1.0; a character that XML cannot hold is U+FFFD. */
export function escapeText(text: string): string {
  return escapeForRunner(text.replace(absent, '\ufffd').replace(inText, toReference), '&#35;');
}

/** An element's opening tag without its last bracket; what an attribute's reader would take for a blank is a reference. */
export function openTag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const text = String(value).replace(absent, '\ufffd').replace(inAttribute, toReference);
    return ` ${key}="${escapeForRunner(text, '&#35;')}"`;
  });
  return `<${name}${written.join('')}`;
}

function toReference(character: string): string {
  return `&${names[character] ?? `#${character.charCodeAt(0)}`};`;
}

/** The lines of a document, after the line that says what it is. */
export function toDocument(lines: readonly string[]): string {
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines].map((line) => `${line}\n`).join('');
}
