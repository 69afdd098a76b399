import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A table keeps agents on the backup of a CA. */
export const stickToBackup: Rule = {
  code: 'PUP411',
  name: 'stick-to-backup',
  severity: 'warning',
  summary: 'A stick table of a CA pool keeps agents on the backup.',
  why: 'When the active CA is back, agents in the table stay on the backup and other agents go to the active CA: two CAs sign certificates at the same time (seen in 2.2, 2.6, 3.0 and 3.2).',
  *check({ pools }) {
    for (const pool of pools) {
      const usable = pool.servers.filter(({ state }) => state?.value !== 'maint');
      const backups = usable.filter(({ backup }) => backup?.value === true);
      if (pool.role.value !== 'ca' || usable.length < 2 || backups.length === 0) continue;
      for (const { value, from: at } of pool.extra) {
        const [first = '', second = ''] = value;
        if (first !== 'stick' || (second !== 'on' && second !== 'match')) continue;
        yield {
          message: `agents of ${poolName(pool)} stay on a backup after the active CA is back`,
          at,
          help: 'remove the line; one active CA needs no stick table',
          related: [{ at: backups[0]?.backup?.from, note: 'a backup' }],
        };
      }
    }
  },
};
