import type { MarkupContent } from 'vscode-languageserver';

/** How the pieces of a paragraph are written. */
export interface Style {
  /** A text of somebody else. */
  plain(text: string): string;
  strong(text: string): string;
  code(text: string): string;
}

/** A paragraph, or a piece of another language, shown as it is. */
export type Part =
  | ((style: Style) => string)
  | { readonly language: string; readonly code: string };

const asIs = (text: string): string => text;
const withoutMarks: Style = { plain: asIs, strong: asIs, code: asIs };
const markdown: Style = {
  plain: escapeMarks,
  strong: (text) => `**${escapeMarks(text)}**`,
  code: (text) => `\`${text}\``,
};

/** Parts one below the other, in Markdown or without marks for an editor that does not know it. */
export function toMarkup(parts: readonly Part[], isMarkdown: boolean): MarkupContent {
  const texts = parts.map((part) => {
    if (typeof part === 'function') return part(isMarkdown ? markdown : withoutMarks);
    return isMarkdown
      ? `${fence(part.code)}${part.language}\n${part.code}\n${fence(part.code)}`
      : part.code;
  });
  return { kind: isMarkdown ? 'markdown' : 'plaintext', value: texts.join('\n\n') };
}

/** Longer than any row of backticks in the text. */
function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([row]) => row.length));
  return '`'.repeat(longest + 1);
}

function escapeMarks(text: string): string {
  return text.replace(/[*_<[`|\\]/g, '\\$&');
}
