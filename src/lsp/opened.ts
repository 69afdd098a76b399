import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { BesideFile } from '../inventory/beside.ts';
import { type Linted, lint } from '../rules/lint.ts';
import type { SeveritySettings } from '../rules/suppression/apply-severities.ts';
import type { Span } from '../text/positions.ts';

/** A version of an open document, and everything that is wrong with it. */
export interface Opened {
  readonly document: TextDocument;
  readonly linted: Linted;
  readonly by: LintSettingsSource;
  /** How many UTF-16 units of the document stand before the text that was linted: a byte order mark. */
  readonly shift: 0 | 1;
}

/** What a document is judged by beside its text. */
export interface LintSettingsSource {
  /** As YYYY-MM-DD, where dates are judged. */
  readonly today: string | undefined;
  /** The severities of a configuration file. */
  readonly levels: SeveritySettings | undefined;
  /** Reads what `haproxy.beside` of a text names. */
  readonly besideOf?: (bytes: Uint8Array) => readonly BesideFile[] | undefined;
}

/** Lints a document as it is now; later changes of it do not reach the result. */
export function open(document: TextDocument, by: LintSettingsSource): Opened {
  const text = document.getText();
  const { uri, languageId, version } = document;
  const bytes = new TextEncoder().encode(text);
  return {
    document: TextDocument.create(uri, languageId, version, text),
    linted: lint(
      { name: nameOf(uri), bytes, levels: by.levels, beside: by.besideOf?.(bytes) },
      by.today,
    ),
    by,
    shift: text.startsWith('\ufeff') ? 1 : 0,
  };
}

/** What people call a document: the last part of its URI. */
export function nameOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** A span of the linted text as lines and UTF-16 units, as the protocol counts. */
export function rangeOf({ document, shift }: Opened, { start, end }: Span): Range {
  return { start: document.positionAt(start + shift), end: document.positionAt(end + shift) };
}

/** An offset into the linted text. */
export function offsetOf({ document, shift }: Opened, position: Position): number {
  return Math.max(0, document.offsetAt(position) - shift);
}
