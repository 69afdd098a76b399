import type { TextDocument } from 'vscode-languageserver-textdocument';
import { nameOf } from './opened.ts';

/** How far into a document its kind is looked for, in UTF-16 units. */
const head = 100_000;

/**
 * Whether a document is meant as an inventory: by its language, its name, the schema that its first
 * lines name, or keys at its top. Editors send other YAML too, of which nothing is to be said.
 */
export function isInventory(document: TextDocument): boolean {
  if (document.languageId === 'puppetlb') return true;
  if (/^(.*[.-])?puppetlb\.ya?ml$/.test(nameOf(document.uri))) return true;
  const text = document.getText({
    start: { line: 0, character: 0 },
    end: document.positionAt(head),
  });
  if (/^# *yaml-language-server: *\$schema=\S*(puppetlb|inventory\.schema\.json)/m.test(text))
    return true;
  return /^pools[ \t]*:/m.test(text) && /\bservers["']?[ \t]*:/.test(text);
}
