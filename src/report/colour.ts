import type { Severity } from '../diagnostics/diagnostic.ts';

/** Gives a text the colour of a severity, or that of the gutter. */
export type Paint = (what: Severity | 'gutter', text: string) => string;

const styles: Readonly<Record<Severity | 'gutter', string>> = {
  error: '1;31',
  warning: '1;33',
  info: '1;34',
  gutter: '34',
};

/** Paints with ANSI escapes, or leaves every text as it is. */
export function toPaint(colour: boolean): Paint {
  return (what, text) => (colour ? `\u001b[${styles[what]}m${text}\u001b[0m` : text);
}
