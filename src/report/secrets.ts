import type { Span } from '../text/positions.ts';
import { announcesSecret, isSecretName, spansInWord } from './secret-names.ts';
import { hiddenWords } from './secret-words.ts';

/** What stands in place of a secret. */
const mask = '********';

/** A word of a line: as it is written, and without quotes and escapes. */
interface Word extends Span {
  readonly raw: string;
  readonly bare: string;
}

/** The words of a line with what is secret in them masked; what is doubtful is masked, too. */
export function maskWords(words: readonly string[]): string[] {
  const hidden = hiddenWords(words);
  return words.map((word, at) => (hidden.has(at) ? mask : replace(word, spansWithin(word))));
}

/** A line of a configuration or of an inventory with its secrets masked, in comments too. */
export function maskLine(line: string): string {
  return replace(line, secretSpans(line));
}

/** A masked line, and where what stood in a span of it stands now. */
export function maskMarked(line: string, mark: Span): { text: string; mark: Span } {
  const spans = secretSpans(line);
  const moved = (at: number, isEnd: boolean): number => {
    let by = 0;
    for (const { start, end } of spans) {
      if (at <= start) break;
      if (at < end) return start + by + (isEnd ? mask.length : 0);
      by += mask.length - (end - start);
    }
    return at + by;
  };
  const { start, end } = mark;
  return {
    text: replace(line, spans),
    mark: { start: moved(start, false), end: moved(end, true) },
  };
}

/** A text that speaks of a line, without the secrets that stand there. */
export function maskMentions(text: string, line: string): string {
  return withoutSecrets(text, secretsOf(line));
}

/** A text with secrets masked. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}

/** The secrets of a line, as a message may quote them, longest first. */
export function secretsOf(line: string): string[] {
  const found = secretSpans(line).flatMap(({ start, end }) => {
    const raw = line.slice(start, end);
    const words = wordsOf(raw).flatMap((word) => [word.raw, word.bare]);
    return [raw, raw.replace(/\\(.)/g, '$1').replace(/["']/g, ''), ...words];
  });
  return [...new Set(found)].filter(isQuotable).sort((a, b) => b.length - a.length);
}

function isQuotable(text: string): boolean {
  return text.length > 2 && !/^(?:basic|bearer|digest|comment|\W+)$/i.test(text);
}

function replace(text: string, spans: readonly Span[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of spans) {
    shown += `${text.slice(from, start)}${mask}`;
    from = end;
  }
  return shown + text.slice(from);
}

/** Where the secrets of a line stand, in their order, no two touching. */
function secretSpans(line: string, isComment = false): Span[] {
  const all = wordsOf(line);
  const comment = isComment ? -1 : all.findIndex(({ raw }) => raw.startsWith('#'));
  const words = comment === -1 ? all : all.slice(0, comment);
  const hidden = hiddenWords(words.map(({ bare }) => bare));
  const spans = words.flatMap(({ raw, start, end }, at): Span[] => {
    if (!hidden.has(at)) return shift(spansWithin(raw), start);
    return [{ start: hidden.has(at - 1) ? (words[at - 1]?.end ?? start) : start, end }];
  });
  const at = all[comment]?.start;
  if (at !== undefined) spans.push(...shift(commentSpans(line.slice(at + 1)), at + 1));
  return join(spans);
}

/** A comment may be a line that was in use, or say what a password is. */
function commentSpans(text: string): Span[] {
  const named = /[\w-]+/g;
  for (const { 0: word, index } of text.matchAll(named)) {
    const behind = index + word.length;
    const start = behind + (/^[\s:=]*/.exec(text.slice(behind))?.[0].length ?? 0);
    const isAssigned = isSecretName(word) && /^\s*[:=]/.test(text.slice(behind));
    if (start < text.length && (announcesSecret(word) || isAssigned || word === 'login')) {
      return [...secretSpans(text.slice(0, index), true), { start, end: text.length }];
    }
  }
  return secretSpans(text, true);
}

/** The secrets within a word, which may hold a whole line in quotes. */
function spansWithin(raw: string): Span[] {
  const spans = spansInWord(raw);
  const quoted = /^[^"'\s]*["']|^/.exec(raw)?.[0].length ?? 0;
  if (!/\s/.test(raw.trim())) return join(spans);
  const inner = raw.slice(quoted).replace(/["'][^"'\s]*$/, '');
  if (inner.length === raw.length && quoted === 0 && raw.trim() === raw) {
    return join([...spans, ...secretSpansOfText(raw)]);
  }
  return join([...spans, ...shift(secretSpans(inner), quoted)]);
}

/** A word without quotes that holds spaces is one that was split already. */
function secretSpansOfText(text: string): Span[] {
  const words = wordsOf(text);
  const hidden = hiddenWords(words.map(({ bare }) => bare));
  return words.flatMap(({ start, end }, at) => (hidden.has(at) ? [{ start, end }] : []));
}

function shift(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start + by, end: end + by }));
}

function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}

/** What follows a quote that nothing closes is one word. */
function wordsOf(line: string): Word[] {
  const shape = /(?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|'[^']*'|[^\s"'\\])+|["'].*|\\/gs;
  return [...line.matchAll(shape)].map(({ 0: raw, index }) => {
    const bare = raw.replace(/\\([\s\S])/g, '$1').replace(/["']/g, '');
    return { raw, bare, start: index, end: index + raw.length };
  });
}
