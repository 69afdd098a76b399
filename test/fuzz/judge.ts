import { xmlMistakes } from '../report/xml.ts';

/** What a run of the program left behind. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const documented = [0, 1, 2, 64, 74];

/** The lines that a report of findings consists of, and the messages of the program itself. */
const ours = [
  /^$/,
  /^puppetlb: /,
  /^(error|warning|info)\[[A-Z]{3}[0-9]{3}\]: \S/,
  /^ *--> .+/,
  /^ *[0-9]* \|( |$)/,
  /^ +\.\.\. and [0-9]+ more$/,
  /^\.\.\. and [0-9]+ more$/,
  /^ *= help: \S/,
  /^ {2}<stdin>:[0-9]+:[0-9]+ [A-Z]{3}[0-9]{3}: \S/,
  /^ {2}and [0-9]+ more$/,
  /^[0-9]+ (error|warning|info|suppressed)s?(, [0-9]+ (error|warning|info|suppressed)s?)*$/,
];

/** Characters that steer a terminal or hide what stands there. */
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** What is wrong with the runs of a case, the first of it; undefined where nothing is. */
export function judgeRuns(
  lines: readonly (readonly string[])[],
  runs: readonly Said[],
): string | undefined {
  for (const [index, run] of runs.entries()) {
    const problem = judgeSafely(lines[index] ?? [], run);
    if (problem !== undefined) return `${(lines[index] ?? []).join(' ')}: ${problem}`;
  }
  const [lint, build, fix] = runs;
  if (lint === undefined || build === undefined) return undefined;
  // Each site has a file of its own; lint judges all of them.
  if (lint.code === 0 && build.code === 64 && build.stderr.includes('--site')) return undefined;
  if (lint.code !== build.code) return `lint ends with ${lint.code} and build with ${build.code}`;
  if (fix === undefined || lint.code !== 0 || fix.code === 0) return undefined;
  const isPatch = lines[2]?.includes('--diff') === true && fix.stdout !== '';
  return isPatch ? undefined : `lint ends with 0 and lint --fix with ${fix.code}`;
}

function judgeSafely(words: readonly string[], run: Said): string | undefined {
  try {
    return judgeRun(words, run);
  } catch (error) {
    return `a report that cannot be read: ${(error as Error).message}`;
  }
}

function judgeRun(words: readonly string[], { code, stdout, stderr }: Said): string | undefined {
  if (code === null || !documented.includes(code)) return `exit code ${code}: ${stderr.trim()}`;
  const isColoured = words.some((word) => word.startsWith('--color'));
  if (!isColoured && steering.test(stderr)) return 'a control character on standard error';
  const foreign = isColoured ? undefined : foreignLine(words, stderr);
  if (foreign !== undefined) return `a line that is not ours: ${foreign}`;
  if (words[1] !== '-') return undefined;
  if (words[2] === '--fix') return judgeFix(words, code, stdout, stderr);
  if (words[0] === 'lint') return judgeLint(words[3] ?? '', code, stdout);
  if (words[0] === 'build') return judgeBuild(code, stdout, stderr);
  return undefined;
}

/** The first line of a report that is none; a help has further lines, further in than its first one. */
function foreignLine(words: readonly string[], stderr: string): string | undefined {
  const isOther = words[0] !== 'lint' && words.some((word) => word.startsWith('--format'));
  if (isOther || words.includes('--debug')) return undefined;
  let isHelp = false;
  return stderr.split('\n').find((line) => {
    const isMoreHelp: boolean = isHelp && (line === '' || /^ {6,}\S/.test(line));
    isHelp = isMoreHelp || /^ *= help: /.test(line);
    return !isMoreHelp && !ours.some((pattern) => pattern.test(line));
  });
}

function judgeLint(format: string, code: number, stdout: string): string | undefined {
  if (steering.test(stdout)) return 'a control character on standard output';
  const isError = reportsError(format, stdout);
  return code === (isError ? 1 : 0) ? undefined : `exit code ${code} does not fit the report`;
}

/** The fixed text, or a patch, is the user's own; the report stands beside it. */
function judgeFix(
  words: readonly string[],
  code: number,
  stdout: string,
  stderr: string,
): string | undefined {
  const isError = /^(puppetlb: not fixed: )?[0-9]+ errors?(,|$)/m.test(stderr);
  const isPatch = words.includes('--diff');
  if (
    isPatch &&
    stdout !== '' &&
    !/^--- a\/puppetlb\.yaml\n\+\+\+ b\/puppetlb\.yaml\n@@ /.test(stdout)
  )
    return 'a patch that is none';
  const isWrong = isError || (isPatch && stdout !== '');
  return code === (isWrong ? 1 : 0) ? undefined : `exit code ${code} does not fit the report`;
}

/** Whether a report of `lint` tells an error; a report that cannot be read is a failure too. */
function reportsError(format: string, report: string): boolean | undefined {
  switch (format) {
    case 'text':
      return /^[0-9]+ errors?(,|$)/m.test(report);
    case 'concise':
      return /^<stdin>:[0-9]+:[0-9]+: error /m.test(report);
    case 'github':
      return /^::error /m.test(report);
    case 'gitlab':
      return JSON.parse(report).some(
        (issue: { severity: string }) => issue.severity === 'critical',
      );
    case 'junit':
      refuseInvalid(report, 'junit.xsd');
      return /^ *<failure type="error"/m.test(report);
    case 'checkstyle':
      refuseInvalid(report, 'checkstyle.xsd');
      return /^ *<error [^>]*severity="error"/m.test(report);
    case 'json':
      return JSON.parse(report).summary.error > 0;
    default:
      return hasError(JSON.parse(report));
  }
}

function refuseInvalid(report: string, schema: string): void {
  const mistakes = xmlMistakes(schema, report);
  if (mistakes !== '') throw new Error(mistakes);
}

function hasError(log: { runs: { results: { level: string }[] }[] }): boolean {
  return log.runs.some(({ results }) => results.some(({ level }) => level === 'error'));
}

function judgeBuild(code: number, stdout: string, stderr: string): string | undefined {
  if (code === 0 && /^error\[/m.test(stderr)) return 'an error, and exit code 0';
  if (code === 0) return /^[^\0\r]*\n$/.test(stdout) ? undefined : 'the output is no whole text';
  if (stdout !== '') return 'output, and exit code 1';
  return code === 1 && !/^error\[/m.test(stderr) ? 'exit code 1 without an error' : undefined;
}
