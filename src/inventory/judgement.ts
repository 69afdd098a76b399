import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Path } from '../source/path.ts';

/** The most hosts, ranges resolved, and the most servers of all pools: a line of text can ask for millions. */
export const maxHosts = 100_000;
export const maxServers = 200_000;

/** What was found while an inventory is read, and which of its mappings hold something refused. */
export class Judgement {
  readonly found: Diagnostic[] = [];
  readonly #damaged = new Set<string>();
  #hosts = 0;
  #servers = 0;

  add(diagnostic: Diagnostic): void {
    this.found.push(diagnostic);
  }

  /** Counts hosts; false once there are more than an inventory may have. */
  takeHosts(count: number): boolean {
    this.#hosts += count;
    return this.#hosts <= maxHosts;
  }

  /** Counts servers of all pools; false once there are more than an inventory may have. */
  takeServers(count: number): boolean {
    this.#servers += count;
    return this.#servers <= maxServers;
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
