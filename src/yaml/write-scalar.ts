import { isScalar } from 'yaml';
import { spanOf, type YamlDocument } from './document.ts';
import type { Edit } from './edit.ts';
import { nodeAt } from './locate.ts';
import type { Path } from './path.ts';

/** Writes a text, or a boolean or number, in the place of the scalar at a path; undefined where that is none, or not on one line. */
export function writeScalar(
  document: YamlDocument,
  path: Path,
  value: string | boolean | number,
): Edit | undefined {
  const node = nodeAt(document, path);
  if (!isScalar(node)) return undefined;
  const span = spanOf(node as Parameters<typeof spanOf>[0]);
  const written = document.source.text.slice(span.start, span.end);
  if (written === '' || written.includes('\n') || /^[|>&!]/.test(written)) return undefined;
  if (typeof value !== 'string') return { span, text: String(value) };
  return { span, text: /^["']/.test(written) ? inQuotes(value) : asScalar(value) };
}

/** A scalar without quotes where every YAML program reads the same text, in lists and mappings too. */
export function asScalar(text: string): string {
  const isPlain = /^[\w./][\w./+=@;()^?~-]*(?:[ :](?=[\w./])[\w./+=@;()^?~-]*)*$/.test(text);
  return isPlain && !isRead(text) ? text : inQuotes(text);
}

/** What YAML programs read as something else than text; a whole number is one wherever it is taken. */
function isRead(text: string): boolean {
  const isNumber = /^[-+.]?[0-9][0-9_]*\.?[0-9_]*(e[-+]?[0-9]+)?$|^0[xob]/i.test(text);
  const isSexagesimal = /^[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?$/.test(text);
  if (/^(true|false|null|yes|no|on|off|y|n|~)$/i.test(text)) return true;
  return (isNumber || isSexagesimal) && !/^(0|[1-9][0-9]*)$/.test(text);
}

/** A text in the quotes that need no escapes, or else in double quotes. */
export function inQuotes(text: string): string {
  if (!/["\\\n]/.test(text)) return `"${text}"`;
  return /['\n]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}
