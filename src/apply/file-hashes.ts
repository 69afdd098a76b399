/** The files of HAProxy as they were when a change was confirmed: the hash of each by its path. */
export type FileHashes = Readonly<Record<string, string>>;

/** The hashes as they are written. */
export function formatFileHashes(files: FileHashes): string {
  return `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`;
}

/** Reads what was written; undefined where another version of puppetlb wrote it. */
export function parseFileHashes(text: string): FileHashes | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const isOurs = typeof read === 'object' && read !== null && 'version' in read;
    return isOurs && read.version === 1
      ? (read as unknown as { files: FileHashes }).files
      : undefined;
  } catch {
    return undefined;
  }
}

/** The files that were changed, added or removed since, in the order of their paths. */
export function changedFiles(before: FileHashes, now: FileHashes): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}
