/** A process as its master lists it. */
export interface ListedProcess {
  readonly pid: number;
  /** How often HAProxy was reloaded since it started. */
  readonly reloads: number;
  /** Seconds since it started; undefined where the master does not show it. */
  readonly uptime: number | undefined;
}

/** What `show proc` of the master socket lists. */
export interface ProcessList {
  readonly master: ListedProcess;
  /** Reloads that failed since the last good one; undefined where HAProxy does not count them: 2.2. */
  readonly failed: number | undefined;
  /** After a reload that failed there is none in 2.2 and 3.2: an old one serves on. */
  readonly workers: readonly ListedProcess[];
  /** The newest first. */
  readonly oldWorkers: readonly ListedProcess[];
}

const row =
  /^(\d+)\s+(master|worker)\s+(?:(?:\[was: \d+\]|\d+)\s+(?=\d+\s+\d+d))?(\d+)(?:\s+\[failed: (\d+)\])?(?:\s+(\d+)d(\d+)h(\d+)m(\d+)s)?/;

/**
 * Reads what `show proc` answers (management guide 9.4): a row for the master, then workers and old workers below headings
 * of their own. HAProxy 2.2 has one more column, a number of the process; programs are left out.
 */
export function readProc(text: string): ProcessList | undefined {
  let heading = '';
  let master: ListedProcess | undefined;
  let failed: number | undefined;
  const listed = { workers: [] as ListedProcess[], oldWorkers: [] as ListedProcess[] };
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) heading = line.trim();
    const match = row.exec(line);
    if (match === null) continue;
    const [, pid, type, reloads, failures, ...time] = match;
    const one = { pid: Number(pid), reloads: Number(reloads), uptime: secondsOf(time) };
    if (type === 'master') {
      master = one;
      failed = failures === undefined ? undefined : Number(failures);
    } else if (heading === '# workers') listed.workers.push(one);
    else if (heading === '# old workers') listed.oldWorkers.push(one);
  }
  return master === undefined ? undefined : { master, failed, ...listed };
}

function secondsOf(time: readonly (string | undefined)[]): number | undefined {
  const [days, hours, minutes, seconds] = time.map(Number);
  if (days === undefined || Number.isNaN(days)) return undefined;
  return ((days * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}
