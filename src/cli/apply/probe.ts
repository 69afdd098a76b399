import type { Inventory } from '../../inventory/model.ts';
import { planProbe } from '../../probe/probe-plan.ts';
import type { ProbeAnswer } from '../../probe/prober.ts';
import { isFailure } from '../../probe/report.ts';
import type { Io } from '../io.ts';
import { readContexts } from '../probe-contexts.ts';

/** Asks every server's check as HAProxy will; the servers whose first check would fail. */
export async function probeServers(inventory: Inventory, io: Io): Promise<ProbeAnswer[]> {
  const targets = planProbe(inventory);
  const { askAll } = await import('../../probe/prober.ts');
  const failing: ProbeAnswer[] = [];
  await askAll(targets, await readContexts(targets, io), (answer) => {
    if (isFailure(answer)) failing.push(answer);
  });
  return failing;
}
