import { proxyNumberNames } from '../../haproxy/facts/proxy-words.ts';
import type { Frontend, Inventory, Pool } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';

/** A line of HAProxy configuration in an inventory, and the pool whose "extra" holds it. */
export interface ExtraLine {
  readonly context: 'global' | 'proxy';
  readonly words: readonly string[];
  readonly at: Origin;
  readonly pool: Pool | undefined;
  /** The frontend of the pool whose "extra" it is. */
  readonly frontend?: Frontend;
}

/** The lines in "extra" of global, of defaults and of pools. */
export function extraLines({ haproxy, defaults, pools }: Inventory): ExtraLine[] {
  return [haproxy.global, defaults, ...pools].flatMap((owner) => {
    const pool = 'servers' in owner ? owner : undefined;
    const context = owner === haproxy.global ? 'global' : 'proxy';
    const ofFrontends = (pool?.frontends ?? []).flatMap((frontend) =>
      frontend.extra.map(
        ({ value, from }) => ({ context, words: value, at: from, pool, frontend }) as const,
      ),
    );
    const own = owner.extra.map(
      ({ value, from }) => ({ context, words: value, at: from, pool }) as const,
    );
    return [...ofFrontends, ...own];
  });
}

/** The lines in "extra" that hold in each pool, those of defaults included, and the pool with all of them. */
export function* linesOfPools({
  defaults,
  pools,
}: Inventory): Iterable<ExtraLine & { pool: Pool }> {
  for (const one of pools) {
    const pool = { ...one, extra: [...defaults.extra, ...one.extra] };
    for (const { value, from } of pool.extra) {
      yield { context: 'proxy', words: value, at: from, pool };
    }
  }
}

/** The lines that properties of a pool make which may stand in its "extra" too. */
export function propertyLines(pool: Pool): Pick<ExtraLine, 'words' | 'at'>[] {
  const numbers = proxyNumberNames.flatMap((name) => {
    const setting = pool[name];
    return setting === undefined
      ? []
      : [{ words: [name, String(setting.value)], at: setting.from }];
  });
  const options = [...pool.options].map(([name, { from }]) => ({
    words: ['option', name],
    at: from,
  }));
  return [...numbers, ...options];
}

/** The lines of checks of kind option. */
export function optionLines({ pools }: Inventory): (ExtraLine & { pool: Pool })[] {
  return pools.flatMap((pool) =>
    (pool.check.lines?.value ?? []).map(({ value, from }) => ({
      context: 'proxy' as const,
      words: value,
      at: from,
      pool,
    })),
  );
}

/** What a line is about: its first word, and which option. */
export function directiveName(words: readonly string[]): string {
  return words.slice(0, words[0] === 'option' ? 2 : 1).join(' ');
}
