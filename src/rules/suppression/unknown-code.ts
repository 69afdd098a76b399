import { diagnose } from '../../findings/diagnose.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import { quote } from '../../text/characters.ts';
import type { nearest } from '../../text/nearest.ts';
import type { SourceText, Span } from '../../text/positions.ts';
import type { Codes } from '../codes.ts';

/** Says that a word is no code, and what it most likely means. */
export function unknownCode(
  text: string,
  source: SourceText,
  span: Span,
  codes: Codes,
  near: typeof nearest,
): Diagnostic {
  const message = `${quote(text)} is no code, and no name of one`;
  return diagnose(lintCodes.unknownCode, source, span, message, {
    help: helpFor(text, codes, near),
  });
}

function helpFor(text: string, codes: Codes, near: typeof nearest): string {
  if (/^(all|\*|any|everything)$/i.test(text)) {
    return 'name each code; there is no word for all of them';
  }
  const meant = codes.nearest(text, near);
  return meant === undefined ? 'puppetlb rules lists them' : `did you mean ${meant}?`;
}
