import type { Span } from '../text/positions.ts';
import type { Edit } from '../yaml/edit.ts';
import type { SyntaxHint } from '../yaml/hints/hint.ts';
import { inQuotes } from '../yaml/quote.ts';
import type { Fix } from './diagnostic.ts';
import {
  closeBrackets,
  indentWithBlanks,
  plainBlanks,
  separateDashes,
} from './syntax-fix-lines.ts';

/** The fix of a slip in YAML that can only have meant one thing; undefined where it could be another, or the text is not the slip's. */
export function fixHint(text: string, span: Span, hint: SyntaxHint): Fix | undefined {
  const repaired = repair(text, span, hint);
  return repaired && { ...repaired, isCertain: true };
}

function repair(text: string, span: Span, hint: SyntaxHint): Fix | undefined {
  const written = text.slice(span.start, span.end);
  switch (hint.is) {
    case 'address-brackets':
    case 'brackets-in-text':
      return written.replace(/ /g, '') === hint.text ? quoted(span, hint.text) : undefined;
    case 'address-port':
      return written.replace(/ /g, '') === hint.text
        ? replace(span, addressText(hint.text))
        : undefined;
    case 'bad-start':
      return quoteFrom(text, span.start, hint.text);
    case 'colon-in-value':
      return hint.word === undefined && written === hint.text
        ? quoteText(span, written)
        : undefined;
    case 'smart-quote':
      return written.length - hint.text.length === 2 ? quoted(span, hint.text) : undefined;
    case 'doubled-quote':
      return /^(["'])\1.*\1\1$/.test(written) ? quoted(span, hint.text) : undefined;
    case 'colon-blank':
    case 'equals':
      return separate(text, span, hint.key);
    case 'wrong-colon':
      return wrongColon(text, span);
    default:
      return repairCharacter(text, span, hint) ?? repairLines(text, span, hint);
  }
}

/** A sign that is missing, or stands where another one belongs. */
function repairCharacter(text: string, span: Span, hint: SyntaxHint): Fix | undefined {
  const written = text.slice(span.start, span.end);
  switch (hint.is) {
    case 'comma-missing':
      return hint.sign === undefined ? addComma(text, span.start) : undefined;
    case 'comma-behind':
    case 'empty-item':
      return /^,+$/.test(written) ? replace(span, '', 'delete the comma') : undefined;
    case 'wrong-closer':
      return written === hint.sign ? replace(span, closerOf(hint.open)) : undefined;
    case 'wrong-dash':
      return /^.[ \t]$/.test(text.slice(span.start, span.end + 1)) ? replace(span, '-') : undefined;
    case 'comment-sign':
      return written.startsWith('//') ? replaceSlashes(span.start) : undefined;
    case 'comment-blank':
      return written === '#' ? insertBlank(span.start) : undefined;
    default:
      return undefined;
  }
}

function closerOf(open: string): string {
  return open === '{' ? '}' : ']';
}

function replaceSlashes(start: number): Fix {
  return replace({ start, end: start + 2 }, '#');
}

function insertBlank(start: number): Fix {
  return insert(start, ' ', 'write a blank before the comment');
}

/** Blanks, and what a whole line begins or ends with. */
function repairLines(text: string, span: Span, hint: SyntaxHint): Fix | undefined {
  switch (hint.is) {
    case 'dash-blank':
      return toFix('write a blank after "-"', separateDashes(text, span.start));
    case 'unseen-blank':
      return toFix('write plain blanks', plainBlanks(text, span, hint.alone));
    case 'tab-indent':
      return toFix('indent with blanks', indentWithBlanks(text));
    case 'unclosed-bracket':
      return hint.place === 'below' || hint.inComment
        ? undefined
        : toFix(`close the "${hint.sign}"`, closeBrackets(text, span.start, hint.closers));
    default:
      return undefined;
  }
}

function toFix(title: string, edits: readonly Edit[] | undefined): Fix | undefined {
  return edits === undefined || edits.length === 0 ? undefined : { title, edits };
}

function replace(span: Span, text: string, title = `write ${text}`): Fix {
  return { title, edits: [{ span, text }] };
}

function insert(at: number, text: string, title: string): Fix {
  return replace({ start: at, end: at }, text, title);
}

function quoted(span: Span, text: string): Fix {
  return replace(span, inQuotes(text));
}

/** A text from its first sign on, which a value without quotes cannot begin with. */
function quoteFrom(text: string, start: number, meant: string): Fix | undefined {
  const span = { start, end: start + meant.length };
  const isWhole = /^[ \t]*(?:[ \t]#|[,:}\]\r\n]|$)/.test(text.slice(span.end, span.end + 80));
  // A variable of a template is not meant as the text that it is.
  const isOwn = /^[@`*&]/.test(meant) && !/[{}$%]|^@@/.test(meant);
  const isText = isWhole && isOwn && text.startsWith(meant, start);
  return isText ? quoted(span, meant) : undefined;
}

/** A text with ": " in it; with a colon at an end it is rather a slip of the key. */
function quoteText(span: Span, text: string): Fix | undefined {
  return /^:|:$/.test(text) ? undefined : quoted(span, text);
}

function addressText(text: string): string {
  return /^[0-9]/.test(text) ? text : inQuotes(text);
}

/** A colon and a blank behind a key, whatever stands there. */
function separate(text: string, { start, end }: Span, key: string): Fix | undefined {
  const at = text.indexOf(key, start) + key.length;
  if (at < key.length || at > end || at - key.length > start + 1) return undefined;
  const [sign = ''] =
    /^["']?[ \t]*(?:=>|:=|=|:)[ \t]*(?=[^\s#])/.exec(text.slice(at, at + 80)) ?? [];
  if (sign === '') return undefined;
  const quote = /^["']/.exec(sign)?.[0] ?? '';
  return replace({ start: at + quote.length, end: at + sign.length }, ': ', `write "${key}: "`);
}

function wrongColon(text: string, span: Span): Fix | undefined {
  if (span.end - span.start !== 1) return undefined;
  return replace(span, /\s/.test(text.charAt(span.end)) ? ':' : ': ', 'write ":"');
}

/** Right behind the word before, on the same line. */
function addComma(text: string, start: number): Fix | undefined {
  const before = text.slice(Math.max(0, start - 80), start);
  const blanks = /[^\s,{[]([ \t]+)$/.exec(before)?.[1];
  return blanks === undefined ? undefined : insert(start - blanks.length, ',', 'add the comma');
}
