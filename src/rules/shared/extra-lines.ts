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
  return [
    ...haproxy.global.extra.map(({ value, from }) => ({ words: value, at: from, pool: undefined })),
    ...pools.flatMap((pool) =>
      pool.extra.map(({ value, from }) => ({ words: value, at: from, pool })),
    ),
  ];
}
