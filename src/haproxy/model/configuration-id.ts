import type { Configuration } from '../syntax/configuration.ts';
import { readableWords } from './directive.ts';

const idWord = /^puppetlb-[0-9a-f]{12}$/;

/** The configuration ID: the word in the description of `global` that identifies a running configuration. */
export function configurationIdWord(hash: string): string {
  return `puppetlb-${hash}`;
}

/** Whether a word of a description is a configuration ID. */
export function isConfigurationId(word: string): boolean {
  return idWord.test(word);
}

/** The words of a line of `global` without a configuration ID; none where a description was nothing else. */
export function withoutConfigurationId(words: readonly string[]): readonly string[] {
  if (words[0] !== 'description') return words;
  const own = words.filter((word) => !isConfigurationId(word));
  return own.length === 1 && words.length > 1 ? [] : own;
}

/** The configuration ID that a process of these files shows; undefined where the last description names none. */
export function configurationIdIn({
  sections,
}: Pick<Configuration, 'sections'>): string | undefined {
  const descriptions = sections
    .filter(({ opening }) => opening.words[0]?.text === 'global')
    .flatMap(({ lines }) => lines.map(readableWords))
    .filter(([first]) => first === 'description');
  return descriptions.at(-1)?.findLast(isConfigurationId);
}
