import type { Context } from '../../haproxy/facts/keywords.ts';
import type { Line, Section } from '../../haproxy/syntax/section.ts';
import type { Inventory, Pool } from '../../inventory/model.ts';
import type { Origin, Setting } from '../../inventory/place.ts';

/** Words that begin with a keyword, as somebody wrote them beside what the inventory has properties for. */
export interface KeywordUse {
  readonly words: readonly string[];
  readonly context: Context;
  readonly at: Origin;
}

/** Every keyword in `extra` and in `sections`; none of sections that conditions may leave out. */
export function* keywordUses({ haproxy, pools }: Inventory): Iterable<KeywordUse> {
  yield* inExtra(haproxy.global.extra, 'global');
  for (const pool of pools) yield* inPool(pool);
  if (haproxy.sections === undefined) return;
  const { sections, place } = haproxy.sections;
  const lines = sections.flatMap((section) => section.lines);
  if (lines.some(({ words }) => words[0] === '.if')) return;
  for (const section of sections) {
    const opening = section.words.slice(0, 1);
    yield { words: opening, context: 'section', at: { ...place, line: section.origin } };
    for (const line of section.lines) {
      yield* inLine(line, section, { ...place, line: line.origin });
    }
  }
}

function* inPool({ extra, servers }: Pool): Iterable<KeywordUse> {
  yield* inExtra(extra, 'proxy');
  for (const { extra: options = [] } of servers) {
    for (const { value, from } of options) yield* eachWord(value, 'server', from);
  }
}

function* inExtra(
  extra: readonly Setting<readonly string[]>[],
  context: Context,
): Iterable<KeywordUse> {
  for (const { value, from } of extra) yield { words: value, context, at: from };
}

/** On a bind or a server line every word may be a keyword. */
function* eachWord(words: readonly string[], context: Context, at: Origin): Iterable<KeywordUse> {
  for (const word of words) yield { words: [word], context, at };
}

const proxies: ReadonlySet<string> = new Set(['defaults', 'frontend', 'backend', 'listen']);

function* inLine(
  { words }: Line<number>,
  { words: [section = ''] }: Section<number>,
  at: Origin,
): Iterable<KeywordUse> {
  const [first] = words;
  if (section === 'global') yield { words, context: 'global', at };
  if (!proxies.has(section)) return;
  if (first === 'bind') yield* eachWord(words.slice(2), 'bind', at);
  else if (first === 'server') yield* eachWord(words.slice(3), 'server', at);
  else if (first === 'default-server') yield* eachWord(words.slice(1), 'server', at);
  else yield { words, context: 'proxy', at };
}
