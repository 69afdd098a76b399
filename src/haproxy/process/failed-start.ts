import type { HaproxyMessage } from './messages.ts';

/** What the master of HAProxy says of a worker that ended; why it ended is said before. */
const ofMaster = /^(?:exit-on-failure: |Current worker |All workers exited|Failed to load worker)/;

/** Why HAProxy ended as it started: its last alert that says more than that it did. */
export function lastAlert(messages: readonly HaproxyMessage[]): HaproxyMessage | undefined {
  const alerts = messages.filter(({ level }) => level === 'alert');
  return alerts.findLast(({ text }) => !ofMaster.test(text)) ?? alerts.at(-1);
}
