import { serverText } from '../../apply/choose-servers.ts';
import { stateFilePath } from '../../health-check/node-files.ts';
import { planProbe } from '../../probe/probe-plan.ts';
import { askAll, type ProbeAnswer } from '../../probe/prober.ts';
import { RefusedError } from '../exit.ts';
import type { Io } from '../io.ts';
import { readContexts } from '../probe-contexts.ts';
import type { StateChange } from './set-states.ts';

/** Asks servers what HAProxy's check asks them; refuses where one fails, for HAProxy would take it out again. */
export async function probeServers({ servers, own }: StateChange, io: Io): Promise<void> {
  const { inventory, problem } = own;
  if (inventory === undefined) throw new RefusedError(`cannot run the check: ${problem}`);
  const names = new Set(servers.map(serverText));
  const targets = planProbe(inventory).filter(({ pool, server }) => names.has(`${pool}/${server}`));
  const failures: string[] = [];
  await askAll(targets, await readContexts(targets, io), (answer) => {
    const { pool, server } = answer.target;
    if (answer.result === 'failed') failures.push(`${pool}/${server}: ${whyFailed(answer)}`);
    else io.out(`${pool}/${server}: check ${describe(answer)}\n`);
  });
  if (failures.length > 0) {
    throw new RefusedError(`${failures.join('; ')}; it stays out of rotation`);
  }
}

function describe({ result, detail }: ProbeAnswer): string {
  return result === 'ok' ? `succeeds: ${detail}` : `is not asked: ${detail}`;
}

function whyFailed(answer: ProbeAnswer): string {
  const isDrained = answer.result === 'failed' && answer.isDrained === true;
  return isDrained ? `${answer.detail}; remove ${stateFilePath} there` : answer.detail;
}
