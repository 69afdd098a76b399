import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { codes } from '../rules/codes.ts';
import { type Cursor, cursorAt, keysOfTop } from '../yaml/cursor.ts';
import { inYaml } from '../yaml/quote.ts';
import { toMarkup } from './markup.ts';
import { isListAt, keysAt, type SchemaWord, valuesAt } from './property.ts';

/** The words that may stand at a position: keys and values of the schema, names of hosts, codes of findings. */
export function complete(
  document: TextDocument,
  position: Position,
  isMarkdown: boolean,
): CompletionItem[] {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const cursor = cursorAt(text, offset);
  if (cursor === undefined) return [];
  const after = /^[\w.-]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const rest = text.slice(offset + after);
  const range = {
    start: document.positionAt(offset - cursor.word.length),
    end: document.positionAt(offset + after),
  };
  const seen = new Set<string>();
  return wordsAt(cursor, text).flatMap(({ word, parts, kind, before = '' }, at) => {
    if (seen.has(word)) return [];
    seen.add(word);
    const isKey = kind === CompletionItemKind.Property;
    const colon = isKey && !/^\s*:/.test(rest) ? ': ' : '';
    const documentation = parts.length === 0 ? {} : { documentation: toMarkup(parts, isMarkdown) };
    const newText = `${before}${word}${colon}`;
    const sortText = String(at).padStart(4, '0');
    const filterText = word.replace(/^"|"$/g, '');
    return [
      { label: word, kind, sortText, filterText, ...documentation, textEdit: { range, newText } },
    ];
  });
}

interface Word extends SchemaWord {
  readonly kind: CompletionItemKind;
  /** What is written before the word. */
  readonly before?: string;
}

function wordsAt({ path, part, siblings }: Cursor, text: string): Word[] {
  const keys = (at: Cursor['path'], before = ''): Word[] =>
    [...keysAt(at), ...codesAt(at)]
      .filter(({ word }) => !siblings.has(word))
      .map((one) => ({ ...one, before, kind: CompletionItemKind.Property }));
  const values = (): Word[] => [
    ...hostsAt(path, text),
    ...valuesAt(path).map((one) => ({ ...one, kind: CompletionItemKind.EnumMember })),
  ];
  if (part === 'value') return values();
  if (part === 'item') return [...values(), ...keys(path)];
  const own = keys(path);
  return own.length > 0 || !isListAt(path) ? own : keys([...path, 0], '- ');
}

/** Where a pool names a host: as an item of its servers, or behind "host". */
function hostsAt(path: Cursor['path'], text: string): Word[] {
  const [top, , key, , property] = path;
  const isHost = top === 'pools' && key === 'servers' && (path.length === 4 || property === 'host');
  if (!isHost) return [];
  return [...keysOfTop(text, 'hosts')].map((name) => ({
    word: inYaml(name),
    parts: [],
    kind: CompletionItemKind.Reference,
  }));
}

/** Codes of findings are keys that the schema does not list. */
function codesAt([top, key, ...more]: Cursor['path']): SchemaWord[] {
  if (top !== 'lint' || key !== 'severities' || more.length > 0) return [];
  return codes.map(({ code, summary }) => ({ word: code, parts: [({ plain }) => plain(summary)] }));
}
