import { type Details, diagnose } from '../../findings/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import { quote } from '../../text/characters.ts';
import { type nearest, toNearest } from '../../text/nearest.ts';
import type { SourceText } from '../../text/positions.ts';
import { type Layout, layoutOf } from '../../yaml/layout.ts';
import type { Codes } from '../codes.ts';
import { readDirective, type SuppressionDirective, type Written } from './directive.ts';
import { Placement } from './placement.ts';
import { removeNames } from './remove.ts';
import { Scopes } from './scopes.ts';
import { unknownCode } from './unknown-code.ts';

/** The suppressions of a text, and what is wrong with them. */
export interface ReadSuppressions {
  readonly scopes: Scopes;
  readonly found: readonly Diagnostic[];
  /** What is wrong with reasons; of a comment that suppresses nothing it is not worth saying. */
  readonly ofReasons: ReadonlyMap<SuppressionDirective, Diagnostic>;
}

/** Reads the comments of a text that suppress findings. */
export function readSuppressions(source: SourceText, codes: Codes): ReadSuppressions {
  const layout = layoutOf(source);
  const placement = new Placement(source, layout);
  const scopes = new Scopes(placement);
  const ofReasons = new Map<SuppressionDirective, Diagnostic>();
  const found: Diagnostic[] = [];
  const reader: Reader = {
    source,
    placement,
    scopes,
    found,
    ofReasons,
    codes,
    nearest: toNearest(),
  };
  for (const comment of layout.comments) {
    const read = readDirective(source.text, comment, placement.isAlone(comment), codes);
    if (read === undefined) continue;
    if ('meant' in read) {
      const message = `${quote(read.text)} is not a suppression`;
      const help = `write "# puppetlb-${read.meant} CODE -- reason"`;
      found.push(diagnose(lintCodes.malformed, source, read.span, message, { help }));
    } else check(reader, read);
  }
  checkBlocks(reader, layout);
  return { scopes, found, ofReasons };
}

interface Reader {
  readonly source: SourceText;
  readonly placement: Placement;
  readonly scopes: Scopes;
  readonly found: Diagnostic[];
  readonly ofReasons: Map<SuppressionDirective, Diagnostic>;
  readonly codes: Codes;
  readonly nearest: typeof nearest;
}

function check(reader: Reader, directive: SuppressionDirective): void {
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
    const info = checkName(name, reader);
    if (info === undefined) continue;
    isInForce = true;
    if (kind !== 'enable') scopes.add(directive, name, info);
    else if (!scopes.close(directive, name, info)) reportNotDisabled(reader, directive, name);
  }
  if (isInForce && kind !== 'enable') checkReason(directive, reader);
}

function checkName({ text, span }: Written, reader: Reader): CodeInfo | undefined {
  const { source, found, codes } = reader;
  const info = codes.find(text);
  if (info === undefined) {
    found.push(unknownCode(text, source, span, codes, reader.nearest));
    return undefined;
  }
  const why = codes.whyNotSuppressible(info);
  if (why === undefined) return info;
  const { message, help } = errorTerms(text, info.code, why);
  found.push(diagnose(lintCodes.notSuppressible, source, span, message, { help }));
  return undefined;
}

function errorTerms(
  text: string,
  code: string,
  why: NonNullable<ReturnType<Codes['whyNotSuppressible']>>,
): { message: string; help: string } {
  switch (why) {
    case 'error':
      return {
        message: `${quote(text)} is an error, and errors are not suppressed`,
        help: `mend what it finds; puppetlb explain ${code} says why it matters`,
      };
    case 'import':
      return { message: `${quote(text)} is said by import, once`, help: 'leave it out' };
    case 'suppression':
      return {
        message: `${quote(text)} is about suppressions themselves`,
        help: `leave it out; its severity can be set: lint: { severities: { ${code}: off } }`,
      };
  }
}

function checkReason(directive: SuppressionDirective, { source, ofReasons }: Reader): void {
  const { reason, undashed, word, names } = directive;
  const span = { start: word.start, end: names.at(-1)?.span.end ?? word.end };
  const say = (message: string, details: Details): void => {
    ofReasons.set(directive, diagnose(lintCodes.withoutReason, source, span, message, details));
  };
  if (reason === undefined) {
    say('the suppression has no reason', { help: 'write why it is right here, behind " -- "' });
  } else if (undashed !== undefined) {
    const help = 'write " -- " between the codes and the reason';
    const edits = [{ span: { start: undashed, end: undashed }, text: '-- ' }];
    const fix = { title: 'write "--" before the reason', edits };
    say('the reason has no "--" before it', { help, fix });
  }
}

function reportNotDisabled(
  { source, found }: Reader,
  directive: SuppressionDirective,
  name: Written,
): void {
  const message = `${quote(name.text)} is not disabled here`;
  const edits = removeNames(source.text, directive, new Set([name]));
  const fix = { title: 'take it out', edits };
  const help = 'take it out, or write puppetlb-disable above';
  found.push(diagnose(lintCodes.unused, source, name.span, message, { help, fix }));
}

/** What stands in a text of HAProxy's is a comment of HAProxy's. */
function checkBlocks({ source, found }: Reader, { blocks, lineOf }: Layout): void {
  for (const { start, end } of blocks) {
    const text = source.text.slice(start, end);
    if (!text.includes('puppetlb-')) continue;
    let behind = 0;
    for (const match of text.matchAll(/puppetlb-(disable|enable)[a-z-]*/g)) {
      const [word] = match;
      const isComment = /#[\t ]*$/.test(text.slice(behind, match.index));
      behind = match.index + word.length;
      if (!isComment) continue;
      const from = start + match.index;
      const message = `${quote(word)} stands in a text, whose comments are HAProxy's`;
      const help = `write it above line ${lineOf(start)}; it is then for every line of the text`;
      const span = { start: from, end: from + word.length };
      found.push(diagnose(lintCodes.malformed, source, span, message, { help }));
    }
  }
}
