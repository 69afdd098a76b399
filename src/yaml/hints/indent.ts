import { commentedKey } from './around.ts';
import { type Level, report, type Scan } from './scan.ts';

/** The beginning of a line that stands at a wrong column. */
export interface LineStart {
  readonly kind: Level['kind'];
  readonly at: number;
  readonly column: number;
  readonly key: string;
}

/** Notes a line that is indented by more or less than it should; `item` could lack its "- ". */
export function reportIndent(scan: Scan, place: LineStart, expected: number, item?: string): void {
  const subject = subjectOf(scan.text, place);
  report(scan, place.at, place.at + subject.length, {
    is: 'indent',
    subject,
    found: place.column,
    expected,
    commented: commentedKey(scan.text, place.at),
    item,
  });
}

/** The begin of a line, for a message: `bind:`, `- name:` or `-`. */
function subjectOf(text: string, { kind, key, at }: LineStart): string {
  if (kind === 'map') return `${key}:`;
  return /^-(?:[ \t]+[\w.-]{1,40}:)?/.exec(text.slice(at, at + 80))?.[0] ?? text.charAt(at);
}
