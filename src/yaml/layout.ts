import { Lexer } from 'yaml';
import { Lines, type SourceText, type Span } from '../text/positions.ts';

/** The marks that the library puts between what it read; they are not part of the text. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);
const scalarFollows = '\u001f';

/**
 * The lines of a YAML text as a reader counts them: the lines of one scalar belong to the line on which
 * it begins, those of a block (`|`) to the line of its key. Comments are YAML's; a `#` in a scalar is none.
 */
export interface Layout {
  readonly lines: Lines;
  /** From the `#` to the end of the line, in their order. */
  readonly comments: readonly Span[];
  /** Block scalars, without their header. */
  readonly blocks: readonly Span[];
  /** The first line, from 1, of what the line of an offset belongs to. */
  lineOf(offset: number): number;
}

const layouts = new WeakMap<SourceText, Layout>();

/** The layout of a text, made once; the text should be sound YAML. */
export function layoutOf(source: SourceText): Layout {
  let layout = layouts.get(source);
  if (layout === undefined) {
    layout = readLayout(source.text);
    layouts.set(source, layout);
  }
  return layout;
}

function readLayout(text: string): Layout {
  const lines = new Lines(text);
  const firstLines = new Map<number, number>();
  const firstOf = (line: number): number => firstLines.get(line) ?? line;
  const comments: Span[] = [];
  const blocks: Span[] = [];
  for (const { kind, span } of piecesOf(text)) {
    if (kind === 'comment') comments.push(span);
    else {
      if (kind === 'block') blocks.push(span);
      // A block begins on the line after its header.
      const header = lines.lineAt(span.start) - (kind === 'block' ? 1 : 0);
      const last = lines.lineAt(span.end - 1);
      const first = firstOf(header);
      for (let line = header + 1; line <= last; line += 1) firstLines.set(line, first);
    }
  }
  return { lines, comments, blocks, lineOf: (offset) => firstOf(lines.lineAt(offset)) };
}

interface Piece {
  readonly kind: 'comment' | 'block' | 'scalar';
  readonly span: Span;
}

/** Comments, and scalars of several lines. */
function* piecesOf(text: string): Iterable<Piece> {
  let start = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (marks.has(lexeme)) {
      isScalar = lexeme === scalarFollows;
      continue;
    }
    const span = { start, end: start + lexeme.length };
    const isQuoted = lexeme.startsWith('"') || lexeme.startsWith("'");
    if ((isScalar || isQuoted) && lexeme.includes('\n')) {
      const isBlock = isScalar && text.charAt(start - 1) === '\n';
      yield { kind: isBlock ? 'block' : 'scalar', span };
    } else if (!isScalar && lexeme.startsWith('#')) yield { kind: 'comment', span };
    isScalar = false;
    start = span.end;
  }
}
