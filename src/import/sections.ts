import { readMilliseconds } from '../haproxy/model/number.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { type FileLine, type FileSection, textsOf } from '../haproxy/syntax/configuration.ts';
import { sectionKeywords } from '../haproxy/syntax/section.ts';
import { type CommentBook, readable } from './comments.ts';
import type { ImportReport } from './report.ts';
import { writeSafely } from './server.ts';
import { block, type YamlEntry } from './yaml-text.ts';

/**
 * The sections that are written again as they are, with the defaults that they start from; proxies
 * that had none get an empty defaults section, or they would start from what puppetlb writes.
 */
export function sectionsEntry(
  { all, kept, apart }: Copied,
  proxies: readonly ProxySection[],
  built: BuiltDefaults,
  { comments, report }: { comments: CommentBook; report: ImportReport },
): { entry: YamlEntry[]; lines: (FileLine | undefined)[] } {
  const wanted = wantedSections({ all, kept }, proxies, built);
  const isBare = proxies.some(
    ({ section, defaults }) => kept.has(section) && defaults === undefined,
  );
  const lines: SectionLine[] = apart.length > 0 ? [...globalLines(apart), blankLine] : [];
  if (isBare) lines.push({ text: 'defaults' }, blankLine);
  for (const section of all) {
    if (!wanted.has(section)) {
      const lost = sectionsInside(section);
      if (lost.length > 0) lines.push(...lost.flatMap((line) => lineTexts(line, '')), blankLine);
      continue;
    }
    report.untouched(section);
    lines.push(...sectionLines(section), blankLine);
    comments.above(section.opening, ...section.lines);
  }
  for (const line of apart) report.kept(line, '"haproxy.sections"');
  comments.above(...apart);
  lines.pop();
  if (lines.length === 0) return { entry: [], lines: [] };
  const value = block(lines.map(({ text }) => text));
  return { entry: [{ key: 'sections', value }], lines: lines.map(({ from }) => from) };
}

/** The sections that are copied, with the defaults that they start from. */
function wantedSections(
  { all, kept }: Pick<Copied, 'all' | 'kept'>,
  proxies: readonly ProxySection[],
  built: BuiltDefaults,
): Set<FileSection> {
  const wanted = new Set(kept);
  for (const { section, defaults } of proxies) {
    if (kept.has(section) && defaults !== undefined && !isBuilt(defaults, built))
      wanted.add(defaults);
  }
  const conditional = all.filter((section) => sectionsInside(section).length > 0);
  for (const section of conditional) wanted.add(defaultsAbove(section, all) ?? section);
  addNamed(all, wanted);
  return wanted;
}

/** Sections between ".if" and ".endif", which are among the lines of the section above them. */
function sectionsInside({ lines }: FileSection): FileLine[] {
  const undecided = lines.filter(({ isUndecided }) => isUndecided);
  const isOpening = ({ words }: FileLine) => sectionKeywords.has(words[0]?.text ?? '');
  return undecided.some(isOpening) ? undecided : [];
}

function defaultsAbove(section: FileSection, all: readonly FileSection[]): FileSection | undefined {
  const above = all.slice(0, all.indexOf(section) + 1);
  return above.findLast(({ opening }) => opening.words[0]?.text === 'defaults');
}

/** Which of all sections, and which lines of global ones, are copied. */
interface Copied {
  readonly all: readonly FileSection[];
  readonly kept: ReadonlySet<FileSection>;
  readonly apart: readonly FileLine[];
}

/** A line that is written, and the line of a file that it copies. */
interface SectionLine {
  readonly text: string;
  readonly from?: FileLine;
}

const blankLine: SectionLine = { text: '' };

/** The content of the defaults section of an inventory. */
export interface BuiltDefaults {
  readonly lines: readonly string[];
  readonly timeouts: ReadonlyMap<string, string>;
}

/** Whether a defaults section is what puppetlb writes anyway. */
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

/** Lines of global sections that no property holds. */
function globalLines(lines: readonly FileLine[]): SectionLine[] {
  return [{ text: 'global' }, ...lines.flatMap((line) => lineTexts(line, '  '))];
}

function sectionLines({ opening, lines, scope }: FileSection): SectionLine[] {
  const scoped = scope === undefined ? [] : [{ text: `[${scope}]` }];
  return [...scoped, ...lineTexts(opening, ''), ...lines.flatMap((line) => lineTexts(line, '  '))];
}

/** A line as it is written; old syntax, whose first words are in no file, as it is meant. */
function lineTexts(line: FileLine, indent: string): SectionLine[] {
  const { source, span, above, words, comment } = line;
  const behind = comment === undefined ? '' : ` # ${readable(comment)}`;
  const isMeant = words[0] !== undefined && words[0].start === words[0].end;
  const written = isMeant
    ? words.map(({ text }) => writeSafely(text)).join(' ') + behind
    : source.text.slice(span.start, span.end).trim().replaceAll('\t', ' ');
  const comments = above.map((text) => ({
    text: text === '' ? '' : `${indent}# ${readable(text)}`,
  }));
  return [...comments, { text: `${indent}${written}`, from: line }];
}
