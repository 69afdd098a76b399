/** Each thing whose key an earlier one has, with the first that has it. */
export function* repeated<Thing>(
  things: Iterable<Thing>,
  keyOf: (thing: Thing) => unknown,
): Iterable<[thing: Thing, first: Thing]> {
  const seen = new Map<unknown, Thing>();
  for (const thing of things) {
    const key = keyOf(thing);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, thing);
    else yield [thing, first];
  }
}
