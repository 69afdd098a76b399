/** What scripts/stage.mjs has for tests. */
declare module '*/scripts/stage.mjs' {
  /** The program of a build. */
  export function builtProgram(root: string): string;

  /** Copies the tree with the build as `dist/` into a folder, as a repository of one tagged commit. */
  export function stageTree(root: string, folder: string): void;
}

/** What scripts/check-dist.mjs has for tests. */
declare module '*/scripts/check-dist.mjs' {
  /** Says what `dist/` is; throws where that is not what it must be. */
  export function checkDist(root: string): string;
}

/** What scripts/generate/schema.mjs has for tests. */
declare module '*/generate/schema.mjs' {
  /** The text of the published schema of the inventory. */
  export function inventorySchema(): Promise<string>;
}
