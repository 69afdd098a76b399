import { diagnose } from '../../findings/diagnose.ts';
import type { Diagnostic, SeveritySetting } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import type { SeverityEntry } from '../../inventory/lint-settings.ts';
import { type NodeRef, spanOfPlace } from '../../inventory/place.ts';
import { quote } from '../../text/characters.ts';
import { type nearest, toNearest } from '../../text/nearest.ts';
import type { SourceText } from '../../text/positions.ts';
import type { Codes } from '../codes.ts';
import type { SeveritySettings } from './apply-severities.ts';
import type { Written } from './directive.ts';

/** Settings of one file as they hold, and what is wrong with them. */
export interface ReadSeverities {
  readonly levels: SeveritySettings;
  readonly found: readonly Diagnostic[];
}

/** Checks the settings of one file: unknown codes, codes set twice, and errors made less are not in force. */
export function readSeverities(settings: readonly SeverityEntry[], codes: Codes): ReadSeverities {
  const levels = new Map<string, SeveritySetting>();
  const places = new Map<string, NodeRef>();
  const near = toNearest();
  const found = settings.flatMap(({ name, level, place }) => {
    const { source } = place.document;
    const span = spanOfPlace(place, 'key');
    const info = codes.find(name);
    if (info === undefined) return unknownCode({ text: name, span }, source, codes, near);
    const first = places.get(info.code);
    if (first !== undefined) {
      const message = `the severity of ${info.code} ${info.name} is set twice`;
      const related = [{ source, span: spanOfPlace(first, 'key'), note: 'this one applies' }];
      return diagnose(lintCodes.repeated, source, span, message, {
        help: 'remove one of the two',
        related,
      });
    }
    if ((info.mildSeverity ?? info.severity) === 'error' && level !== 'error') {
      const message = `${quote(name)} is an error and cannot be set to ${level}`;
      const help = `remove it; puppetlb explain ${info.code} shows why it matters`;
      return diagnose(lintCodes.notSuppressible, source, span, message, { help });
    }
    levels.set(info.code, level);
    places.set(info.code, place);
    return [];
  });
  return { levels, found };
}

/** Reports a word that is no code, with what it most likely means. */
export function unknownCode(
  { text, span }: Written,
  source: SourceText,
  codes: Codes,
  near: typeof nearest,
): Diagnostic {
  const message = `${quote(text)} is not a code or the name of one`;
  const meant = codes.nearest(text, near);
  let help =
    meant === undefined ? 'run puppetlb rules to list the codes' : `did you mean ${meant}?`;
  if (/^(all|\*|any|everything)$/i.test(text)) {
    help = 'write each code; there is no word for all of them';
  }
  return diagnose(lintCodes.unknownCode, source, span, message, { help });
}
