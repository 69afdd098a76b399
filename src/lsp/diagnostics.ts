import { pathToFileURL } from 'node:url';
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Diagnostic as Shown,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Severity } from '../findings/diagnostic.ts';
import { codes } from '../rules/codes.ts';
import { showUnseen } from '../text/characters.ts';
import type { SourceText, Span } from '../text/positions.ts';
import { type Opened, rangeOf } from './opened.ts';

/** What an editor can show of a finding. */
export interface Shows {
  readonly related: boolean;
  readonly link: boolean;
  readonly unnecessary: boolean;
  /** The address of the reference of rules, where there is one. */
  readonly reference: string | undefined;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Rules whose finding is something that may as well go: editors fade it. */
export const unnecessary: readonly string[] = [
  'hash-type-without-effect',
  'reason-without-state',
  'redispatch-without-effect',
  'unused-host',
  'weight-without-effect',
];

const infos = new Map(codes.map((info) => [info.code, info]));

/** The findings of a document. */
export function showFindings(opened: Opened, shows: Shows): Shown[] {
  return opened.linted.diagnostics.map((found) => showFinding(opened, found, shows));
}

/** A place in a file beside the document, whose name is its path. */
function placeIn({ name, text }: SourceText, { start, end }: Span): Location {
  const { href: uri } = pathToFileURL(name);
  const document = TextDocument.create(uri, 'haproxy', 0, text);
  return { uri, range: { start: document.positionAt(start), end: document.positionAt(end) } };
}

/** A finding as an editor shows it. */
export function showFinding(
  opened: Opened,
  { code, severity, message, help, primary, related }: Diagnostic,
  { related: takesRelated, link, unnecessary: fades, reference }: Shows,
): Shown {
  const { uri } = opened.document;
  const name = infos.get(code)?.name ?? '';
  const others = related.map(({ source, span, note }) => ({
    location:
      source === primary.source ? { uri, range: rangeOf(opened, span) } : placeIn(source, span),
    message: showUnseen(note ?? 'this too'),
  }));
  return {
    range: rangeOf(opened, primary.span),
    severity: severities[severity],
    code,
    source: 'puppetlb',
    message: [message, primary.note, help]
      .flatMap((text) => text ?? [])
      .map(showUnseen)
      .join('\n'),
    ...(takesRelated && others.length > 0 ? { relatedInformation: others } : {}),
    ...(link && reference !== undefined
      ? { codeDescription: { href: `${reference}#${code.toLowerCase()}-${name}` } }
      : {}),
    ...(fades && unnecessary.includes(name) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}
