/** The exit codes, the same for every command. */
export const exit = {
  fine: 0,
  wrong: 1,
  differs: 2,
  usage: 64,
  bug: 70,
  file: 74,
} as const;

/** The command line can't be understood: exit 64. */
export class UsageError extends Error {}

/** A file can't be read or written; the message names it: exit 74. */
export class FileError extends Error {}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it would be too large',
  EIO: 'the device failed',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  ENXIO: 'nobody listens there',
  EPERM: 'it is not permitted',
  EPIPE: 'the reader closed it before everything was written',
  EROFS: 'the file system is read-only',
};

/** Why the system refused, in words; the system's own where there are none. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : reasons[code]) ?? message;
}

/** Whether an error comes from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
