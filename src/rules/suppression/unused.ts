import { diagnose } from '../../findings/diagnose.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import type { SourceText } from '../../text/positions.ts';
import type { Edit } from '../../yaml/edit.ts';
import { layoutOf } from '../../yaml/layout.ts';
import type { SuppressionDirective, Written } from './directive.ts';
import { removeNames } from './remove.ts';
import type { Scopes, Suppression } from './scopes.ts';

/** The codes of each comment that suppress nothing; of `unjudged` ones nobody knows. */
export function findUnused(
  { all }: Scopes,
  unchecked: ReadonlySet<string>,
): ReadonlyMap<SuppressionDirective, readonly Suppression[]> {
  const byDirective = new Map<SuppressionDirective, Suppression[]>();
  for (const suppression of all) {
    if (suppression.isUsed || unchecked.has(suppression.info.code)) continue;
    const unused = byDirective.get(suppression.directive);
    if (unused === undefined) byDirective.set(suppression.directive, [suppression]);
    else unused.push(suppression);
  }
  return byDirective;
}

/** Says of each comment what it does not suppress, with a fix that takes it out. */
export function reportUnused(
  source: SourceText,
  byDirective: ReadonlyMap<SuppressionDirective, readonly Suppression[]>,
  open: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (byDirective.size === 0) return [];
  const elsewhere = new Map<string, Diagnostic>();
  for (const found of open) if (!elsewhere.has(found.code)) elsewhere.set(found.code, found);
  return [...byDirective].map(([directive, unused]) =>
    format(source, directive, unused, elsewhere),
  );
}

const maxNamed = 3;

function format(
  source: SourceText,
  directive: SuppressionDirective,
  unused: readonly Suppression[],
  elsewhere: ReadonlyMap<string, Diagnostic>,
): Diagnostic {
  const codes = unused.slice(0, maxNamed).map(({ info }) => info.code);
  const more = unused.length > maxNamed ? ` and ${unused.length - maxNamed} more` : '';
  const where = directive.kind === 'disable-file' ? 'in this file' : 'here';
  const message = `there is no ${codes.join(', no ')}${more} ${where} to suppress`;
  const found = unused.flatMap(({ info }) => elsewhere.get(info.code) ?? [])[0];
  const fix = { title: 'take it out', edits: removalOf(source.text, directive, unused) };
  const [first] = unused;
  const last = unused.at(-1);
  const span = {
    start: first?.name.span.start ?? directive.word.start,
    end: last?.name.span.end ?? directive.word.end,
  };
  return diagnose(lintCodes.unused, source, span, message, { help: helpFor(source, found), fix });
}

function helpFor(source: SourceText, found: Diagnostic | undefined): string {
  if (found === undefined) return 'take it out';
  const line = layoutOf(source).lineOf(found.primary.span.start);
  return `take it out, or move it: ${found.code} is on line ${line}`;
}

/** Takes the codes out of the comment, and out of the one that ends it. */
function removalOf(
  text: string,
  directive: SuppressionDirective,
  unused: readonly Suppression[],
): Edit[] {
  const ends = new Map<SuppressionDirective, Set<Written>>();
  for (const { end, isDoubled } of unused) {
    if (end === undefined || isDoubled === true) continue;
    const names = ends.get(end.directive) ?? new Set();
    ends.set(end.directive, names.add(end.name));
  }
  const names = new Set(unused.map(({ name }) => name));
  return [
    ...removeNames(text, directive, names),
    ...[...ends].flatMap(([end, ended]) => removeNames(text, end, ended)),
  ];
}
