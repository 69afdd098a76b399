import type { Diagnostic, Severity } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import { toFingerprint } from './fingerprint.ts';
import type { ReportOptions } from './formats.ts';
import { heaviest, maxListed } from './heaviest.ts';
import { toJsonText } from './json-text.ts';
import { Places } from './places.ts';

/** GitLab has five: what keeps a haproxy.cfg from being written is not the worst that can happen to a fleet. */
const levels: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  info: 'info',
};

/**
 * Findings as a Code Quality report of GitLab, a JSON array. GitLab shows one finding of each fingerprint, and takes
 * one whose fingerprint changes for a new one. At most 10,000 are listed, the heaviest; a last one counts the others.
 */
export function formatGitlab(
  diagnostics: readonly Diagnostic[],
  { pathOf = (name) => name }: ReportOptions,
): string {
  const places = new Places();
  const fingerprint = toFingerprint(places, pathOf);
  const listed = heaviest(diagnostics, maxListed);
  const issues = listed.map((diagnostic) => {
    const { code, severity, primary } = diagnostic;
    const { start, end } = places.place(primary.source, primary.span);
    return {
      description: describe(diagnostic),
      check_name: code,
      fingerprint: fingerprint(diagnostic),
      severity: levels[severity],
      location: {
        path: pathOf(primary.source.name),
        lines: { begin: start.line, end: end.line },
      },
    };
  });
  const last = issues.at(-1);
  const omitted = diagnostics.length - listed.length;
  if (last === undefined || omitted === 0) return toJsonText(issues);
  const description = `... and ${omitted} more; puppetlb lint --format json counts them by severity`;
  const more = { description, check_name: 'omitted', fingerprint: 'omitted', severity: 'info' };
  return toJsonText([...issues, { ...more, location: last.location }]);
}

/** GitLab shows one line, in which the help is worth its place. */
function describe({ code, message, help }: Diagnostic): string {
  const [first] = (help ?? '').split(/\r?\n/);
  return showUnseen(`${code}: ${message}${first ? `; ${first}` : ''}`);
}
