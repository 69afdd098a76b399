import type { Diagnostic, Label, Severity } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import { maskMarked } from '../secrets.ts';
import type { Paint } from './colour.ts';
import { showLine } from './display.ts';
import type { Places } from './places.ts';

const maxRelated = 10;

/** One finding with its places underlined in their lines, and its help; no line break at the end. */
export function drawDiagnostic(diagnostic: Diagnostic, places: Places, paint: Paint): string {
  const { code, severity, message, help, primary, related } = diagnostic;
  const labels = [primary, ...related.slice(0, maxRelated)];
  const numbers = labels.map(({ source, span }) => places.place(source, span).start.line);
  const gutter = String(Math.max(...numbers)).length;
  const frame: Frame = { places, paint, severity, gutter };
  const lines = [`${paint(severity, `${severity}[${code}]`)}: ${showUnseen(message)}`];
  for (const label of labels) lines.push(...drawLabel(frame, label, label === primary));
  if (related.length > maxRelated) {
    lines.push(`${blanks(gutter + 1)}... and ${related.length - maxRelated} more`);
  }
  if (help !== undefined) lines.push(...drawHelp(frame, help, primary.source.text !== ''));
  return lines.join('\n');
}

interface Frame {
  readonly places: Places;
  readonly paint: Paint;
  readonly severity: Severity;
  readonly gutter: number;
}

function drawLabel(frame: Frame, { source, span, note }: Label, isPrimary: boolean): string[] {
  const { places, paint, gutter } = frame;
  const { start } = places.place(source, span);
  const arrow = paint('gutter', `${blanks(gutter + 1)}-->`);
  const place = `${arrow} ${showUnseen(source.name)}:${start.line}:${start.column}`;
  const said = note === undefined ? '' : ` ${showUnseen(note)}`;
  if (source.text === '') return [place + said];
  const line = places.line(source, start.line);
  const mark = { start: span.start - line.start, end: Math.min(span.end, line.end) - line.start };
  const masked = maskMarked(source.text.slice(line.start, line.end), mark);
  const shown = showLine(masked.text, { start: 0, end: masked.text.length }, masked.mark);
  const number = String(start.line).padStart(gutter);
  const carets = (isPrimary ? '^' : '-').repeat(shown.width);
  const underline = paint(isPrimary ? frame.severity : 'gutter', carets + said);
  const empty = bar(frame);
  return [
    place,
    empty,
    paint('gutter', ` ${number} |`) + (shown.text === '' ? '' : ` ${shown.text}`),
    `${empty} ${blanks(shown.before)}${underline}`,
  ];
}

function drawHelp(frame: Frame, help: string, isFramed: boolean): string[] {
  const { paint, gutter } = frame;
  const [first = '', ...more] = help.split(/\r?\n/).map(showUnseen);
  const indent = blanks(gutter + 2 + '= help: '.length);
  return [
    ...(isFramed ? [bar(frame)] : []),
    `${blanks(gutter + 2)}${paint('gutter', '=')} help: ${first}`,
    ...more.map((line) => (line === '' ? '' : indent + line)),
  ];
}

function bar({ paint, gutter }: Frame): string {
  return paint('gutter', `${blanks(gutter + 2)}|`);
}

function blanks(count: number): string {
  return ' '.repeat(count);
}
