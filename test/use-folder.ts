import { afterAll, afterEach } from 'vitest';
import { type Folder, type FolderOptions, makeFolder } from './folder.ts';

/** The folder of a file of tests, or of the group of tests that asks for it. */
export function useFolder(options: FolderOptions = {}): Folder {
  const folder = makeFolder(options);
  afterAll(folder.remove);
  return folder;
}

/** A folder that each test finds empty. */
export function useFreshFolder(options: FolderOptions = {}): Folder {
  const folder = makeFolder(options);
  afterEach(folder.remove);
  return folder;
}
