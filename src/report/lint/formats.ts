import type { CodeInfo, Suppressed } from '../../findings/diagnostic.ts';

/**
 * Every format, the default first: for people, a line for each, for programs, for the log of a GitHub Actions step, for
 * code scanning, for GitLab's code quality, for what reads test results, for what reads Checkstyle's.
 */
export const formats = [
  'text',
  'concise',
  'json',
  'github',
  'sarif',
  'gitlab',
  'junit',
  'checkstyle',
] as const;

/** A format of a report. */
export type Format = (typeof formats)[number];

/** What a report needs to know beside the findings: all known codes, puppetlb's own version, what is suppressed. */
export interface ReportOptions {
  readonly colour: boolean;
  readonly codes: readonly CodeInfo[];
  readonly version: string;
  readonly suppressed?: readonly Suppressed[];
  /** The files that were looked at; some formats say of one that nothing is wrong with it. */
  readonly names?: readonly string[];
  /** The path of a file as a service knows it, below the root of the repository; its name unless told. */
  readonly pathOf?: (name: string) => string;
}
