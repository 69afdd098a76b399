import * as templates from '../generated/templates.js';
import type { Deployment } from './deployment.ts';
import { commentText, haproxyWord, verbatimLine } from './escape.ts';
import type { OutputLine, OutputSection } from './output.ts';

/** What of a deployment is written: a whole haproxy.cfg, or its listen sections alone. */
export type Extent = 'whole' | 'listen-only';

/** Writes a deployment as HAProxy configuration, which ends in one line feed. */
export function renderHaproxy(deployment: Deployment, extent: Extent): string {
  const sections = outputSections(deployment, extent).map(renderSection);
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
  if (comment !== undefined) {
    parts.push(templates.haproxyComment({ text: comment.value } as never, commentText));
  }
  parts.push(templates.haproxySection({ opening: words } as never, haproxyWord));
  for (let at = 0; at < lines.length; at += slice)
    parts.push(renderLines(lines.slice(at, at + slice)));
  return parts.join('');
}

function renderLines(lines: readonly OutputLine[]): string {
  return templates.haproxyLines({ lines } as never, haproxyWord);
}

function renderVerbatim(text: string): string {
  const lines = text.replace(/\n+$/, '').split('\n');
  return templates.verbatim({ lines } as never, verbatimLine);
}
