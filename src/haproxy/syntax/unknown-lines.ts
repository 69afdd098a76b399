import type { Context } from '../facts/keywords.ts';
import { findUnknownKeyword } from '../facts/unknown-keyword.ts';
import type { ConfigurationProblem, FileSection } from './configuration.ts';

const contexts: Readonly<Record<string, Context>> = {
  global: 'global',
  defaults: 'proxy',
  frontend: 'proxy',
  backend: 'proxy',
  listen: 'proxy',
};

/** Lines for which HAProxy refuses the whole file, for it knows no such keyword there; not those that a condition may leave out. */
export function unknownLines(sections: readonly FileSection[]): ConfigurationProblem[] {
  return sections.flatMap(({ opening, lines }) => {
    const kind = opening.words[0]?.text ?? '';
    const context = Object.hasOwn(contexts, kind) ? contexts[kind] : undefined;
    if (context === undefined) return [];
    return lines.flatMap((line): ConfigurationProblem[] => {
      if (line.isUndecided || line.words.length === 0) return [];
      const words = line.words.map(({ text }) => text);
      const unknown = findUnknownKeyword(words, context);
      if (unknown === undefined) return [];
      return [{ severity: 'error', message: `HAProxy does not know ${unknown.name}`, place: line }];
    });
  });
}
