import type { Diagnostic, Fix, Label } from '../../findings/diagnostic.ts';
import { secretsOf, withoutSecrets } from '../secrets.ts';
import { Places } from './places.ts';

/** So many places of a finding, and lines of a place, are looked at. */
const most = 200;

/** Findings that quote no secret of the lines that they are about; a fix that would write one is left to --fix. */
export function maskFindings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const places = new Places();
  const known = new Map<string, readonly string[]>();
  const secretsIn = (line: string): readonly string[] => {
    const secrets = known.get(line) ?? secretsOf(line);
    known.set(line, secrets);
    return secrets;
  };
  return diagnostics.map((diagnostic) => {
    const labels = [diagnostic.primary, ...diagnostic.related.slice(0, most)];
    const lines = labels.flatMap((label) => linesOf(label, places));
    const secrets = [...new Set(lines.flatMap(secretsIn))];
    return secrets.length === 0 ? diagnostic : maskFinding(diagnostic, secrets);
  });
}

function maskFinding(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  const { message, help, primary, related, fixes } = diagnostic;
  const masked = (text: string): string => withoutSecrets(text, secrets);
  const label = (one: Label): Label =>
    one.note === undefined ? one : { ...one, note: masked(one.note) };
  const isOpen = ({ edits }: Fix): boolean => edits.every(({ text }) => masked(text) === text);
  return {
    ...diagnostic,
    message: masked(message),
    ...(help !== undefined && { help: masked(help) }),
    primary: label(primary),
    related: related.map(label),
    fixes: fixes.filter(isOpen).map((fix) => ({ ...fix, title: masked(fix.title) })),
  };
}

function linesOf({ source, span }: Label, places: Places): string[] {
  if (source.text === '') return [];
  const { start, end } = places.place(source, span);
  const count = Math.min(most, end.line - start.line + 1);
  return Array.from({ length: count }, (_, at) => {
    const line = places.line(source, start.line + at);
    return source.text.slice(line.start, line.end);
  });
}
