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
    summary: 'A suppression comment is misspelled or in the wrong place.',
    why: 'A comment with a mistake in it is only a comment and suppresses nothing. A block that is never ended suppresses more than intended.',
  },
  unknownCode: {
    code: 'LNT602',
    name: 'unknown-code',
    severity: 'warning',
    summary: 'A suppression or a severity names an unknown code.',
    why: 'The finding stays as it is. No word stands for all codes, because it would hide findings that nobody has seen yet.',
  },
  withoutReason: {
    code: 'LNT603',
    name: 'suppression-without-reason',
    severity: 'warning',
    summary: 'A suppression has no reason.',
    why: 'In a year nobody knows whether the suppression is still needed, and nobody dares to remove it.',
  },
  unused: {
    code: 'LNT604',
    name: 'unused-suppression',
    severity: 'warning',
    summary: 'A suppression suppresses nothing.',
    why: 'It hides the next mistake of its kind. Its finding was fixed, or the comment is on the wrong line.',
  },
  notSuppressible: {
    code: 'LNT605',
    name: 'not-suppressible',
    severity: 'warning',
    summary: 'A comment or a severity is for a finding that cannot be suppressed.',
    why: 'With an error HAProxy refuses the result, or does something other than the inventory says. puppetlb builds nothing from it, whatever a comment says.',
  },
  repeated: {
    code: 'LNT606',
    name: 'repeated-severity',
    severity: 'warning',
    summary: 'The severity of a code is set twice in a file.',
    why: 'A code and its name are the same finding. Only one of the two severities can apply.',
  },
};
