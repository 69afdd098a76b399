import { readBeside } from '../src/cli/beside.ts';
import { processIo } from '../src/cli/io.ts';
import type { BesideFile } from '../src/inventory/beside.ts';

/** What an inventory in a folder names as files of other people. */
export function besideIn(folder: string, bytes: Uint8Array): readonly BesideFile[] | undefined {
  return readBeside({ ...processIo(), cwd: folder }, 'inventory.yaml', bytes);
}
