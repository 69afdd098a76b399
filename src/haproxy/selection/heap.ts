/** A priority queue of numbers, the least first; its capacity is fixed. */
export class Heap {
  readonly #items: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#items = new Float64Array(capacity);
  }

  push(value: number): void {
    const items = this.#items;
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = items[above] ?? 0;
      if (other <= value) break;
      items[at] = other;
      at = above;
    }
    items[at] = value;
  }

  /** Takes the least; NaN where nothing is left. */
  pop(): number {
    const items = this.#items;
    if (this.#size === 0) return Number.NaN;
    const least = items[0] ?? 0;
    this.#size -= 1;
    this.#sink(items[this.#size] ?? 0);
    return least;
  }

  #sink(value: number): void {
    const items = this.#items;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && (items[below + 1] ?? 0) < (items[below] ?? 0)) below += 1;
      const other = items[below] ?? 0;
      if (other >= value) break;
      items[at] = other;
      at = below;
    }
    items[at] = value;
  }
}
