import type { Span } from '../text/positions.ts';
import type { SyntaxHint } from './hints/hint.ts';
import type { OtherFile } from './other-kinds.ts';

/** A root that is not a mapping, but may be meant as an inventory. */
export type OwnRoot = 'list' | 'list in brackets' | 'list of others' | 'text';

/** What can be wrong with an inventory as bytes and as YAML, before anyone asks what it means. */
export type SourceProblem =
  | { readonly kind: 'too-large'; readonly span: Span; readonly what: string }
  | { readonly kind: 'not-utf8'; readonly span: Span; readonly encoding: string | undefined }
  | { readonly kind: 'binary'; readonly span: Span; readonly isEmpty: boolean }
  | {
      readonly kind: 'forbidden-character';
      readonly span: Span;
      readonly character: string;
      /** How many more of it the text holds. */
      readonly others: number;
      /** It is written as an escape in double quotes. */
      readonly isEscaped: boolean;
    }
  | { readonly kind: 'too-deep'; readonly span: Span; readonly limit: number }
  | { readonly kind: 'syntax'; readonly span: Span; readonly hint: SyntaxHint }
  | { readonly kind: 'several-documents'; readonly span: Span; readonly isEmpty: boolean }
  | { readonly kind: 'directive'; readonly span: Span; readonly text: string }
  | { readonly kind: 'empty'; readonly span: Span }
  | {
      readonly kind: 'not-a-mapping';
      readonly span: Span;
      readonly is: OwnRoot | OtherFile;
    }
  | { readonly kind: 'alias'; readonly span: Span; readonly text: string }
  | { readonly kind: 'merge-key'; readonly span: Span }
  | { readonly kind: 'tag'; readonly span: Span; readonly tag: string }
  | { readonly kind: 'key-not-text'; readonly span: Span; readonly text: string }
  | {
      readonly kind: 'duplicate-key';
      readonly span: Span;
      readonly first: Span;
      readonly key: string;
      /** A list or a mapping twice, an item of a list that begins again, or two values. */
      readonly of: 'collections' | 'items' | 'values';
    };
