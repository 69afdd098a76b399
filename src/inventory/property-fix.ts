import { isMap, isScalar } from 'yaml';
import type { Fix } from '../findings/diagnostic.ts';
import { spanOf } from '../yaml/document.ts';
import { addBehindLast, type Edit, removeKey, writeScalar } from '../yaml/edit.ts';
import { locate, nodeAt } from '../yaml/locate.ts';
import { inYaml } from '../yaml/quote.ts';
import { below, type NodeRef } from './place.ts';
import { isSameThing } from './suggest-property.ts';

/** What takes a server out of rotation, or changes its share of agents: only a person writes it. */
const decisions: ReadonlySet<string> = new Set(['state', 'until', 'weight', 'backup']);

/** Names an unknown property as the known one that it means. */
export function renameFix(
  owner: NodeRef,
  key: string,
  meant: string,
  present: ReadonlySet<string>,
): Fix {
  const span = locate(owner.document, [...owner.path, key], 'key');
  const isAlone =
    present.size <= 100 && [...present].filter((other) => isSameThing(other, meant)).length === 1;
  const isCertain = isSameThing(key, meant) && isAlone && !decisions.has(meant);
  return { title: `write ${meant}:`, edits: [{ span, text: meant }], isCertain };
}

/** Writes a property below the one it belongs to, which is there as a mapping or is not there yet. */
export function moveFix(owner: NodeRef, key: string, into: string): Fix | undefined {
  const { document, path } = owner;
  const pair = pairText(below(owner, key));
  if (pair === undefined) return undefined;
  const title = `move it below ${into}`;
  const holder = nodeAt(document, path);
  if (!isMap(holder) || holder.items.length > 100) return undefined;
  const keys = holder.items.map((item) => String(item.key));
  if (!keys.includes(into)) {
    // Another spelling of it has a fix of its own, after which this one is found again.
    if (keys.some((other) => isSameThing(other, into))) return undefined;
    const span = {
      start: locate(document, [...path, key], 'key').start,
      end: locate(document, [...path, key], 'value').end,
    };
    return { title, edits: [{ span, text: `${into}: { ${pair} }` }], isCertain: true };
  }
  const edits = [
    removeKey(document, [...path, key]),
    addBehindLast(document, [...path, into], key, pair),
  ].filter((edit) => edit !== undefined);
  return edits.length === 2 ? { title, edits, isCertain: true } : undefined;
}

/** `KEY: VALUE` of a property with a single value on its line, as it is written. */
function pairText(place: NodeRef): string | undefined {
  const { document, path } = place;
  const node = nodeAt(document, path);
  if (!isScalar(node)) return undefined;
  const key = locate(document, path, 'key');
  const value = spanOf(node as Parameters<typeof spanOf>[0]);
  const { text } = document.source;
  const isPair = /^:[ \t]+$/.test(text.slice(key.end, value.start));
  const written = text.slice(value.start, value.end);
  const isInline = isPair && !/[\n{}[\],]|^[|>&!*]/.test(written) && written !== '';
  return isInline ? `${text.slice(key.start, key.end)}: ${written}` : undefined;
}

/** Removes a property that has no effect. */
export function leaveOutFix(place: NodeRef): Fix | undefined {
  const edit = removeKey(place.document, place.path);
  const title = `remove ${String(place.path.at(-1))}`;
  return edit && { title, edits: [edit], isCertain: true };
}

/** Writes another value; `isCertain` where nothing else can be meant. */
export function valueFix(
  place: NodeRef,
  value: string | boolean | number,
  isCertain: boolean,
): Fix | undefined {
  const edit = writeScalar(place.document, place.path, value);
  return edit && { title: `write ${edit.text}`, edits: [edit], isCertain };
}

/** Writes around a value what it lacks, as it is written: quotes, or the brackets of a list. */
export function wrapFix(place: NodeRef, before: string, after: string): Fix | undefined {
  const { document, path } = place;
  const edit = writeScalar(document, path, '');
  if (edit === undefined) return undefined;
  const written = document.source.text.slice(edit.span.start, edit.span.end);
  const isQuoted = /^["']/.test(written);
  const inner = before === '"' || isQuoted ? written : inYaml(written);
  if (before === '"' && isQuoted) return undefined;
  const text = `${before}${inner}${after}`;
  const edits: Edit[] = [{ span: edit.span, text }];
  return { title: `write ${text}`, edits, isCertain: true };
}
