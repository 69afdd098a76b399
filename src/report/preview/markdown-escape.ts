import { showUnseen } from '../../text/characters.ts';

/**
 * A text as a code span, in which neither CommonMark nor GitHub or GitLab find markup, mentions,
 * references or addresses; also in a cell of a table. What can't be seen is made visible.
 */
export function markdownCode(text: string): string {
  return showUnseen(text)
    .split(/(?<=\\)(?=\|)/)
    .map((part) => codeSpan(part))
    .join(' ');
}

/** A pipe ends a cell even in a code span, but for a backslash before it, which is taken away. */
function codeSpan(text: string): string {
  if (text === '') return '';
  const fence = '`'.repeat(longestRun(text) + 1);
  const isOpen = /^`|`$|^ .*[^ ].* $/.test(text);
  const inner = isOpen ? ` ${text} ` : text;
  return `${fence}${inner.replaceAll('|', '\\|')}${fence}`;
}

/** Lines as a code block whose fence no line in it can close. */
export function markdownFence(language: string, lines: readonly string[]): string[] {
  const longest = lines.reduce((most, line) => Math.max(most, longestRun(line)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
