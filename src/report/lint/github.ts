import { countSeverities, type Diagnostic, type Severity } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import { forRunner } from '../runner.ts';
import type { ReportOptions } from './formats.ts';
import { severities } from './heaviest.ts';
import { formatPlace, messageLines } from './message.ts';
import { Places } from './places.ts';

/** GitHub shows this many annotations of a kind for each step of a job, and drops the rest silently. */
const maxAnnotations = 10;

/** Lines of a step's log beyond these are read by nobody. */
const maxLogged = 1000;

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/**
 * Workflow commands that annotate a pull request, errors first. Of more than ten of a kind nine are
 * annotations, the tenth says how many more there are, and those follow all commands as plain lines
 * of the step's log, at most 1,000 of them and how many more there are. Related places and the help
 * are lines of the message.
 */
export function formatGithub(
  diagnostics: readonly Diagnostic[],
  { codes, pathOf = (name) => name }: ReportOptions,
): string {
  const places = new Places();
  const names = new Map(codes.map(({ code, name }) => [code, `${code} ${name}`]));
  const counts = countSeverities(diagnostics);
  const annotations: string[] = [];
  const logged: string[] = [];
  for (const severity of severities) {
    const all = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    const shown = counts[severity] > maxAnnotations ? maxAnnotations - 1 : maxAnnotations;
    for (const diagnostic of all.slice(0, shown)) {
      const title = names.get(diagnostic.code) ?? diagnostic.code;
      const file = pathOf(diagnostic.primary.source.name);
      annotations.push(toAnnotation(diagnostic, { title, file }, places));
    }
    const more = all.slice(shown);
    if (more.length > 0) annotations.push(toRemainder(severity, more.length));
    for (const diagnostic of more) logged.push(toLogLine(diagnostic, places));
  }
  const unlogged = logged.length - maxLogged;
  if (unlogged > 0) logged.splice(maxLogged, unlogged, `... and ${unlogged} more`);
  return [...annotations, ...logged.map(forRunner)].map((line) => `${line}\n`).join('');
}

function toAnnotation(
  diagnostic: Diagnostic,
  { title, file }: { readonly title: string; readonly file: string },
  places: Places,
): string {
  const { severity, primary } = diagnostic;
  const { start, end } = places.place(primary.source, primary.span);
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    `col=${start.column}`,
    ...(start.line === end.line ? [`endColumn=${end.column}`] : []),
    `title=${escapeProperty(title)}`,
  ];
  const message = escapeData(messageLines(diagnostic, places).join('\n'));
  return `::${commands[severity]} ${properties.join(',')}::${message}`;
}

function toRemainder(severity: Severity, count: number): string {
  const kind = commands[severity];
  const what = `${count} more ${kind}s are in the log of this step`;
  return `::${kind} title=puppetlb::${what}, because GitHub shows ${maxAnnotations}`;
}

function toLogLine(diagnostic: Diagnostic, places: Places): string {
  const { code, severity, message, primary } = diagnostic;
  return `${severity}[${code}]: ${showUnseen(message)} (${formatPlace(primary, places)})`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
