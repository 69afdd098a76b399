/** What scripts/bundles.mjs has for tests. */
declare module '*/scripts/bundles.mjs' {
  import type { BuildOptions } from 'esbuild';

  /** The options of esbuild for each bundle, by its path below the folder that it is written to. */
  export function bundlesOf(root: string): Readonly<Record<string, BuildOptions>>;

  /** Bundles in memory. Returns what it becomes, and which modules are in it. */
  export function buildBundle(
    root: string,
    name: string,
  ): Promise<{ readonly contents: Uint8Array; readonly modules: readonly string[] }>;
}
