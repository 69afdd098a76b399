import type { CodeInfo } from './diagnostic.ts';

type LintCode =
  | 'malformed'
  | 'unknownCode'
  | 'withoutReason'
  | 'unused'
  | 'notSuppressible'
  | 'repeated';

/** The codes of what is wrong with suppressions and severities themselves. */
export const lintCodes: Readonly<Record<LintCode, CodeInfo>> = {
  malformed: {
    code: 'LNT601',
    name: 'malformed-suppression',
    severity: 'warning',
    summary:
      'A comment that should suppress a finding is written as it must be, and where it works.',
    why: 'A comment with a slip in it is only a comment: it suppresses nothing, and a block that is never ended suppresses more than was meant.',
  },
  unknownCode: {
    code: 'LNT602',
    name: 'unknown-code',
    severity: 'warning',
    summary: 'Suppressions and severities name codes that there are.',
    why: 'A misspelled code leaves its finding as it is. There is no word for all codes: it would hide what nobody has seen yet.',
  },
  withoutReason: {
    code: 'LNT603',
    name: 'suppression-without-reason',
    severity: 'warning',
    summary: 'A suppression says why.',
    why: 'Who reads it in a year has to know whether it still holds; without a reason nobody dares to take it out.',
  },
  unused: {
    code: 'LNT604',
    name: 'unused-suppression',
    severity: 'warning',
    summary: 'A suppression suppresses something.',
    why: 'What suppresses nothing today hides the next mistake of its kind. It is left from something that was mended, or stands at the wrong line.',
  },
  notSuppressible: {
    code: 'LNT605',
    name: 'not-suppressible',
    severity: 'warning',
    summary: 'Errors are neither suppressed nor made less.',
    why: 'An error says that HAProxy would refuse the result, or do something else than the inventory says. Nothing is built from it, whatever a comment says.',
  },
  repeated: {
    code: 'LNT606',
    name: 'repeated-severity',
    severity: 'warning',
    summary: 'The severity of a code is said once in a file.',
    why: 'A code and its name are the same thing; of two severities only one can hold.',
  },
};
