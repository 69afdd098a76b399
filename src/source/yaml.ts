import { Composer, type CST, type Document, Lexer, Parser, type Scalar as YamlScalar } from 'yaml';
import type { SourceProblem } from './problem.ts';
import type { SourceText, Span } from './text.ts';

const maxDepth = 64;
const maxTokens = 4_000_000;
const maxText = 1024 * 1024;

/** A YAML document as the library composed it, and what is wrong with it. */
export interface ComposedYaml {
  readonly document: Document.Parsed | undefined;
  readonly problems: readonly SourceProblem[];
}

/** A scalar of a composed document. */
export type Scalar = YamlScalar.Parsed;

/**
 * Composes the one document of a text. The nesting is bounded while tokens are made, because
 * composing deep nesting can end the process (yaml 2.9 on Node 20).
 */
export function composeYaml(source: SourceText): ComposedYaml {
  const { tokens, problem } = tokenize(source.text);
  if (problem !== undefined) return { document: undefined, problems: [problem] };
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const documents = composer.compose(tokens, true, source.text.length);
  const document = documents.next().value ?? undefined;
  if (document === undefined) return { document, problems: [] };
  const problems = [...directives(source.text, tokens), ...syntaxErrors(source.text, document)];
  const second = documents.next().value;
  if (second !== undefined) {
    const span = separator(tokens) ?? { start: second.range[0], end: second.range[0] + 1 };
    problems.push({ kind: 'several-documents', span });
  }
  return { document, problems };
}

function tokenize(text: string): { tokens: CST.Token[]; problem?: SourceProblem } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxDepth) {
      const span = { start: parser.offset - 1, end: parser.offset };
      return { tokens, problem: { kind: 'too-deep', span, limit: maxDepth } };
    }
    if (lexeme.length > maxText) {
      const span = { start: parser.offset - lexeme.length, end: parser.offset };
      return { tokens, problem: { kind: 'too-large', span, what: 'a text of more than 1 MiB' } };
    }
    if (count > maxTokens) {
      const what = 'more than 4,000,000 words and signs';
      return { tokens, problem: { kind: 'too-large', span: { start: 0, end: 0 }, what } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
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

/** After one of these the library guesses, and what it says next is seldom another mistake. */
const recoverable: ReadonlySet<string> = new Set([
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'KEY_OVER_1024_CHARS',
]);

function syntaxErrors(text: string, document: Document.Parsed): SourceProblem[] {
  const problems: SourceProblem[] = [];
  for (const error of document.errors) {
    const [start] = error.pos;
    const end = Math.max(start + 1, Math.min(error.pos[1], text.length));
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', start);
    const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    if (error.code === 'MULTIPLE_DOCS') continue;
    problems.push({ kind: 'syntax', span: { start, end }, code: error.code, line });
    if (!recoverable.has(error.code) || problems.length === 20) break;
  }
  return problems;
}
