import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Path } from '../source/path.ts';

/** What was found while an inventory is read, and which of its mappings hold something refused. */
export class Judgement {
  readonly found: Diagnostic[] = [];
  readonly #damaged = new Set<string>();

  add(diagnostic: Diagnostic): void {
    this.found.push(diagnostic);
  }

  /** Notes that the mapping at a path holds something that was refused. */
  damage(path: Path): void {
    this.#damaged.add(JSON.stringify(path));
  }

  /** Whether nothing in the mapping at a path was refused; nested mappings aside. */
  isWhole(path: Path): boolean {
    return this.#damaged.size === 0 || !this.#damaged.has(JSON.stringify(path));
  }
}
