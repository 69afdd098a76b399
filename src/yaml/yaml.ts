import {
  Composer,
  type CST,
  type Document,
  isScalar,
  Lexer,
  Parser,
  type Scalar as YamlScalar,
} from 'yaml';
import type { SourceText, Span } from '../text/positions.ts';
import { findOtherFile } from './other-file.ts';
import type { SourceProblem } from './problem.ts';
import { explainErrors } from './syntax-errors.ts';

const maxDepth = 64;
const maxTokens = 4_000_000;
/** Anchors, quotes or words in a row are a mistake that takes the library minutes to describe. */
const maxRun = 10_000;
const maxText = 1024 * 1024;

/** A YAML document as the library composed it, and what is wrong with it. */
export interface ComposedYaml {
  readonly document: Document.Parsed | undefined;
  readonly problems: readonly SourceProblem[];
}

/** A scalar of a composed document. */
export type Scalar = YamlScalar.Parsed;

/** The most syntax errors that are reported at once. */
export const maxHints = 20;

/**
 * Composes the one document of a text, with at most so many syntax errors. The nesting is bounded while tokens are made, because
 * composing deep nesting can end the process (yaml 2.9 on Node 20).
 */
export function composeYaml(source: SourceText, mostHints: number = maxHints): ComposedYaml {
  const { tokens, problem } = tokenize(source.text);
  if (problem !== undefined) return { document: undefined, problems: [problem] };
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const documents = composer.compose(tokens, true, source.text.length);
  const document = documents.next().value ?? undefined;
  if (document === undefined) return { document, problems: [] };
  const found = directives(source.text, tokens);
  const isBroken = document.errors.length > 0;
  const other = isBroken ? findOtherFile(source.text) : undefined;
  // A template in an inventory is reported at the place of its tag.
  if (other !== undefined && other.is !== 'template') {
    return { document, problems: [{ kind: 'not-a-mapping', ...other }] };
  }
  const how = { hasDirectives: found.length > 0, most: mostHints };
  const explained = isBroken ? explainErrors(source.text, document, how) : [];
  const problems = [...found, ...explained];
  const second = documents.next().value;
  if (second !== undefined && !problems.some(({ kind }) => kind === 'syntax')) {
    const span = separator(tokens) ?? { start: second.range[0], end: second.range[0] + 1 };
    problems.push({ kind: 'several-documents', span, isEmpty: isEmpty(second) });
  }
  return { document, problems };
}

function isEmpty({ contents, errors }: Document.Parsed): boolean {
  const isNothing = contents === null || (isScalar(contents) && contents.source === '');
  return isNothing && errors.length === 0;
}

function tokenize(text: string): { tokens: CST.Token[]; problem?: SourceProblem } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  let run = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    run = separates(lexeme) ? 0 : run + 1;
    for (const token of parser.next(lexeme)) tokens.push(token);
    const problem = boundBroken(parser, lexeme, count, run);
    if (problem !== undefined) return { tokens, problem };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function boundBroken(
  parser: Parser,
  lexeme: string,
  count: number,
  run: number,
): SourceProblem | undefined {
  const end = parser.offset;
  if (parser.stack.length > maxDepth) {
    return { kind: 'too-deep', span: { start: end - 1, end }, limit: maxDepth };
  }
  if (lexeme.length > maxText) {
    const span = { start: end - lexeme.length, end };
    return { kind: 'too-large', span, what: 'a text of more than 1 MiB' };
  }
  const span = { start: 0, end: 0 };
  if (run > maxRun) {
    return { kind: 'too-large', span, what: 'thousands of words in a row without a separator' };
  }
  if (count <= maxTokens) return undefined;
  return { kind: 'too-large', span, what: 'more than 4,000,000 YAML tokens' };
}

/** Whether a lexeme ends a run of words: a line break, or a structure character. */
function separates(lexeme: string): boolean {
  return /^[\n\r,:[\]{}?-]/.test(lexeme);
}

function directives(text: string, tokens: readonly CST.Token[]): SourceProblem[] {
  return tokens
    .filter((token) => token.type === 'directive')
    .map((token) => {
      const span = { start: token.offset, end: token.offset + token.source.length };
      return { kind: 'directive', span, text: text.slice(span.start, span.end) };
    });
}

function separator(tokens: readonly CST.Token[]): Span | undefined {
  const [, second] = tokens.filter((token) => token.type === 'document');
  if (second?.type !== 'document') return undefined;
  const start = second.start.find((token) => token.type === 'doc-start')?.offset;
  return start === undefined ? undefined : { start, end: start + 3 };
}
