import * as templates from '../generated/templates.js';
import { writeWord } from '../haproxy/syntax/words.ts';
import { mark } from '../inventory/beside.ts';
import { hasControl } from '../text/characters.ts';
import type { Deployment } from './deployment.ts';
import type { OutputLine, OutputSection } from './output.ts';

/** What of a deployment is written: a whole haproxy.cfg, or its listen sections alone. */
export type Extent = 'whole' | 'listen-only';

/** Writes a deployment as HAProxy configuration, which ends in one line feed. */
export function renderHaproxy(deployment: Deployment, extent: Extent): string {
  const sections = outputSections(deployment, extent).map(renderSection);
  // Elsewhere it is in the comment above the global section.
  if (extent === 'whole' && deployment.base.length === 0) sections.unshift(renderComment(mark));
  if (extent === 'whole' && deployment.verbatim !== undefined) {
    sections.push(renderVerbatim(deployment.verbatim.text));
  }
  return sections.join('\n');
}

/** The sections that are written, in their order. */
export function outputSections({ base, listens }: Deployment, extent: Extent): OutputSection[] {
  return extent === 'whole' ? [...base, ...listens] : [...listens];
}

/** One template run over very many lines is slower than the same in slices. */
const slice = 1000;

function renderSection({ comment, words, lines }: OutputSection): string {
  const parts: string[] = [];
  if (comment !== undefined) parts.push(renderComment(comment.value));
  parts.push(templates.haproxySection({ opening: words } as never, haproxyWord));
  for (let at = 0; at < lines.length; at += slice)
    parts.push(renderLines(lines.slice(at, at + slice)));
  return parts.join('');
}

function renderComment(text: string): string {
  return templates.haproxyComment({ text } as never, commentText);
}

function renderLines(lines: readonly OutputLine[]): string {
  return templates.haproxyLines({ lines } as never, haproxyWord);
}

function renderVerbatim(text: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  return templates.verbatim({ lines } as never, verbatimLine);
}

/** A value as one argument of HAProxy's language; throws on what can't be one. */
function haproxyWord(value: unknown): string {
  return writeWord(String(value));
}

/** A value as the text of a comment; throws on a line break or another control character. */
function commentText(value: unknown): string {
  const text = String(value);
  if (hasControl(text)) throw new RangeError('a comment cannot contain control characters');
  return text;
}

/** A value as a line that is written as it is; throws on what would end it or the file. */
function verbatimLine(value: unknown): string {
  const text = String(value);
  if (/[\0\r\n]/.test(text)) throw new RangeError('a line cannot contain a line break or NUL');
  return text;
}
