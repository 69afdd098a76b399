import type { RunningPools } from '../haproxy/process/running-pools.ts';
import type { ServiceSides } from '../predict/affinity.ts';
import { type RuntimeSelection, runtimeSelection } from '../predict/runtime-selection.ts';
import type { Action } from './change.ts';
import type { Sides } from './server-changes.ts';
import { isStateKept } from './state-file.ts';

/** Who takes clients as HAProxy runs; undefined where that is not known of a pool. */
export function poolRuntime(
  { after: side }: Sides,
  { before, after }: ServiceSides,
  pools: RunningPools | undefined,
  action: Action['kind'],
): RuntimeSelection | undefined {
  const running = pools?.get(before.back.name);
  if (running === undefined) return undefined;
  const isKept = isStateKept(side, { before, after }, running);
  return runtimeSelection({ before, after, running, action, isKept });
}
