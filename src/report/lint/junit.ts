import { countSeverities, type Diagnostic } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import { groupByFile } from './by-file.ts';
import { toPaint } from './colour.ts';
import type { ReportOptions } from './formats.ts';
import { drawDiagnostic } from './frame.ts';
import { heaviest, maxListed } from './heaviest.ts';
import { formatPlace } from './message.ts';
import { Places } from './places.ts';
import { escapeText, openTag, toDocument } from './xml.ts';

/**
 * Findings as test results of JUnit, a suite for each file. Errors and warnings are failed tests, what is only worth
 * knowing is a passed one, and so is a file without findings: Jenkins takes a report without tests for a mistake.
 * Tests are named by code and message, not by line, so that one that was known stays known. At most 10,000 findings
 * are listed, the heaviest; the output of a last suite counts the others.
 */
export function formatJunit(
  diagnostics: readonly Diagnostic[],
  { names = [], pathOf = (name) => name }: ReportOptions,
): string {
  const places = new Places();
  const listed = heaviest(diagnostics, maxListed);
  const groups = [...groupByFile(listed, names, pathOf)];
  const suites = groups.flatMap(([path, group]) => toSuite(path, group, places));
  const omitted = diagnostics.length - listed.length;
  if (omitted > 0) suites.push(...toRemainder(omitted));
  const tests = groups.reduce((sum, [, group]) => sum + Math.max(1, group.length), 0);
  const counts = { tests, failures: countFailures(listed), errors: 0 };
  const head = `${openTag('testsuites', { name: 'puppetlb', ...counts })}>`;
  return toDocument([head, ...suites, '</testsuites>']);
}

function toSuite(path: string, group: readonly Diagnostic[], places: Places): readonly string[] {
  const tests = Math.max(1, group.length);
  const counts = { tests, failures: countFailures(group), errors: 0 };
  const nameOf = toName();
  // Jenkins takes what stands before the last dot for a package.
  const classname = path.replace(/\.ya?ml$/, '');
  const cases = group.flatMap((diagnostic) => {
    const head = openTag('testcase', { classname, name: nameOf(diagnostic) });
    return [`    ${head}>`, `      ${toOutcome(diagnostic, places)}`, '    </testcase>'];
  });
  const fine = `    ${openTag('testcase', { classname, name: 'nothing is wrong' })}/>`;
  return [
    `  ${openTag('testsuite', { name: path, file: path, ...counts })}>`,
    ...(group.length === 0 ? [fine] : cases),
    '  </testsuite>',
  ];
}

/** Names the tests of a file, no two alike. */
function toName(): (diagnostic: Diagnostic) => string {
  const occurrences = new Map<string, number>();
  return ({ code, message }) => {
    const name = showUnseen(`${code}: ${message}`);
    const occurrence = (occurrences.get(name) ?? 0) + 1;
    occurrences.set(name, occurrence);
    return occurrence === 1 ? name : `${name} (${occurrence})`;
  };
}

function toOutcome(diagnostic: Diagnostic, places: Places): string {
  const { severity, message, primary } = diagnostic;
  const drawn = escapeText(drawDiagnostic(diagnostic, places, toPaint(false)));
  if (severity === 'info') return `<system-out>${drawn}</system-out>`;
  const said = `${formatPlace(primary, places)}: ${showUnseen(message)}`;
  return `${openTag('failure', { type: severity, message: said })}>${drawn}</failure>`;
}

function toRemainder(omitted: number): readonly string[] {
  const counts = { tests: 0, failures: 0, errors: 0 };
  return [
    `  ${openTag('testsuite', { name: 'puppetlb', ...counts })}>`,
    `    <system-out>... and ${omitted} more</system-out>`,
    '  </testsuite>',
  ];
}

function countFailures(diagnostics: readonly Diagnostic[]): number {
  const { error, warning } = countSeverities(diagnostics);
  return error + warning;
}
