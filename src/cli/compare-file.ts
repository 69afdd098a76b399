import { isUtf8 } from 'node:buffer';
import { maskLine } from '../report/secrets.ts';
import { showUnseen } from '../text/characters.ts';
import { exit } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';

/** Says whether a file holds a text, and where they begin to differ; returns the exit code. */
export function compareFile(text: string, target: string, io: Io): number {
  const existing = readIfThere(io, target);
  if (existing === undefined) {
    io.err(`puppetlb: ${target}: no such file\n`);
    return exit.differs;
  }
  const wanted = Buffer.from(text);
  if (wanted.equals(existing)) return exit.fine;
  // A character for each byte, for what is no UTF-8 differs too.
  const [lines, others] = [Buffer.from(existing), wanted].map((bytes) =>
    bytes.toString('latin1').split('\n'),
  ) as [string[], string[]];
  const at = Array.from({ length: Math.max(lines.length, others.length) });
  const first = at.findIndex((_, index) => lines[index] !== others[index]);
  const shown = [lines[first], others[first]].map((line, index) =>
    line === undefined ? '' : `${index === 0 ? '-' : '+'} ${showBytes(line)}\n`,
  );
  const where = `from line ${first + 1}`;
  io.err(
    `puppetlb: ${target} differs from what the inventory builds, ${where}:\n${shown.join('')}`,
  );
  return exit.differs;
}

/** A line as it is read, what is no UTF-8 as <0xFF>, its secrets masked. */
function showBytes(line: string): string {
  const bytes = Buffer.from(line, 'latin1');
  const text = isUtf8(bytes)
    ? bytes.toString()
    : line.replace(
        /[\x80-\xff]/g,
        (byte) => `<0x${byte.charCodeAt(0).toString(16).toUpperCase()}>`,
      );
  return showUnseen(maskLine(text));
}
