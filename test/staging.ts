import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a run in which `stagedTree` puts its copy. */
    staging: string;
  }
}

/** Makes the folder of a run for the staged tree; returns what removes it. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-staged-'));
  // Tests start the program as other users, too.
  chmodSync(folder, 0o755);
  project.provide('staging', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
