import type { Span } from './text.ts';

/** What can be wrong with an inventory as bytes and as YAML, before anyone asks what it means. */
export type SourceProblem =
  | { readonly kind: 'too-large'; readonly span: Span; readonly what: string }
  | { readonly kind: 'not-utf8'; readonly span: Span; readonly encoding: string | undefined }
  | { readonly kind: 'binary'; readonly span: Span }
  | { readonly kind: 'forbidden-character'; readonly span: Span; readonly character: string }
  | { readonly kind: 'too-deep'; readonly span: Span; readonly limit: number }
  | { readonly kind: 'syntax'; readonly span: Span; readonly code: string; readonly line: string }
  | { readonly kind: 'several-documents'; readonly span: Span }
  | { readonly kind: 'directive'; readonly span: Span; readonly text: string }
  | { readonly kind: 'empty'; readonly span: Span }
  | { readonly kind: 'not-a-mapping'; readonly span: Span }
  | { readonly kind: 'alias'; readonly span: Span; readonly text: string }
  | { readonly kind: 'merge-key'; readonly span: Span }
  | { readonly kind: 'tag'; readonly span: Span; readonly tag: string }
  | { readonly kind: 'key-not-text'; readonly span: Span; readonly text: string }
  | {
      readonly kind: 'duplicate-key';
      readonly span: Span;
      readonly first: Span;
      readonly key: string;
    };
