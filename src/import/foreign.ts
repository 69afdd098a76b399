import type { FilePlace } from '../haproxy/syntax/configuration.ts';
import type { SourceText } from '../text/positions.ts';
import { findOtherFile, findOtherMapping } from '../yaml/other-file.ts';
import { otherFileNames } from '../yaml/other-kinds.ts';

/** What a file is that is not an HAProxy configuration, and what to do. */
export interface Foreign extends FilePlace {
  readonly message: string;
  readonly help: string;
}

/** The tags of templates; no HAProxy line has them outside comments. */
const templates: readonly (readonly [tag: RegExp, language: string])[] = [
  [/<%/, 'ERB or EPP'],
  [/\{%-?\s/, 'Jinja'],
  [/\{\{.*?\}\}/, 'Jinja or Go'],
  [/%\{(::|[a-z_]+\(|facts\.|trusted\.)[^}]*\}/, 'Hiera'],
];

/** The first template tag. */
export function findTemplate(source: SourceText): Foreign | undefined {
  const { text } = source;
  if (!/<%|\{[{%]|%\{/.test(text)) return undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const code = line.replace(/(^|\s)#.*/, '');
    for (const [tag, language] of templates) {
      const at = code.search(tag);
      if (at === -1) continue;
      const span = { start: start + at, end: start + at + 2 };
      const help = 'render it first, then import the result';
      return { source, span, message: `this is a template (${language})`, help };
    }
    start += line.length + 1;
  }
  return undefined;
}

/** An inventory, also one whose `sections` contain HAProxy lines. */
export function findInventory(source: SourceText): Foreign | undefined {
  const { text } = source;
  const first = text.match(/^(?!---|%YAML)[^\s#].*/m)?.[0] ?? '';
  if (!/^[a-z]+:(\s|$)/.test(first)) return undefined;
  const key = /^(haproxy|pools|hosts|puppet|sites):(?=\s|$)/m.exec(text);
  if (key === null) return undefined;
  const span = { start: key.index, end: key.index + key[0].length };
  const message = 'this is an inventory, not an HAProxy configuration';
  return { source, span, message, help: 'run puppetlb build to make a haproxy.cfg from it' };
}

/** What a file without any HAProxy section is; undefined where its lines look like those of one. */
export function nameForeign(source: SourceText): Foreign | undefined {
  const { text } = source;
  const start = Math.max(0, text.search(/^[ \t]*[^\s#;]/m));
  const end = start + (/.*/.exec(text.slice(start))?.[0].length ?? 0);
  const place = { source, span: { start, end } };
  const first = text.slice(start, end).trim();
  const other = findOtherFile(text)?.is ?? findOtherMapping(keysOf(text));
  if (other === 'haproxy') return undefined;
  const what = other === undefined ? nameByFirstLine(first) : otherFileNames[other];
  if (what === undefined && !/^#|^$/.test(first)) return undefined;
  const message =
    what === undefined
      ? 'the file has no HAProxy section'
      : `this is ${what}, not an HAProxy configuration`;
  return { ...place, message, help: 'write the path of a haproxy.cfg' };
}

function keysOf(text: string): string[] {
  return [...text.matchAll(/^(?:- )?([\w.:-]+):(?=\s|$)/gm)].map(([, key = '']) => key);
}

function nameByFirstLine(first: string): string | undefined {
  if (/^[[{]/.test(first)) return 'JSON';
  return first === '---' || /^[\w.-]+:(\s|$)/.test(first) ? 'YAML' : undefined;
}
