/** What a person can set in the editor, below `puppetlb`. */
export interface Settings {
  /** Whether dates are judged by the clock of the machine. */
  readonly today: boolean;
}

/** Reads settings, or those below `puppetlb`; what is not understood is as if it were not there. */
export function readSettings(value: unknown): Settings {
  const outer = typeof value === 'object' && value !== null ? value : {};
  const inner = 'puppetlb' in outer ? outer.puppetlb : outer;
  const given = typeof inner === 'object' && inner !== null ? inner : {};
  return { today: 'today' in given && given.today === true };
}
