/** Things that belong together, directly or through others. */
export class Groups {
  readonly #towards = new Map<object, object>();

  /** Says that two things belong together. */
  join(one: object, other: object): void {
    const [first, second] = [this.find(one), this.find(other)];
    if (first !== second) this.#towards.set(second, first);
  }

  /** The thing that stands for the group; itself where it was never joined. */
  find(one: object): object {
    let root = one;
    for (let next = this.#towards.get(root); next !== undefined; next = this.#towards.get(root)) {
      root = next;
    }
    for (let at = one; at !== root; ) {
      const next = this.#towards.get(at) ?? root;
      this.#towards.set(at, root);
      at = next;
    }
    return root;
  }
}
