/**
 * The ids that HAProxy gives the servers of a pool: what is written stays, another server takes the next
 * free number, and each server, written id or not, moves on that number (HAProxy 2.2 and later).
 */
export function automaticIds(written: readonly (number | undefined)[]): number[] {
  const taken = new Set(written);
  let next = 1;
  return written.map((id) => {
    if (id === undefined) while (taken.has(next)) next += 1;
    const own = id ?? next;
    taken.add(own);
    next += 1;
    return own;
  });
}
