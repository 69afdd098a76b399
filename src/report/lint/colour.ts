import type { Severity } from '../../findings/diagnostic.ts';

type Painted = Severity | 'gutter' | 'added' | 'removed';

/** Gives a text the colour of a severity, that of the gutter, or of a line in a difference. */
export type Paint = (what: Painted, text: string) => string;

const styles: Readonly<Record<Painted, string>> = {
  error: '1;31',
  warning: '1;33',
  info: '1;34',
  gutter: '34',
  added: '32',
  removed: '31',
};

/** Paints with ANSI escapes, or leaves every text as it is. */
export function toPaint(colour: boolean): Paint {
  return (what, text) => (colour ? `\u001b[${styles[what]}m${text}\u001b[0m` : text);
}
