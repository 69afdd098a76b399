/** What a person can set in the editor, below `puppetlb`. */
export interface Settings {
  /** Whether dates are judged by the clock of the machine. */
  readonly today: boolean;
}

/** Reads settings; what is not understood is as if it were not there. */
export function readSettings(value: unknown): Settings {
  const given = typeof value === 'object' && value !== null ? value : {};
  return { today: 'today' in given && given.today === true };
}
