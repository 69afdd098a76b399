import { readMilliseconds } from '../haproxy/model/number.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { type FileLine, type FileSection, textsOf } from '../haproxy/syntax/configuration.ts';
import { type CommentBook, readable } from './comments.ts';
import type { ImportReport } from './report.ts';
import { writeSafely } from './server.ts';
import { block, type YamlEntry } from './yaml-text.ts';

/**
 * The sections that are written again as they are, with the defaults that they start from; proxies
 * that had none get an empty defaults section, or they would start from what puppetlb writes.
 */
export function sectionsEntry(
  all: readonly FileSection[],
  kept: ReadonlySet<FileSection>,
  proxies: readonly ProxySection[],
  built: BuiltDefaults,
  { comments, report }: { comments: CommentBook; report: ImportReport },
): YamlEntry[] {
  const wanted = new Set(kept);
  for (const { section, defaults } of proxies) {
    if (kept.has(section) && defaults !== undefined && !isBuilt(defaults, built))
      wanted.add(defaults);
  }
  addNamed(all, wanted);
  const isBare = proxies.some(
    ({ section, defaults }) => kept.has(section) && defaults === undefined,
  );
  const lines: string[] = isBare ? ['defaults', ''] : [];
  for (const section of all) {
    if (!wanted.has(section)) continue;
    const { opening } = section;
    const name = opening.words.map(({ text }) => text).join(' ');
    report.kept(opening, `"${name}" is kept in "haproxy.sections"`);
    lines.push(...sectionLines(section), '');
    comments.above(opening, ...section.lines);
  }
  lines.pop();
  if (lines.length === 0) return [];
  return [{ key: 'sections', value: block(lines) }];
}

/** What the defaults section of an inventory says. */
export interface BuiltDefaults {
  readonly lines: readonly string[];
  readonly timeouts: ReadonlyMap<string, string>;
}

/** Whether a defaults section says what puppetlb writes anyway. */
function isBuilt(
  { opening, lines }: FileSection,
  { lines: built, timeouts }: BuiltDefaults,
): boolean {
  if (opening.words.length > 1) return false;
  const words = [
    ...built,
    ...[...timeouts].map(([name, value]) => `timeout ${name} ${readMilliseconds(value)}`),
  ];
  const said = lines.map((line) => {
    const [first = '', second = '', third = ''] = textsOf(line);
    const ms = first === 'timeout' ? readMilliseconds(third) : undefined;
    return ms === undefined ? textsOf(line).join(' ') : `${first} ${second} ${ms}`;
  });
  // Without a line a proxy is in mode tcp.
  const meant = said.filter((line) => line !== 'mode tcp');
  return meant.toSorted().join('\n') === words.toSorted().join('\n');
}

/** Defaults that a wanted section names. */
function addNamed(all: readonly FileSection[], wanted: Set<FileSection>): void {
  for (const section of all.toReversed()) {
    if (!wanted.has(section)) continue;
    const texts = section.opening.words.map(({ text }) => text);
    const from = texts.indexOf('from', 1);
    if (from === -1) continue;
    const named = all.find(
      ({ opening: { words } }) =>
        words[0]?.text === 'defaults' && words[1]?.text === texts[from + 1],
    );
    if (named !== undefined) wanted.add(named);
  }
}

function sectionLines({ opening, lines, scope }: FileSection): string[] {
  const scoped = scope === undefined ? [] : [`[${scope}]`];
  return [...scoped, ...lineTexts(opening, ''), ...lines.flatMap((line) => lineTexts(line, '  '))];
}

/** A line as it is written; old syntax, whose first words stand nowhere, as it is meant. */
function lineTexts({ source, span, above, words }: FileLine, indent: string): string[] {
  const isMeant = words[0] !== undefined && words[0].start === words[0].end;
  const written = isMeant
    ? words.map(({ text }) => writeSafely(text)).join(' ')
    : source.text.slice(span.start, span.end).trim().replaceAll('\t', ' ');
  const comments = above.map((text) => (text === '' ? '' : `${indent}# ${readable(text)}`));
  return [...comments, `${indent}${written}`];
}
