import type { Diagnostic } from '../../findings/diagnostic.ts';
import { showUnseen } from '../../text/characters.ts';
import { heaviest, maxListed } from './heaviest.ts';
import { formatPlace } from './message.ts';
import { Places } from './places.ts';

/**
 * One line for each finding: file, line, column, severity, code and message, as editors and grep read them. At most
 * 10,000 are listed, the heaviest; a last line counts the others. No name of a file is taken for a command by GitHub.
 */
export function formatConcise(diagnostics: readonly Diagnostic[]): string {
  const places = new Places();
  const listed = heaviest(diagnostics, maxListed);
  const lines = listed.map(({ primary, severity, code, message }) => {
    const line = `${formatPlace(primary, places)}: ${severity} ${code} ${showUnseen(message)}`;
    return line.startsWith('::') ? `./${line}` : line;
  });
  const omitted = diagnostics.length - listed.length;
  if (omitted > 0) lines.push(`... and ${omitted} more`);
  return lines.map((line) => `${line}\n`).join('');
}
