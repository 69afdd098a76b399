import type { Inventory, Pool } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';

/** A line of HAProxy configuration in an inventory, and the pool whose "extra" holds it. */
export interface ExtraLine {
  readonly words: readonly string[];
  readonly at: Origin;
  readonly pool: Pool | undefined;
}

/** The lines in "extra" of global and of pools. */
export function extraLines({ haproxy, pools }: Inventory): ExtraLine[] {
  return [undefined, ...pools].flatMap((pool) =>
    (pool ?? haproxy.global).extra.map(({ value, from }) => ({ words: value, at: from, pool })),
  );
}

/** What a line is about: its first word, and which option. */
export function directiveName(words: readonly string[]): string {
  return words.slice(0, words[0] === 'option' ? 2 : 1).join(' ');
}
