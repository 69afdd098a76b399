import { quote } from '../../text/characters.ts';
import type { SourceText } from '../../text/positions.ts';
import type { Result } from '../../text/result.ts';
import { Conditions } from './condition.ts';
import type {
  Configuration,
  ConfigurationProblem,
  FileLine,
  FilePlace,
  FileSection,
} from './configuration.ts';
import { type ReadLine, readLines } from './line.ts';
import { explainOutside, sectionKeywords } from './section.ts';

/**
 * Reads the files of a configuration in the order in which HAProxy is given them. Variables of the
 * environment are kept as they are written, and conditions on them stay undecided.
 */
export function readConfiguration(sources: readonly SourceText[]): Configuration {
  const reader = new ConfigurationReader();
  for (const source of sources) reader.readFile(source);
  return reader.finish(sources);
}

type OpenSection = FileSection & { readonly lines: FileLine[] };

class ConfigurationReader {
  readonly #sections: OpenSection[] = [];
  readonly #problems: ConfigurationProblem[] = [];
  #conditions = new Conditions();
  #above: string[] = [];
  #scope: string | undefined;
  #isOutside = false;

  readFile(source: SourceText): void {
    this.#conditions = new Conditions();
    this.#scope = undefined;
    for (const { line, problems } of readLines(source)) {
      this.#readLine(line, problems);
    }
    const end = { start: source.text.length, end: source.text.length };
    if (this.#conditions.depth > 0) this.#addError({ source, span: end }, '".if" has no ".endif"');
    if (source.text === '' || source.text.endsWith('\n')) return;
    const start = Math.max(0, source.text.length - 1);
    const message = 'the last line has no line feed: HAProxy treats the file as truncated';
    this.#addError(
      { source, span: { ...end, start } },
      message,
      'add a line feed at the end of the file',
    );
  }

  finish(sources: readonly SourceText[]): Configuration {
    const rest = trimBlank(this.#above);
    return { sources, sections: this.#sections, rest, problems: this.#problems };
  }

  #addError(place: FilePlace, message: string, help?: string): void {
    this.#problems.push({ severity: 'error', message, help, place });
  }

  #readLine(line: ReadLine, problems: readonly ConfigurationProblem[]): void {
    const [first] = line.words;
    const isMacro = first !== undefined && /^\.(if|elif|else|endif)$/.test(first.text);
    if (this.#conditions.value === false && !isMacro) return;
    this.#problems.push(...problems);
    if (first === undefined) {
      const comment = line.comment?.trim() ?? '';
      if (comment !== '' || this.#above.length > 0) this.#above.push(comment);
      return;
    }
    if (first.text.startsWith('[') && line.source.text.charAt(first.start) === '[') {
      this.#readScope(line);
    } else if (isMacro) this.#readCondition(line, first.text);
    else if (first.text.startsWith('.')) this.#readMacro(line, first.text);
    else this.#add(this.#toLine(line, this.#conditions.value !== true));
  }

  /** A line with the comments above it, which belong to no other line then. */
  #toLine(line: ReadLine, isUndecided: boolean): FileLine {
    const above = trimBlank(this.#above);
    this.#above = [];
    const comment = line.comment?.trim();
    return { ...line, comment: comment === '' ? undefined : comment, above, isUndecided };
  }

  #readScope(line: ReadLine): void {
    const scope = readScope(line.source.text.slice(line.span.start, line.span.end).trim());
    if ('message' in scope) {
      this.#addError(line, scope.message, scope.help);
      return;
    }
    this.#scope = scope.value;
    const message = `HAProxy reads ${quote(`[${scope.value}]`)} as the name of a scope, not as a line`;
    this.#problems.push({ severity: 'error', message, help: 'remove the line', place: line });
  }

  #readCondition(line: ReadLine, directive: string): void {
    const before = this.#conditions.value;
    const wrong = this.#conditions.follow(directive, line.words.slice(1));
    if (wrong !== undefined) this.#addError(line, wrong);
    const after = this.#conditions.value;
    if (before !== undefined && after !== undefined) return;
    this.#add(this.#toLine(line, true));
    if (directive !== '.if') return;
    const message = 'HAProxy evaluates this condition when it starts; its lines are not read here';
    const help = 'write the lines that you need, without the condition';
    this.#problems.push({ severity: 'error', message, help, place: line });
  }

  #readMacro(line: ReadLine, directive: string): void {
    const isPrinting = /^\.(notice|warning|diag)$/.test(directive);
    const message = isPrinting
      ? `${quote(directive)} only prints a message when HAProxy starts`
      : wordMacro(directive);
    this.#problems.push({ severity: isPrinting ? 'info' : 'error', message, place: line });
  }

  #add(line: FileLine): void {
    const [keyword] = line.words;
    const current = this.#sections.at(-1);
    const isOpening = keyword !== undefined && sectionKeywords.has(keyword.text);
    if (isOpening && !line.isUndecided) {
      this.#sections.push({ opening: line, lines: [], scope: this.#scope });
    } else if (current !== undefined) {
      current.lines.push(line);
    } else if (!line.isUndecided) this.#addOutside(line, keyword?.text ?? '');
  }

  #addOutside(line: FileLine, word: string): void {
    if (this.#isOutside) return;
    this.#isOutside = true;
    if (word.startsWith('\ufeff')) {
      this.#addError(line, 'the file begins with a byte order mark', 'remove it');
      return;
    }
    const { message, help } = explainOutside(word);
    this.#addError(line, message, help);
  }
}

function wordMacro(directive: string): string {
  if (directive === '.alert') return '".alert" makes HAProxy refuse the file';
  return `${quote(directive)} is not an HAProxy directive`;
}

function trimBlank(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
}

/** Reads a line that begins with "[": a name in brackets, and at most a comment after it. */
function readScope(text: string): Result<string> {
  const [, name, rest = ''] = /^\[([^\]]*)\]\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || name === '') {
    return { message: `${quote(text)} has no scope name in the brackets` };
  }
  if (/^[A-Za-z0-9_:.-]+$/.test(name) && (rest === '' || rest.startsWith('#'))) {
    return { value: name };
  }
  const bad = rest === '' ? name : rest;
  return { message: `${quote(bad)} is not part of the scope name`, help: 'remove it' };
}
