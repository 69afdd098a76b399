import {
  type Configuration,
  type FileLine,
  type FileSection,
  placeOfWord,
  textsOf,
} from '../haproxy/syntax/configuration.ts';
import { quote } from '../text/characters.ts';
import type { ImportReport } from './report.ts';

/** Timeouts as HAProxy 1 wrote them; refused since 2.1. */
const oldTimeouts: Readonly<Record<string, string>> = {
  contimeout: 'connect',
  clitimeout: 'client',
  srvtimeout: 'server',
};

const algorithms: ReadonlySet<string> = new Set(['leastconn', 'roundrobin', 'source', 'static-rr']);

/** Reads syntax that HAProxy no longer takes as it was meant, and reports each such line. */
export function readOldSyntax(configuration: Configuration, report: ImportReport): Configuration {
  const sections = configuration.sections.map((section) => readSection(section, report));
  return { ...configuration, sections };
}

function readSection(section: FileSection, report: ImportReport): FileSection {
  const { opening } = section;
  const [keyword = '', , address, ...more] = textsOf(opening);
  if (!/^(defaults|listen|frontend|backend)$/.test(keyword)) return section;
  const lines = section.lines.map((line) => readLine(line, report));
  const isProxy = keyword === 'listen' || keyword === 'frontend';
  if (!isProxy || address === undefined || address === 'from') return { ...section, lines };
  const words = ['bind', address, ...more].join(' ');
  const message = `${quote(address)} stands behind the name; read as ${quote(words)}`;
  report.unreadable(placeOfWord(opening, 2), message, `write ${quote(words)} on its own line`);
  const head = opening.words.slice(0, 2);
  const span = { start: opening.span.start, end: head[1]?.end ?? opening.span.end };
  const bind = withWords({ ...opening, above: [], comment: undefined }, 'bind', 2);
  return {
    ...section,
    opening: { ...opening, span, words: head },
    lines: [bind, ...lines],
  };
}

function readLine(line: FileLine, report: ImportReport): FileLine {
  const [first = '', second] = textsOf(line);
  const timeout = Object.hasOwn(oldTimeouts, first) ? oldTimeouts[first] : undefined;
  if (timeout !== undefined) {
    return meantLine(line, withWords(line, `timeout ${timeout}`, 1), report);
  }
  if (!algorithms.has(first) || (first === 'source' && second !== undefined)) return line;
  return meantLine(line, withWords(line, 'balance', 0), report);
}

function meantLine(line: FileLine, meant: FileLine, report: ImportReport): FileLine {
  const words = textsOf(meant).join(' ');
  const message = `HAProxy refuses ${quote(textsOf(line)[0] ?? '')}; read as ${quote(words)}`;
  report.unreadable(line, message, `write ${quote(words)}`);
  return meant;
}

/** A line that starts with other words and goes on with its own from an index. */
function withWords(line: FileLine, start: string, from: number): FileLine {
  const { start: at = 0 } = line.words[0] ?? {};
  const words = start.split(' ').map((text) => ({ text, start: at, end: at }));
  return { ...line, words: [...words, ...line.words.slice(from)] };
}
