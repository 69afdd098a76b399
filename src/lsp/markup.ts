import type { MarkupContent } from 'vscode-languageserver';

/** A paragraph, in Markdown, or a piece of another language, shown as it is. */
export type Part = string | { readonly language: string; readonly code: string };

/** Parts one below the other, in Markdown or without marks for an editor that does not know it. */
export function toMarkup(parts: readonly Part[], isMarkdown: boolean): MarkupContent {
  const texts = parts.map((part) => {
    if (typeof part === 'string')
      return isMarkdown ? part : part.replace(/\*\*|`|\\(?=[*_<[`|])/g, '');
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

/** A text of somebody else inside a paragraph of Markdown. */
export function plain(text: string): string {
  return text.replace(/[*_<[`|\\]/g, '\\$&');
}
