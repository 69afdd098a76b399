import type { Check } from './check-kinds.ts';
import type { Haproxy, Pool } from './model.ts';

/** How long HAProxy waits for a check, in milliseconds. */
export interface CheckTimeouts {
  /** How long the connection, its TLS handshake included, may take. */
  readonly connectTimeout: number;
  /** How long the answer may take then; without it, both have the time for the connection. */
  readonly answerTimeout: number | undefined;
}

/**
 * With a check timeout the connection has the smaller of the connect timeout and inter, and the
 * answer the check timeout; without, both together have inter (configuration manual 4.2, "timeout
 * check").
 */
export function checkTimeouts({ inter }: Check, pool: Pool, haproxy: Haproxy): CheckTimeouts {
  const { check, connect } = { ...haproxy.timeouts, ...pool.timeouts };
  const interval = inter.value.ms;
  if (check === undefined) return { connectTimeout: interval, answerTimeout: undefined };
  const connectTimeout = Math.min(interval, connect?.value.ms ?? interval);
  return { connectTimeout, answerTimeout: check.value.ms };
}
