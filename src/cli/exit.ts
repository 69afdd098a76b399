/** The exit codes, the same for every command. */
export const exit = {
  fine: 0,
  wrong: 1,
  differs: 2,
  unlike: 3,
  rolledBack: 4,
  waitEnded: 5,
  usage: 64,
  bug: 70,
  file: 74,
  pending: 75,
} as const;

/** What each exit code says. */
export const exitWords: Readonly<Record<string, string>> = {
  0: 'nothing is wrong, or nothing differs',
  1: 'problems were found, or it was refused; nothing was written',
  2: 'differences were found',
  3: 'it is not as before; look now',
  4: 'it was changed, rolled back and verified',
  5: 'a wait ended, and the server is still out of rotation',
  64: 'the command line is wrong',
  70: 'puppetlb itself failed',
  74: 'a file cannot be read or written',
  75: 'another puppetlb has the lock, or a change is pending',
};

/** The command line can't be understood: exit 64. */
export class UsageError extends Error {}

/** What is asked for would destroy something; nothing was touched: exit 1. */
export class RefusedError extends Error {}

/** A file can't be read or written; the message names it: exit 74. */
export class FileError extends Error {}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; run as a user who may',
  EBUSY: 'it is in use; try again later',
  EDQUOT: 'the disk quota is used up; make room',
  EEXIST: 'a file of that name is in the way',
  EFBIG: 'it would be too large',
  EINVAL: 'the system does not take that',
  EIO: 'the device failed',
  EISDIR: 'it is a folder; name a file',
  ELOOP: 'its links go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it is not there; check the name',
  ENOSPC: 'the disk is full; make room',
  ENOTDIR: 'a part of its path is not a folder; check the name',
  ENXIO: 'nobody listens there',
  EPERM: 'it is not permitted; run as a user who may',
  EROFS: 'the file system is read-only; write elsewhere',
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
