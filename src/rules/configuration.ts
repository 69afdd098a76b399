import { compareDiagnostics, type Diagnostic } from '../findings/diagnostic.ts';
import { formatProblem } from '../findings/yaml.ts';
import { checkPart } from '../inventory/check-part.ts';
import { readLintSettings } from '../inventory/lint-settings.ts';
import { MappingReader } from '../inventory/mapping-reader.ts';
import { ReadContext } from '../inventory/read-context.ts';
import type { SourceText } from '../text/positions.ts';
import { readYaml } from '../yaml/document.ts';
import type { SourceProblem } from '../yaml/problem.ts';
import { allCodes } from './codes.ts';
import type { InputFile } from './lint.ts';
import { applySeverities, type SeveritySettings } from './suppression/apply-severities.ts';
import { readSeverities } from './suppression/severities.ts';

/** The name of the file that says what holds for every inventory in its folder and below. */
export const configurationName = 'puppetlb.config.yaml';

/** What a configuration file says, and what is wrong with it, sorted. */
export interface LintConfiguration {
  readonly levels: SeveritySettings;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a configuration file; one that says nothing, or only comments, is fine. */
export function readLintConfiguration({ name, bytes }: InputFile): LintConfiguration {
  const { source, document, problems } = readYaml(name, bytes);
  if (document === undefined) {
    const wrong = problems.filter(({ kind }) => kind !== 'empty');
    return { levels: new Map(), diagnostics: wrong.map((problem) => format(source, problem)) };
  }
  const context = new ReadContext();
  const place = { document, path: [] };
  checkPart('config', document.value, place, context);
  const root = new MappingReader(place, document.value, context);
  const { levels, found } = readSeverities(
    readLintSettings(root.inside('lint')).severities,
    allCodes,
  );
  const diagnostics = [...context.found, ...applySeverities(found, levels)];
  return { levels, diagnostics: diagnostics.sort(compareDiagnostics) };
}

/** A problem of YAML in words for this file, which has no pools. */
function format(source: SourceText, problem: SourceProblem): Diagnostic {
  const found = formatProblem(source, problem, 'configuration');
  const help = helps[problem.kind];
  return help === undefined ? found : { ...found, help };
}

const helps: Partial<Readonly<Record<SourceProblem['kind'], string>>> = {
  alias: 'write the value itself',
  'merge-key': 'write its keys here',
  'not-a-mapping': 'write "lint:", and "severities:" below it',
  'too-large': 'write each code once',
};
