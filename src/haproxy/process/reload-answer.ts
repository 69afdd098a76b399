/** What a master answers to `reload`. */
export interface ReloadResult {
  /** Undefined where it does not say it: up to 2.6, and where it died. */
  readonly isGood: boolean | undefined;
  /** What it logged at the start. */
  readonly log: readonly string[];
}

/** Reads the answer to `reload` of the master socket (management guide 9.4): from 2.7 on it comes when the reload is done. */
export function readReload(text: string): ReloadResult {
  const [first = '', ...lines] = text.split('\n');
  const success = /^Success=([01])/.exec(first)?.[1];
  return { isGood: success === undefined ? undefined : success === '1', log: logLines(lines) };
}

/** The lines of `show startup-logs` that say something; none where the master does not know the command. */
export function readStartupLogs(text: string): string[] {
  return /^Unknown command/.test(text) ? [] : logLines(text.split('\n'));
}

function logLines(lines: readonly string[]): string[] {
  return lines.filter((line) => /^\[(ALERT|WARNING|NOTICE)\]/.test(line));
}
