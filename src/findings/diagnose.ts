import type { SourceText, Span } from '../text/positions.ts';
import type { CodeInfo, Diagnostic, Fix, Label } from './diagnostic.ts';

/** What a finding says beside its code and place. */
export interface Details {
  readonly help?: string | undefined;
  readonly note?: string | undefined;
  readonly related?: readonly Label[];
  readonly fix?: Fix | undefined;
}

/** A finding of a code at a span. */
export function diagnose(
  info: CodeInfo,
  source: SourceText,
  span: Span,
  message: string,
  details: Details = {},
): Diagnostic {
  const { help, note, related = [], fix } = details;
  return {
    code: info.code,
    severity: info.severity,
    message,
    ...(help === undefined ? {} : { help }),
    primary: note === undefined ? { source, span } : { source, span, note },
    related,
    fixes: fix === undefined ? [] : [fix],
  };
}
