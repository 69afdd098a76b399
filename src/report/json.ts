import {
  countSeverities,
  type Diagnostic,
  type Fix,
  type Label,
} from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../source/text.ts';
import { toJsonText } from './json-text.ts';
import { Places } from './places.ts';

/** Every finding as one JSON object, as schemas/lint-report.schema.json describes it. */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  const places = new Places();
  return toJsonText({
    format_version: 1,
    diagnostics: diagnostics.map((diagnostic) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      help: diagnostic.help,
      ...toJsonLabel(diagnostic.primary, places),
      related: diagnostic.related.map((label) => toJsonLabel(label, places)),
      fixes: diagnostic.fixes.map((fix) => toJsonFix(fix, diagnostic.primary.source, places)),
    })),
    summary: countSeverities(diagnostics),
  });
}

function toJsonLabel({ source, span, note }: Label, places: Places): object {
  return { file: source.name, ...places.place(source, span), note };
}

function toJsonFix({ title, edits }: Fix, source: SourceText, places: Places): object {
  return { title, edits: edits.map(({ span, text }) => ({ ...places.place(source, span), text })) };
}
