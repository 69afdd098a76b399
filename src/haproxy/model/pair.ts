import { groupBy } from '../../text/group-by.ts';

/** Something of both sides; one of them alone where it was added or removed. */
export type Pair<T> =
  | { readonly before: T; readonly after: T }
  | { readonly before: T; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: T };

/** The pairs of what both sides have. */
export function keptPairs<T>(
  pairs: readonly Pair<T>[],
): { readonly before: T; readonly after: T }[] {
  return pairs.flatMap((pair) =>
    pair.before === undefined || pair.after === undefined
      ? []
      : [{ before: pair.before, after: pair.after }],
  );
}

/** How things are known to be the same. */
export interface Identity<T> {
  nameOf(one: T): string;
  /** What an item keeps when its name changes, the most reliable first; undefined where nothing identifies it. */
  traitsOf(one: T): readonly (string | undefined)[];
}

/**
 * Pairs things by name; of the others those that have a trait which no other one left of their side has.
 * In the order of the second side, what was removed behind it.
 */
export function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  { nameOf, traitsOf }: Identity<T>,
): Pair<T>[] {
  const left = groupBy(before, nameOf);
  const partners = new Map<T, T>();
  for (const one of after) {
    const partner = left.get(nameOf(one))?.shift();
    if (partner !== undefined) partners.set(one, partner);
  }
  const paired = new Set(partners.values());
  const traits = Math.max(0, ...after.slice(0, 1).map((one) => traitsOf(one).length));
  for (let trait = 0; trait < traits; trait += 1) {
    const removed = groupBy(
      before.filter((one) => !paired.has(one)),
      (one) => traitsOf(one)[trait],
    );
    const added = groupBy(
      after.filter((one) => !partners.has(one)),
      (one) => traitsOf(one)[trait],
    );
    for (const [kept, [one, ...others]] of added) {
      const [partner, ...rivals] = removed.get(kept) ?? [];
      if (one === undefined || partner === undefined || others.length + rivals.length > 0) continue;
      partners.set(one, partner);
      paired.add(partner);
    }
  }
  return [
    ...after.map((one): Pair<T> => {
      const partner = partners.get(one);
      return partner === undefined ? { after: one } : { before: partner, after: one };
    }),
    ...before.filter((one) => !paired.has(one)).map((one): Pair<T> => ({ before: one })),
  ];
}
