import { diagnose } from '../../diagnostics/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { lintCodes } from '../../diagnostics/lint-codes.ts';
import { quote } from '../../source/characters.ts';
import { type Layout, layoutOf } from '../../source/layout.ts';
import { type nearest, toNearest } from '../../source/nearest.ts';
import type { SourceText } from '../../source/text.ts';
import { findCode, isSuppressible } from '../codes.ts';
import { type Directive, readDirective, type Written } from './directive.ts';
import { Placement } from './placement.ts';
import { removeNames } from './remove.ts';
import { Scopes } from './scopes.ts';
import { unknownCode } from './unknown-code.ts';

/** The suppressions of a text, and what is wrong with them. */
export interface ReadSuppressions {
  readonly scopes: Scopes;
  readonly found: readonly Diagnostic[];
}

/** Reads the comments of a text that suppress findings; undefined, at once, where there can be none. */
export function readSuppressions(source: SourceText): ReadSuppressions | undefined {
  if (!source.text.includes('puppetlb')) return undefined;
  const layout = layoutOf(source);
  const placement = new Placement(source, layout);
  const scopes = new Scopes(placement);
  const reader: Reader = { source, placement, scopes, found: [], nearest: toNearest() };
  for (const comment of layout.comments) {
    const read = readDirective(source.text, comment, placement.isAlone(comment));
    if (read === undefined) continue;
    if ('meant' in read) {
      const message = `${quote(read.text)} is not a suppression`;
      const help = `write "# puppetlb-${read.meant} CODE -- reason"`;
      reader.found.push(diagnose(lintCodes.malformed, source, read.span, message, { help }));
    } else judge(reader, read);
  }
  judgeBlocks(reader, layout);
  return { scopes, found: reader.found };
}

interface Reader {
  readonly source: SourceText;
  readonly placement: Placement;
  readonly scopes: Scopes;
  readonly found: Diagnostic[];
  readonly nearest: typeof nearest;
}

function judge(reader: Reader, directive: Directive): void {
  const { source, placement, scopes, found } = reader;
  const { kind, names, word } = directive;
  const wrong = placement.misplaced(kind, directive.span);
  if (wrong !== undefined) {
    const { message, help } = wrong;
    found.push(diagnose(lintCodes.malformed, source, word, message, { help }));
    return;
  }
  if (names.length === 0) {
    const help = `write "# puppetlb-${kind} CODE${kind === 'enable' ? '' : ' -- reason'}"`;
    const message = `"puppetlb-${kind}" names no code`;
    found.push(diagnose(lintCodes.malformed, source, word, message, { help }));
    return;
  }
  let isInForce = false;
  for (const name of names) {
    const info = judgeName(name, reader);
    if (info === undefined) continue;
    isInForce = true;
    if (kind !== 'enable') scopes.add(directive, name, info);
    else if (!scopes.close(directive, name, info)) sayNotDisabled(reader, directive, name);
  }
  if (isInForce && kind !== 'enable') judgeReason(directive, reader);
}

function judgeName({ text, span }: Written, reader: Reader): CodeInfo | undefined {
  const { source, found } = reader;
  const info = findCode(text);
  if (info === undefined) {
    found.push(unknownCode(text, source, span, reader.nearest));
    return undefined;
  }
  if (isSuppressible(info)) return info;
  const isError = info.severity === 'error';
  const message = isError
    ? `${quote(text)} is an error, and errors are not suppressed`
    : `${quote(text)} is about suppressions themselves`;
  const help = isError
    ? `mend what it finds; puppetlb explain ${info.code} says why it matters`
    : `leave it out; its severity can be set: lint: { severities: { ${info.code}: off } }`;
  found.push(diagnose(lintCodes.notSuppressible, source, span, message, { help }));
  return undefined;
}

function judgeReason(
  { reason, undashed, word, names }: Directive,
  { source, found }: Reader,
): void {
  const end = names.at(-1)?.span.end ?? word.end;
  const span = { start: word.start, end };
  if (reason === undefined) {
    const message = 'the suppression has no reason';
    const help = 'write why it is right here, behind " -- "';
    found.push(diagnose(lintCodes.withoutReason, source, span, message, { help }));
  } else if (undashed !== undefined) {
    const message = 'the reason has no "--" before it';
    const fix = {
      title: 'write "--" before the reason',
      edits: [{ span: { start: undashed, end: undashed }, text: '-- ' }],
    };
    const help = 'write " -- " between the codes and the reason';
    found.push(diagnose(lintCodes.withoutReason, source, span, message, { help, fix }));
  }
}

function sayNotDisabled({ source, found }: Reader, directive: Directive, name: Written): void {
  const message = `${quote(name.text)} is not disabled here`;
  const edits = removeNames(source.text, directive, new Set([name]));
  const fix = { title: 'take it out', edits };
  const help = 'take it out, or write puppetlb-disable above';
  found.push(diagnose(lintCodes.unused, source, name.span, message, { help, fix }));
}

/** What stands in a text of HAProxy's is a comment of HAProxy's. */
function judgeBlocks({ source, found }: Reader, { blocks, lineOf }: Layout): void {
  for (const { start, end } of blocks) {
    const text = source.text.slice(start, end);
    if (!text.includes('puppetlb-')) continue;
    for (const match of text.matchAll(/#[#\t ]*(puppetlb-(disable|enable)[a-z-]*)/g)) {
      const [, word = ''] = match;
      const from = start + match.index + match[0].length - word.length;
      const message = `${quote(word)} stands in a text, whose comments are HAProxy's`;
      const help = `write it above line ${lineOf(start)}; it is then for every line of the text`;
      const span = { start: from, end: from + word.length };
      found.push(diagnose(lintCodes.malformed, source, span, message, { help }));
    }
  }
}
