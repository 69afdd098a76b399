import { formatVersion, isOlder } from '../haproxy/facts/versions.ts';
import type { Rule } from './rule.ts';

/** The HAProxy that runs is older than the oldest that must load the result. */
export const runningTooOld: Rule = {
  code: 'HAP331',
  name: 'running-too-old',
  severity: 'warning',
  summary: 'The running HAProxy is older than the declared version.',
  why: 'The result may contain what an older HAProxy refuses. The preview describes the version that runs.',
  *check({ haproxy: { version, running, isValid } }) {
    if (running === undefined || !isValid || !isOlder(running.value, version.value)) return;
    const { major, minor } = running.value;
    yield {
      message: `HAProxy ${formatVersion(running.value)} runs, but the result needs ${formatVersion(version.value)} or later`,
      at: running.from,
      help: `write version: "${major}.${minor}", or upgrade HAProxy first`,
      related: [{ at: version.from, note: 'declared here' }],
    };
  },
};
