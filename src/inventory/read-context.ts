import type { Diagnostic } from '../findings/diagnostic.ts';
import { toNearest } from '../text/nearest.ts';
import type { Path } from '../yaml/path.ts';
import { maxComparisons, maxHosts, maxServers } from './limits.ts';

/** What was found while an inventory is read, and which of its mappings hold something refused. */
export class ReadContext {
  readonly found: Diagnostic[] = [];
  /** The names in `sites`, once those are read. */
  sites: ReadonlySet<string> = new Set();
  readonly #invalid = new Set<string>();
  #hosts = 0;
  #servers = 0;
  #comparisons = 0;
  /** Finds what a word means; of very many words only of the first ones. */
  readonly nearest: ReturnType<typeof toNearest> = toNearest();

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

  /** Counts names that patterns are held against; false once there are too many. */
  takeComparisons(count: number): boolean {
    this.#comparisons += count;
    return this.#comparisons <= maxComparisons;
  }

  /** Notes that the mapping at a path holds something that was refused. */
  markInvalid(path: Path): void {
    this.#invalid.add(JSON.stringify(path));
  }

  /** Whether nothing in the mapping at a path was refused; nested mappings aside. */
  isValid(path: Path): boolean {
    return this.#invalid.size === 0 || !this.#invalid.has(JSON.stringify(path));
  }
}
