import { resolve } from 'node:path';
import { type Fixed, fixText, type Repaired } from '../fix/fix-text.ts';
import { differenceNotes, shownDiff } from '../report/preview/unified.ts';
import { maskMentions } from '../report/secrets.ts';
import type { InputFile } from '../rules/lint.ts';
import { showUnseen } from '../text/characters.ts';
import { Lines } from '../text/positions.ts';
import { joinLines } from '../text/unified.ts';
import { maxBytes } from '../yaml/decode.ts';
import { FileError } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';
import { replaceFile } from './replace-file.ts';

/** How repairs are made known: written, or only shown as a patch. */
export interface Fixing {
  readonly host: Io;
  readonly today: string | undefined;
  readonly isPatch: boolean;
}

/** The files as they are after the repairs, whether there were any, and whether one could not be written. */
export interface FixedFiles {
  readonly files: readonly InputFile[];
  readonly isChanged: boolean;
  readonly isUnwritten: boolean;
}

/**
 * Repairs what has one right answer, and says so on standard error: files are replaced, standard input goes to
 * standard output; a patch of all of them goes there in their stead where one is wanted.
 */
export function fixFiles(files: readonly InputFile[], fixing: Fixing): FixedFiles {
  const all = files.map((file) => fixFile(file, fixing));
  return {
    files: all.map(({ file }) => file),
    isChanged: all.some(({ isChanged }) => isChanged),
    isUnwritten: all.some(({ isUnwritten }) => isUnwritten),
  };
}

interface FixedFile {
  readonly file: InputFile;
  readonly isChanged: boolean;
  readonly isUnwritten: boolean;
}

function fixFile(file: InputFile, fixing: Fixing): FixedFile {
  const fixed = fixText(file, fixing.today);
  const isChanged = fixed.repaired.length > 0;
  const text = withMark(file, fixed.text);
  const bytes = isChanged ? new TextEncoder().encode(text) : file.bytes;
  const { host: io, isPatch } = fixing;
  if (isPatch && isChanged) showPatch(file, text, io);
  if (!isPatch && !writeOutput({ ...file, bytes }, file.bytes, io)) {
    return { file, isChanged, isUnwritten: true };
  }
  say(file, fixed, fixing);
  return { file: { ...file, bytes }, isChanged, isUnwritten: false };
}

/** Puts a file where it belongs, unless it is there; false where it cannot be written. */
function writeOutput(file: InputFile, before: Uint8Array, io: Io): boolean {
  if (isStream(file)) return pass(file, io);
  return file.bytes === before || write(file, before, io);
}

/** What is not understood goes through as it is, unless its end was not read. */
function pass({ bytes }: InputFile, io: Io): boolean {
  if (bytes.length <= maxBytes) {
    io.out(bytes);
    return true;
  }
  io.err('puppetlb: standard input was not read to its end; nothing is written\n');
  return false;
}

function isStream({ name }: InputFile): boolean {
  return name === '<stdin>';
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** A byte order mark stays where there is one. */
function withMark({ bytes }: InputFile, text: string): string {
  const [first, second, third] = bytes;
  return first === 0xef && second === 0xbb && third === 0xbf ? `\ufeff${text}` : text;
}

function write({ name, bytes }: InputFile, before: Uint8Array, io: Io): boolean {
  try {
    const now = readIfThere(io, name);
    if (now !== undefined && Buffer.compare(now, before) !== 0) {
      throw new FileError(`${name} is not fixed: a different program changed it meanwhile`);
    }
    replaceFile(resolve(io.cwd, name), name, decode(bytes));
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    io.err(`puppetlb: ${showUnseen(error.message)}\n`);
    return false;
  }
}

function showPatch(file: InputFile, text: string, io: Io): void {
  const name = isStream(file) ? 'puppetlb.yaml' : file.name;
  const patch = shownDiff(name, decode(file.bytes), text);
  if (patch.lines.length > 0) io.out(joinLines(patch.lines));
  for (const note of differenceNotes(patch)) io.err(`puppetlb: ${note}\n`);
}

/** More lines are read by nobody. */
const maxShown = 100;

function say({ name, bytes }: InputFile, fixed: Fixed, { host: io, isPatch }: Fixing): void {
  const source = new TextDecoder().decode(bytes);
  const lines = new Lines(source);
  const { repaired, leftAlone } = fixed;
  const titleOf = ({ title, at }: Repaired): string => {
    const { start, end } = lines.span(lines.lineAt(at));
    return maskMentions(title, source.slice(start, end));
  };
  const shown = repaired
    .slice(0, maxShown)
    .map((one) => `  ${placeOf(name, lines, one)}: ${titleOf(one)}`);
  if (repaired.length > maxShown) shown.push(`  and ${repaired.length - maxShown} more`);
  const heading = `puppetlb: ${name}: ${repaired.length} ${isPatch ? 'would be fixed' : 'fixed'}`;
  const alone = leftAlone
    .slice(0, maxShown)
    .map(
      (one) =>
        `puppetlb: ${placeOf(name, lines, one)} is not fixed: "${titleOf(one)}" would not make the inventory valid`,
    );
  const said = [...(repaired.length === 0 ? [] : [heading, ...shown]), ...alone];
  if (said.length > 0) io.err(`${said.map(showUnseen).join('\n')}\n`);
}

function placeOf(name: string, lines: Lines, { at, finding }: Repaired): string {
  const { line, column } = lines.position(at);
  return `${name}:${line}:${column} ${finding.code}`;
}
