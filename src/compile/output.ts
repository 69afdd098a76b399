import type { Line, Section } from '../haproxy/syntax/section.ts';
import type { Origin, Setting } from '../inventory/place.ts';

/** A line of the output; every one knows why it is there. */
export interface OutputLine extends Line<Origin> {
  /** Whether an empty line is before it. */
  readonly gap?: boolean;
}

/** A section of the output, and the comment above it. */
export interface OutputSection extends Section<Origin> {
  readonly comment: Setting<string> | undefined;
  readonly lines: readonly OutputLine[];
}
