import { formatVersion, isOlder } from '../haproxy/facts/versions.ts';
import type { Rule } from './rule.ts';

/** The HAProxy that runs is older than the oldest that must load the result. */
export const runningTooOld: Rule = {
  code: 'HAP331',
  name: 'running-too-old',
  severity: 'warning',
  summary: 'The HAProxy that runs is at least the declared version.',
  why: 'The result may hold what an older HAProxy refuses, and the preview speaks of the one that runs.',
  *check({ haproxy: { version, running, isValid } }) {
    if (running === undefined || !isValid || !isOlder(running.value, version.value)) return;
    const { major, minor } = running.value;
    yield {
      message: `HAProxy ${formatVersion(running.value)} runs, and the result is for ${formatVersion(version.value)} and later`,
      at: running.from,
      help: `write version: "${major}.${minor}", or upgrade first`,
      related: [{ at: version.from, note: 'declared here' }],
    };
  },
};
