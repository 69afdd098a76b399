import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the repository that a folder lies in, or the folder where it lies in none. */
export function rootOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return folder;
  }
}
