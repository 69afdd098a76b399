import { serverOptionOf, serverOptions } from '../facts/server-options.ts';
import type { FileLine } from '../syntax/configuration.ts';
import { readMilliseconds, readNumber } from './number.ts';
import type { OptionValue, ProxyServer, ServerOption } from './proxies.ts';

/** The options of a server line, or of default-server, over those that held before. */
export interface ReadOptions {
  readonly options: ReadonlyMap<string, ServerOption>;
  readonly unknown: readonly string[];
}

/** Reads server options as HAProxy does: the last one holds, and the first unknown word ends them. */
export function readServerOptions(
  words: readonly string[],
  before: ReadonlyMap<string, ServerOption>,
  line: FileLine,
  isInherited: boolean,
): ReadOptions {
  const options = new Map(before);
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    if (word === '') break;
    const removed = removes(word);
    if (removed !== undefined) {
      options.delete(removed);
      at += 1;
      continue;
    }
    const read = readOption(words, at);
    if (read === undefined) return { options, unknown: words.slice(at) };
    options.set(word, { value: read.value, line, isInherited });
    at += read.count;
  }
  return { options, unknown: [] };
}

/** The option that a word takes away; every bare word has an opposite, unless that is an option too. */
function removes(word: string): string | undefined {
  const facts = serverOptionOf(word);
  if (facts !== undefined) return facts.undoes;
  const positive = word.startsWith('no-') ? word.slice(3) : '';
  const isBare = serverOptions.get(positive)?.takes === 'nothing';
  return isBare && serverOptions.get(positive)?.undoes === undefined ? positive : undefined;
}

function readOption(
  words: readonly string[],
  at: number,
): { value: OptionValue; count: number } | undefined {
  const [word = '', text] = words.slice(at, at + 2);
  const takes = serverOptionOf(word)?.takes;
  if (takes === 'nothing') return { value: true, count: 1 };
  if (takes === 'source') return readSource(words, at);
  if (takes === undefined || text === undefined) return undefined;
  if (takes === 'time') return { value: readMilliseconds(text) ?? [text], count: 2 };
  return { value: takes === 'number' ? readNumber(text) : [text], count: 2 };
}

/** `source` takes an address, and what it is combined with. */
function readSource(
  words: readonly string[],
  at: number,
): { value: OptionValue; count: number } | undefined {
  const [address, word = '', value] = words.slice(at + 1, at + 4);
  if (address === undefined) return undefined;
  const isMore = (word === 'usesrc' || word === 'interface') && value !== undefined;
  const taken = isMore ? [address, word, value] : [address];
  return { value: taken, count: taken.length + 1 };
}

/** The first of some words that is no server option of HAProxy, or lacks what it takes. */
export function findUnknownOption(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const read = removes(word) === undefined ? readOption(words, at) : { count: 1 };
    if (read === undefined) return word;
    at += read.count;
  }
  return undefined;
}

/** A number that an option of a server holds. */
export function numberOf({ options }: ProxyServer, name: string): number | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** The first word that an option of a server holds. */
export function wordOf({ options }: ProxyServer, name: string): string | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'object' ? value[0] : undefined;
}

/** An option as it is written. */
export function optionWords(name: string, value: OptionValue): string[] {
  if (value === true) return [name];
  return typeof value === 'number' ? [name, String(value)] : [name, ...value];
}
