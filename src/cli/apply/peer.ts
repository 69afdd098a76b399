import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import type { Settings } from '../../apply/settings.ts';
import { RefusedError, reasonOf } from '../exit.ts';
import type { Prepared } from './prepare.ts';

/** Milliseconds that the other balancer has for its status. */
const patience = 60_000;

/**
 * Of a pair the balancer that holds the VIP is changed last: it refuses while the other one does not run the new
 * configuration.
 */
export function rejectBeforePeer({ peer }: Settings, { asked, situation }: Prepared): void {
  const { newId, sides } = situation;
  if (peer === undefined || !holdsAddress(sides.after)) return;
  const [program = '', ...words] = peer;
  const { stdout, error } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: patience,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const help = 'apply there first, or add --alone';
  if (error !== undefined) {
    throw new RefusedError(
      `no status from the other balancer: ${program}: ${reasonOf(error)}; ${help}`,
    );
  }
  const id = runningIdIn(stdout);
  if (id === undefined) {
    throw new RefusedError(
      `no status from the other balancer: "${peer.join(' ')}" did not print JSON; set "peer" to a command that runs puppetlb status --format json, or add --alone`,
    );
  }
  if (id === newId || asked.hashes.before === asked.hashes.after) return;
  throw new RefusedError(
    `this balancer holds the VIP, but the other one runs ${id ?? 'no configuration ID'}, not ${newId}; ${help}`,
  );
}

/** The configuration ID that a status in JSON says runs; null where it runs none. */
function runningIdIn(text: string): string | null | undefined {
  try {
    const { runtime } = JSON.parse(text) as { runtime?: { id?: string | null } };
    return runtime?.id;
  } catch {
    return undefined;
  }
}

/** Whether one of the addresses that clients connect to is here. */
function holdsAddress({ proxies }: Prepared['situation']['sides']['after']): boolean {
  const own = new Set(
    Object.values(networkInterfaces()).flatMap((some) =>
      (some ?? []).map(({ address }) => address),
    ),
  );
  return proxies.proxies.some(({ binds }) =>
    binds.some(({ addresses }) =>
      addresses.some(
        ({ host: { kind, text } }) => kind === 'ip' && own.has(text) && !/^(127\.|::1$)/.test(text),
      ),
    ),
  );
}
