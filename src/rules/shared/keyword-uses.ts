import { bindProperties } from '../../haproxy/facts/bind-options.ts';
import type { Context } from '../../haproxy/facts/keywords.ts';
import { readBindOptions } from '../../haproxy/model/bind.ts';
import type { Bind, Inventory } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';
import { extraLines, optionLines } from './extra-lines.ts';
import { once } from './once.ts';
import { type WrittenLine, writtenSections } from './sections.ts';

/** Words that begin with a keyword, as somebody wrote them beside what the inventory has properties for. */
export interface KeywordUse {
  readonly words: readonly string[];
  readonly context: Context;
  readonly at: Origin;
}

/** Every keyword in `extra` and in `sections`; none of sections that conditions may leave out. */
export const keywordUses: (inventory: Inventory) => readonly KeywordUse[] = once((inventory) => [
  ...usesOf(inventory),
]);

function* usesOf(inventory: Inventory): Iterable<KeywordUse> {
  yield* extraLines(inventory);
  yield* optionLines(inventory);
  for (const { extra = [] } of inventory.pools.flatMap(({ servers }) => servers)) {
    for (const { value, from } of extra) yield* eachWord(value, 'server', from);
  }
  for (const bind of inventory.pools.flatMap(({ binds }) => binds)) yield* inBind(bind);
  const sections = writtenSections(inventory);
  if (sections.some(({ lines }) => lines.some(({ isConditional }) => isConditional))) return;
  for (const { words, at, lines } of sections) {
    yield { words: words.slice(0, 1), context: 'section', at };
    for (const line of lines) yield* inLine(line, words[0]);
  }
}

/** The options of a bind line; behind a word that is none, every word may be a keyword. */
function* bindWords(words: readonly string[], at: Origin): Iterable<KeywordUse> {
  const { options, unknown } = readBindOptions(words);
  yield* eachWord([...options.keys(), ...unknown], 'bind', at);
}

function* inBind(bind: Bind): Iterable<KeywordUse> {
  for (const name of bindProperties) {
    const at = bind[name]?.from;
    if (at !== undefined) yield { words: [name], context: 'bind', at };
  }
  for (const { value, from } of bind.extra) yield* bindWords(value, from);
}

/** On a server line every word may be a keyword. */
function* eachWord(words: readonly string[], context: Context, at: Origin): Iterable<KeywordUse> {
  for (const word of words) yield { words: [word], context, at };
}

const proxies: ReadonlySet<string> = new Set(['defaults', 'frontend', 'backend', 'listen']);

function* inLine({ words, at }: WrittenLine, section = ''): Iterable<KeywordUse> {
  const [first] = words;
  if (section === 'global') yield { words, context: 'global', at };
  if (!proxies.has(section)) return;
  if (first === 'bind') yield* bindWords(words.slice(2), at);
  else if (first === 'server') yield* eachWord(words.slice(3), 'server', at);
  else if (first === 'default-server') yield* eachWord(words.slice(1), 'server', at);
  else yield { words, context: 'proxy', at };
}
