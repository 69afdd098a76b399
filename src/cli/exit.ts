/** The exit statuses, the same for every command. */
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

/** What each exit status means. */
export const exitWords: Readonly<Record<string, string>> = {
  0: 'ok',
  1: 'problems found, or refused; nothing was changed',
  2: 'differences found',
  3: 'the state is not as before; look now',
  4: 'changed, rolled back and verified',
  5: 'the wait timed out; the server is still out of rotation',
  64: 'usage error',
  70: 'internal error of puppetlb',
  74: 'I/O error: a file, a socket or a program',
  75: 'locked by a different puppetlb, or a change is unconfirmed',
};

/** The command line can't be understood: exit 64. */
export class UsageError extends Error {}

/** What is asked for would destroy something; nothing was touched: exit 1. */
export class RefusedError extends Error {
  /** Everything that is refused, each in a line of its own. */
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join('; '));
    this.lines = lines;
  }
}

/** A file can't be read or written; the message names it: exit 74. */
export class FileError extends Error {}

/** A different puppetlb is at work here; it can be tried again: exit 75. */
export class LockedError extends Error {}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'device or resource busy',
  EDQUOT: 'disk quota exceeded',
  EEXIST: 'file exists',
  EFBIG: 'file too large',
  EINVAL: 'invalid argument',
  EIO: 'input/output error',
  EISDIR: 'is a directory',
  ELOOP: 'too many levels of symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'file name too long',
  ENOENT: 'no such file',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  ENXIO: 'no such device or address',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
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
