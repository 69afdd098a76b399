import type { SourceProblem } from '../problem.ts';
import type { SyntaxHint } from './hint.ts';
import { lineStart } from './line.ts';
import { lexemes } from './open.ts';

/** What other programs leave in a text; then no other error is reported. */
export function findForeign(text: string): SourceProblem[] {
  const conflicts = findConflicts(text);
  if (conflicts.length > 0) return conflicts;
  const prefix = findPrefix(text);
  const template = findTemplate(text);
  return [prefix ?? template].filter((found) => found !== undefined);
}

function findConflicts(text: string): SourceProblem[] {
  const found: SourceProblem[] = [];
  let isInside = false;
  for (const { index, 0: line } of text.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm)) {
    if (!isInside || line.startsWith('<')) {
      const message = 'unresolved merge conflict';
      const help = 'keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>';
      found.push(problem(index, line.length, { message, help }));
    }
    isInside = !line.startsWith('>');
    if (found.length === 20) break;
  }
  return found;
}

/** A character or a number that begins each of the first three lines. */
function findPrefix(text: string): SourceProblem | undefined {
  const lines = /^.{0,200}\n.{0,200}\n.{0,200}/.exec(text)?.[0].split('\n') ?? [];
  const prefix = /^[+>|]/.exec(lines[0] ?? '')?.[0];
  const isPrefixed = prefix !== undefined && lines.every((line) => line.startsWith(prefix));
  const isNumber = (line: string, at: number) =>
    Number(/^ *([0-9]+)[\t :|]/.exec(line)?.[1]) === at + 1;
  if (!isPrefixed && !(lines.length === 3 && lines.every(isNumber))) return undefined;
  const message = isPrefixed
    ? `each line begins with "${prefix}"`
    : 'each line begins with its line number';
  const help = 'copy the file itself, not the output of a diff, a pager or an editor';
  return problem(text.search(/\S/), 1, { message, help });
}

const languages: Readonly<Record<string, string>> = {
  '{{': ' (Jinja, Go)',
  '{%': ' (Jinja)',
  '{#': ' (Jinja)',
  '<%': ' (ERB, EPP)',
  '%{': ' (Hiera, Terraform)',
};

/** HAProxy's own "%{+Q}" is not one. */
const templateTag = /\{[{%#]|<%|%\{[a-z: ]/i;
const tagInText = /\{[{%]|<%|%\{[a-z: ]/i;

/** The first template tag outside comments, quotes and block texts. */
function findTemplate(text: string): SourceProblem | undefined {
  if (!templateTag.test(text)) return undefined;
  let isBlock = false;
  for (const { at, lexeme } of lexemes(text)) {
    const isText = /^["'#]/.test(lexeme) || (isBlock && lexeme.includes('\n'));
    const isBracket = lexeme === '{' && /^\{[{%#]/.test(text.slice(at, at + 2));
    const isHiera = lexeme === '{' && /^%\{[a-z: ]/i.test(text.slice(at - 1, at + 2));
    if (isHiera) return templateAt(text, at - 1);
    const inside = isBracket ? 0 : lexeme.search(tagInText);
    if (inside !== -1 && !isText) return templateAt(text, at + inside);
    isBlock = /^[|>]/.test(lexeme) || (isBlock && !lexeme.includes('\n'));
  }
  return undefined;
}

/** A template tag at an offset. */
export function templateAt(text: string, start: number): SourceProblem {
  const tag = text.slice(start, start + 2);
  const message = `"${tag}" is template syntax${languages[tag] ?? ''}, not YAML`;
  const quoted = tag === '{{' ? '; or, if "{{" is text, write the value in quotes' : '';
  const help = `render the template, then lint the result${quoted}`;
  return problem(start, 2, { message, help, isTemplate: true });
}

function problem(start: number, length: number, hint: SyntaxHint): SourceProblem {
  return { kind: 'syntax', span: { start, end: start + Math.max(1, length) }, hint };
}

/** Valid YAML that breaks the lines around it: a directive, a key in brackets. */
export function findOther(text: string, offset: number): SourceProblem | undefined {
  const start = lineStart(text, offset);
  const line = /.*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
  const [directive] = /^%[A-Z].*\S/.exec(line) ?? [];
  const [, indent = '', key] = /^(\s*)([[{][\w.-]+[\]}])\s*:(?:\s|$)/.exec(line) ?? [];
  const spanOf = (from: number, { length }: string) => ({ start: from, end: from + length });
  if (directive !== undefined) {
    return { kind: 'directive', span: spanOf(start, directive), text: directive };
  }
  if (key === undefined) return undefined;
  return { kind: 'key-not-text', span: spanOf(start + indent.length, key), text: key };
}
