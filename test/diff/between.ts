import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import type { Version } from '../../src/haproxy/facts/versions.ts';
import { readServersState } from '../../src/haproxy/process/read.ts';
import type { Running } from '../../src/haproxy/process/running.ts';
import { riskText } from '../../src/report/preview/value-text.ts';

/** What is known beside two configurations. */
export interface Known {
  readonly version?: Version;
  /** An answer to `show servers state`. */
  readonly state?: string | undefined;
}

const usual = { major: 2, minor: 6, patch: 12 };

/** The preview of two texts of haproxy.cfg. */
export function between(
  before: string,
  after: string,
  { version = usual, state }: Known = {},
): Preview {
  const side = (name: string, text: string) => fileSide(name, [{ name, text }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  const running = state === undefined ? undefined : runningFrom(state);
  return previewOf(sides, { version, clients: undefined, dates: [], running });
}

function runningFrom(state: string): Running {
  const { servers, problems } = readServersState(state);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const unknown = { versionText: undefined, version: undefined, uptime: undefined };
  return { name: 'state', ...unknown, socket: undefined, servers };
}

/** The risks of a preview in words, those of some kinds or all. */
export function risksOf({ risks }: Preview, ...kinds: readonly string[]): string[] {
  const asked = risks.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  return asked.map((risk) => `${risk.pool}: ${riskText(risk)}`);
}
