import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import type {
  Configuration,
  FileLine,
  FileSection,
} from '../../src/haproxy/syntax/configuration.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { importConfiguration } from '../../src/import/import.ts';
import { lint } from '../../src/rules/lint.ts';

/**
 * What is said of an inventory that holds the words of a configuration as they are written, quotes
 * and all, so that a hostile text reaches lint; and what reading the configuration finds.
 */
export function judge(file: string, text: string): Diagnostic[] {
  const configuration = asWritten(readConfiguration([{ name: file, text }]));
  const imported = importConfiguration(configuration);
  const unread = imported.diagnostics.filter(({ code }) => code === 'HAP380');
  if (imported.text === undefined) return unread;
  const bytes = new TextEncoder().encode(imported.text);
  return [...unread, ...lint({ name: 'inventory.yaml', bytes }).diagnostics];
}

function asWritten(configuration: Configuration): Configuration {
  const sections = configuration.sections.map(
    (section): FileSection => ({
      ...section,
      opening: lineAsWritten(section.opening),
      lines: section.lines.map(lineAsWritten),
    }),
  );
  return { ...configuration, sections };
}

function lineAsWritten(line: FileLine): FileLine {
  const words = line.words.map(({ start, end }) => ({
    text: line.source.text.slice(start, end),
    start,
    end,
  }));
  return { ...line, words };
}
