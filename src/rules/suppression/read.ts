import { diagnose } from '../../findings/diagnose.ts';
import type { CodeInfo, Diagnostic, Fix } from '../../findings/diagnostic.ts';
import { lintCodes } from '../../findings/lint-codes.ts';
import { quote } from '../../text/characters.ts';
import { toNearest } from '../../text/nearest.ts';
import type { SourceText, Span } from '../../text/positions.ts';
import { type Layout, layoutOf } from '../../yaml/layout.ts';
import type { Codes } from '../codes.ts';
import { readDirective, type SuppressionDirective, type Written } from './directive.ts';
import { Scopes, type Suppression } from './scopes.ts';
import { unknownCode } from './severities.ts';

/** The comments of a text that suppress findings. */
export interface Suppressions {
  /** The comment that suppresses a finding, which then is used. */
  use(finding: Diagnostic): SuppressionDirective | undefined;
  /**
   * What is wrong with the comments. `open` are findings that nothing suppresses; of `unchecked` codes
   * nobody knows whether they would have been found.
   */
  report(open: readonly Diagnostic[], unchecked: ReadonlySet<string>): Diagnostic[];
}

/** Reads the comments of a text that suppress findings. */
export function readSuppressions(source: SourceText, codes: Codes): Suppressions {
  const layout = layoutOf(source);
  const scopes = new Scopes(source);
  const near = toNearest();
  const found = [...inBlocks(source, layout)];
  // Of a comment that suppresses nothing, what is wrong with its reason is not worth a finding.
  const ofReasons = new Map<SuppressionDirective, Diagnostic>();

  function check(directive: SuppressionDirective): void {
    const wrong = whyMalformed(directive, scopes);
    if (wrong !== undefined) found.push(malformed(source, directive.word, ...wrong));
    else {
      const known = directive.names.filter((name) => checkName(name, directive));
      const reason = checkReason(directive, source);
      if (known.length > 0 && reason !== undefined) ofReasons.set(directive, reason);
    }
  }

  /** Whether a name is in force. */
  function checkName(name: Written, directive: SuppressionDirective): boolean {
    const info = codes.find(name.text);
    if (info === undefined) {
      found.push(unknownCode(name, source, codes, near));
      return false;
    }
    const wrong = notSuppressible(name.text, info, codes);
    if (wrong !== undefined) {
      const [message, help] = wrong;
      found.push(diagnose(lintCodes.notSuppressible, source, name.span, message, { help }));
      return false;
    }
    if (directive.kind !== 'enable') scopes.add(directive, name, info);
    else if (!scopes.close(directive, info)) {
      const message = `${quote(name.text)} is not disabled here`;
      const help = 'remove it, or write puppetlb-disable above';
      const details = { help, fix: removal(source, directive, 1) };
      found.push(diagnose(lintCodes.unused, source, name.span, message, details));
    }
    return true;
  }

  for (const comment of layout.comments) {
    const read = readDirective(source.text, comment, scopes.isAlone(comment), codes);
    if (read === undefined) continue;
    if (!('meant' in read)) check(read);
    else {
      const help = `write "# puppetlb-${read.meant} CODE -- reason"`;
      found.push(malformed(source, read.span, `${quote(read.text)} is not a suppression`, help));
    }
  }
  return {
    use(finding) {
      const suppression = scopes.find(finding);
      if (suppression !== undefined) suppression.isUsed = true;
      return suppression?.directive;
    },
    report(open, unchecked) {
      const unused = new Map<SuppressionDirective, Suppression[]>();
      // An error may hide what a comment was written for.
      const isIncomplete = open.some(
        ({ code, severity }) => severity === 'error' && codes.find(code)?.severity === 'error',
      );
      for (const suppression of isIncomplete ? [] : scopes.all) {
        if (suppression.isUsed || unchecked.has(suppression.info.code)) continue;
        const others = unused.get(suppression.directive) ?? [];
        unused.set(suppression.directive, [...others, suppression]);
      }
      const reasons = [...ofReasons].flatMap(([one, reason]) => (unused.has(one) ? [] : reason));
      const firstOpen = new Map(open.toReversed().map((one) => [one.code, one]));
      const left = [...unused].map(([one, all]) => reportUnused(source, one, all, firstOpen));
      return [...found, ...reasons, ...left];
    },
  };
}

function malformed(source: SourceText, span: Span, message: string, help: string): Diagnostic {
  return diagnose(lintCodes.malformed, source, span, message, { help });
}

/** Why a directive does nothing as it stands, and what would. */
function whyMalformed(
  { kind, span, names }: SuppressionDirective,
  scopes: Scopes,
): [message: string, help: string] | undefined {
  const word = `"puppetlb-${kind}"`;
  const isAlone = scopes.isAlone(span);
  if (kind === 'disable-line' && isAlone) {
    const help =
      'move it to the end of the line with the finding, or write puppetlb-disable-next-line here';
    return [`${word} is on a line of its own`, help];
  }
  if ((kind === 'disable' || kind === 'enable') && !isAlone) {
    const help = 'move it to a line of its own; for this line alone write puppetlb-disable-line';
    return [`${word} is at the end of another line`, help];
  }
  const { firstLine } = scopes;
  if (kind === 'disable-file' && scopes.lineAt(span) >= firstLine) {
    return [`${word} is below the first line of the file`, `move it above line ${firstLine}`];
  }
  if (names.length > 0) return undefined;
  const help = `write "# puppetlb-${kind} CODE${kind === 'enable' ? '' : ' -- reason'}"`;
  return [`${word} names no code`, help];
}

function notSuppressible(
  text: string,
  info: CodeInfo,
  codes: Codes,
): [message: string, help: string] | undefined {
  const { code } = info;
  switch (codes.whyNotSuppressible(info)) {
    case 'error':
      return [
        `${quote(text)} is an error and cannot be suppressed`,
        `fix what it reports; puppetlb explain ${code} shows why it matters`,
      ];
    case 'import':
      return [`${quote(text)} is reported only by import`, 'remove it'];
    case 'suppression':
      return [
        `${quote(text)} reports suppressions and cannot be suppressed`,
        `remove it; to turn it off, write lint: { severities: { ${code}: off } }`,
      ];
    case undefined:
      return undefined;
  }
}

function checkReason(
  { kind, reason, undashed, word, names }: SuppressionDirective,
  source: SourceText,
): Diagnostic | undefined {
  if (kind === 'enable' || (reason !== undefined && undashed === undefined)) return undefined;
  const span = { start: word.start, end: names.at(-1)?.span.end ?? word.end };
  if (undashed === undefined) {
    const help = 'write the reason after " -- "';
    const message = 'the suppression has no reason';
    return diagnose(lintCodes.withoutReason, source, span, message, { help });
  }
  const help = 'write " -- " between the codes and the reason';
  const edits = [{ span: { start: undashed, end: undashed }, text: '-- ' }];
  const fix = { title: 'write "--" before the reason', edits };
  const message = 'the reason has no "--" before it';
  return diagnose(lintCodes.withoutReason, source, span, message, { help, fix });
}

/** What stands in a text of HAProxy's is a comment of HAProxy's. */
function* inBlocks(source: SourceText, { blocks, lineOf }: Layout): Iterable<Diagnostic> {
  for (const block of blocks) {
    const text = source.text.slice(block.start, block.end);
    let behind = 0;
    for (const { 0: word, index } of text.matchAll(/puppetlb-(disable|enable)[a-z-]*/g)) {
      const isComment = /#[\t ]*$/.test(text.slice(behind, index));
      behind = index + word.length;
      if (!isComment) continue;
      const span = { start: block.start + index, end: block.start + behind };
      const message = `${quote(word)} has no effect inside a text for HAProxy`;
      const help = `move it above line ${lineOf(block.start)}; it then applies to every line of the text`;
      yield malformed(source, span, message, help);
    }
  }
}

const maxNamed = 3;

function reportUnused(
  source: SourceText,
  directive: SuppressionDirective,
  unused: readonly Suppression[],
  open: ReadonlyMap<string, Diagnostic>,
): Diagnostic {
  const codes = unused.map(({ info }) => info.code);
  const more = codes.length > maxNamed ? ` and ${codes.length - maxNamed} more` : '';
  const where = directive.kind === 'disable-file' ? 'in this file' : 'here';
  const message = `there is no ${codes.slice(0, maxNamed).join(', no ')}${more} ${where} to suppress`;
  const elsewhere = codes.flatMap((code) => open.get(code) ?? [])[0];
  const line = elsewhere && layoutOf(source).lineOf(elsewhere.primary.span.start);
  const help = elsewhere && `remove it, or move it: ${elsewhere.code} is on line ${line}`;
  const { start } = (unused[0]?.name ?? directive).span;
  const { end } = (unused.at(-1)?.name ?? directive).span;
  const details = { help: help ?? 'remove it', fix: removal(source, directive, unused.length) };
  return diagnose(lintCodes.unused, source, { start, end }, message, details);
}

/** The fix that takes a comment out, its line with it; none where some of its codes are of use. */
function removal(
  { text }: SourceText,
  { names, span }: SuppressionDirective,
  useless: number,
): Fix | undefined {
  if (useless < names.length) return undefined;
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start).trimEnd();
  const lineBreak = text.indexOf('\n', span.end);
  const lineEnd = lineBreak === -1 ? text.length : lineBreak + 1;
  const start = lineStart + before.length;
  const edits = [{ span: { start, end: before === '' ? lineEnd : span.end }, text: '' }];
  return { title: 'remove the suppression', edits };
}
