import type { Inventory, Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';

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

/** The lines of the sections that are written as they are, each at its own line. */
export function sectionLines({ haproxy }: Inventory): ExtraLine[] {
  const { sections } = haproxy;
  if (sections === undefined) return [];
  return sections.sections.flatMap(({ lines }) =>
    lines.map(({ words, origin }) => ({
      words,
      at: { ...sections.place, line: origin },
      pool: undefined,
    })),
  );
}
