import { diagnose } from '../../findings/diagnose.ts';
import type { CodeInfo, Diagnostic, SeveritySetting } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import type { SeverityEntry } from '../../inventory/lint-settings.ts';
import { type NodeRef, spanOfPlace } from '../../inventory/place.ts';
import { quote } from '../../text/characters.ts';
import { toNearest } from '../../text/nearest.ts';
import type { Codes } from '../codes.ts';
import type { SeveritySettings } from './apply-severities.ts';
import { unknownCode } from './unknown-code.ts';

/** Settings of one file as they hold, and what is wrong with them. */
export interface ReadSeverities {
  readonly levels: SeveritySettings;
  readonly found: readonly Diagnostic[];
}

/** Judges the settings of one file: unknown codes, codes set twice, and errors made less are not in force. */
export function readSeverities(settings: readonly SeverityEntry[], codes: Codes): ReadSeverities {
  const levels = new Map<string, SeveritySetting>();
  const places = new Map<string, NodeRef>();
  const found: Diagnostic[] = [];
  const near = toNearest();
  for (const { name, level, place } of settings) {
    const { source } = place.document;
    const span = spanOfPlace(place, 'key');
    const info = codes.find(name);
    if (info === undefined) {
      found.push(unknownCode(name, source, span, codes, near));
      continue;
    }
    const first = places.get(info.code);
    if (first !== undefined) found.push(reportRepeated(info, place, first));
    else if ((info.mildSeverity ?? info.severity) === 'error' && level !== 'error') {
      const message = `${quote(name)} is an error, and cannot be set to ${level}`;
      const help = `leave it out; puppetlb explain ${info.code} says why it matters`;
      found.push(diagnose(lintCodes.notSuppressible, source, span, message, { help }));
    } else {
      levels.set(info.code, level);
      places.set(info.code, place);
    }
  }
  return { levels, found };
}

function reportRepeated({ code, name }: CodeInfo, place: NodeRef, first: NodeRef): Diagnostic {
  const { source } = place.document;
  const related = [
    { source: first.document.source, span: spanOfPlace(first, 'key'), note: 'this one holds' },
  ];
  const message = `the severity of ${code} ${name} is set twice`;
  const details = { help: 'keep one of the two', related };
  return diagnose(lintCodes.repeated, source, spanOfPlace(place, 'key'), message, details);
}
