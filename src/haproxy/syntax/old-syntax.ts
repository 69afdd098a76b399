import { quote } from '../../text/characters.ts';
import { bindOptions } from '../facts/bind-options.ts';
import { findGone, type GoneKeyword } from '../facts/keywords.ts';
import { formatVersion, newestVersion } from '../facts/versions.ts';
import {
  type Configuration,
  type ConfigurationProblem,
  type FileLine,
  type FilePlace,
  type FileSection,
  placeOfWord,
  textsOf,
} from './configuration.ts';

const algorithms: ReadonlySet<string> = new Set(['leastconn', 'roundrobin', 'source', 'static-rr']);

/** Reads syntax that HAProxy no longer accepts as it was meant; each such line is a problem. */
export function readAsMeant(configuration: Configuration): Configuration {
  const problems = [...configuration.problems];
  const report: Report = ({ source, span }, message, help) => {
    problems.push({ severity: 'error', message, help, place: { source, span } });
  };
  const sections = configuration.sections.map((section) => readSection(section, report));
  return { ...configuration, sections: giveLines(sections, report), problems };
}

/** Leaves out the options of binds that are gone from later versions, which older ones still know; each is a problem. */
export function withoutGoneOptions(configuration: Configuration): Configuration {
  const problems = [...configuration.problems];
  const report: Report = ({ source, span }, message, help) => {
    problems.push({ severity: 'error', message, help, place: { source, span } });
  };
  const sections = configuration.sections.map((section) => ({
    ...section,
    lines: section.lines.map((line) =>
      line.words[0]?.text === 'bind' ? readBind(line, report) : line,
    ),
  }));
  return { ...configuration, sections, problems };
}

type Report = (place: FilePlace, message: string, help?: ConfigurationProblem['help']) => void;

/** What a defaults section cannot contain, and the sections it can be meant for. */
const misplaced = [
  { keywords: ['server', 'server-template'], kinds: ['listen', 'backend'] },
  { keywords: ['bind'], kinds: ['listen', 'frontend'] },
] as const;

/** Gives servers and binds of a defaults section to the sections below it that have none. */
function giveLines(sections: readonly FileSection[], report: Report): FileSection[] {
  const isMisplaced = (line: FileLine) => misplacedOf(line) !== undefined;
  let given: readonly FileLine[] = [];
  const all = new Set<FileLine>();
  const read = sections.map((section) => {
    const { opening, lines } = section;
    const [kind = ''] = textsOf(opening);
    if (kind === 'defaults') {
      given = lines.filter(isMisplaced);
      for (const line of given) all.add(line);
      return given.length === 0
        ? section
        : { ...section, lines: lines.filter((line) => !isMisplaced(line)) };
    }
    const held = new Set(lines.map(misplacedOf));
    const taken = given.filter((line) => {
      const place = misplacedOf(line);
      const isMeant = place?.kinds.some((one) => one === kind) === true;
      return isMeant && !held.has(place);
    });
    for (const line of taken) reportMoved(line, opening, report);
    for (const line of taken) all.delete(line);
    return taken.length === 0 ? section : { ...section, lines: [...lines, ...taken] };
  });
  for (const line of all)
    report(
      line,
      `${quote(textsOf(line).join(' '))} is not imported: HAProxy refuses it in defaults`,
    );
  return read;
}

function reportMoved(line: FileLine, opening: FileLine, report: Report): void {
  const [keyword = ''] = textsOf(line);
  const section = quote(textsOf(opening).slice(0, 2).join(' '));
  const message = `HAProxy refuses ${quote(keyword)} in defaults; read as a line of ${section}`;
  report(line, message, `move it into ${section}`);
}

function misplacedOf(line: FileLine): (typeof misplaced)[number] | undefined {
  if (line.isUndecided) return undefined;
  const keyword = line.words[0]?.text;
  return misplaced.find(({ keywords }) => keywords.some((one) => one === keyword));
}

function readSection(section: FileSection, report: Report): FileSection {
  const { opening } = section;
  const [keyword = '', , address, ...more] = textsOf(opening);
  if (!/^(defaults|listen|frontend|backend)$/.test(keyword)) return section;
  const lines = section.lines.map((line) => readLine(line, report));
  const isProxy = keyword === 'listen' || keyword === 'frontend';
  if (!isProxy || address === undefined || address === 'from') return { ...section, lines };
  const words = ['bind', address, ...more].join(' ');
  const message = `${quote(address)} follows the section name; read as ${quote(words)}`;
  report(placeOfWord(opening, 2), message, `write ${quote(words)} on its own line`);
  const head = opening.words.slice(0, 2);
  const span = { start: opening.span.start, end: head[1]?.end ?? opening.span.end };
  const bind = withWords({ ...opening, above: [], comment: undefined }, 'bind', 2);
  return {
    ...section,
    opening: { ...opening, span, words: head },
    lines: [bind, ...lines],
  };
}

function readLine(line: FileLine, report: Report): FileLine {
  const words = textsOf(line);
  const [first = '', second] = words;
  const gone = findGone(words, 'proxy', newestVersion);
  if (gone?.isRenamed === true && gone.instead !== undefined) {
    return meantLine(line, withWords(line, gone.instead, 1), report);
  }
  if (!algorithms.has(first) || (first === 'source' && second !== undefined)) return line;
  return meantLine(line, withWords(line, 'balance', 0), report);
}

/** A bind without the options that are gone: what is left still listens. */
function readBind(line: FileLine, report: Report): FileLine {
  const [keyword, address, ...options] = line.words;
  if (keyword === undefined || address === undefined) return line;
  const held = [address];
  let gone: GoneKeyword | undefined;
  for (let at = 0; at < options.length; ) {
    const name = options[at]?.text ?? '';
    const takes = bindOptions.get(name)?.takes ?? 'nothing';
    const words = options.slice(at, at + (takes === 'nothing' ? 1 : 2));
    const found = findGone([name], 'bind', newestVersion);
    if (found === undefined) held.push(...words);
    else gone ??= found;
    at += words.length;
  }
  if (gone === undefined) return line;
  const meant = withWords({ ...line, words: held }, 'bind', 0);
  const words = quote(textsOf(meant).join(' '));
  const message = `HAProxy ${formatVersion(gone.from)} no longer knows ${quote(gone.keyword)}; read as ${words}`;
  report(line, message, `write ${words}`);
  return meant;
}

function meantLine(line: FileLine, meant: FileLine, report: Report): FileLine {
  const words = textsOf(meant).join(' ');
  const message = `HAProxy refuses ${quote(textsOf(line)[0] ?? '')}; read as ${quote(words)}`;
  report(line, message, `write ${quote(words)}`);
  return meant;
}

/** A line that starts with other words and goes on with its own from an index. */
function withWords(line: FileLine, start: string, from: number): FileLine {
  const { start: at = 0 } = line.words[0] ?? {};
  const words = start.split(' ').map((text) => ({ text, start: at, end: at }));
  return { ...line, words: [...words, ...line.words.slice(from)] };
}
