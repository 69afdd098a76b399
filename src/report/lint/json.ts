import {
  countSeverities,
  type Diagnostic,
  type Fix,
  type Label,
} from '../../findings/diagnostic.ts';
import type { SourceText } from '../../text/positions.ts';
import { heaviest, maxListed } from './heaviest.ts';
import { toJsonText } from './json-text.ts';
import { Places } from './places.ts';

/** One finding can be about every server of a pool. */
const maxRelated = 100;

/** Findings as the text of one JSON object. */
export function formatJson(diagnostics: readonly Diagnostic[], suppressed = 0): string {
  return toJsonText(lintReport(diagnostics, suppressed));
}

/**
 * Findings as plain data, as schemas/lint-report.schema.json describes it. At most 10,000 are
 * listed, the heaviest; `omitted` counts the others, `summary` all, `suppressed` what comments suppress.
 */
export function lintReport(diagnostics: readonly Diagnostic[], suppressed = 0): object {
  const places = new Places();
  const listed = heaviest(diagnostics, maxListed);
  return {
    format_version: 1,
    diagnostics: listed.map((diagnostic) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      help: diagnostic.help,
      ...toJsonLabel(diagnostic.primary, places),
      related: diagnostic.related.slice(0, maxRelated).map((label) => toJsonLabel(label, places)),
      related_omitted: Math.max(0, diagnostic.related.length - maxRelated),
      fixes: diagnostic.fixes.map((fix) => toJsonFix(fix, diagnostic.primary.source, places)),
    })),
    omitted: diagnostics.length - listed.length,
    suppressed,
    summary: countSeverities(diagnostics),
  };
}

function toJsonLabel({ source, span, note }: Label, places: Places): object {
  return { file: source.name, ...places.place(source, span), note };
}

function toJsonFix(fix: Fix, source: SourceText, places: Places): object {
  const { title, edits, isCertain = false } = fix;
  const placed = edits.map(({ span, text }) => ({ ...places.place(source, span), text }));
  return { title, is_certain: isCertain, edits: placed };
}
