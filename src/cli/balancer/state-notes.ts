import { serverText } from '../../apply/choose-servers.ts';
import { stateFilePath } from '../../health-check/node-files.ts';
import { kindOf } from '../../inventory/check-kinds.ts';
import type { Pool, Server } from '../../inventory/model.ts';
import { type Look, rowOf } from './look.ts';
import type { StateChange } from './set-states.ts';

/** Names the way that every balancer sees: the state file of a node whose script is asked. */
export function adviseNodes({ request, servers, own, io }: StateChange): void {
  if (request.state === 'ready') return;
  const names = new Set(
    servers.flatMap((one) => {
      const found = findServer(own.inventory?.pools ?? [], serverText(one));
      return found !== undefined && kindOf(found.check).asksScript ? [one.server] : [];
    }),
  );
  for (const name of names) {
    io.out(
      `only this balancer was changed; for every balancer, write "${request.state}" and the reason into ${stateFilePath} on ${name}\n`,
    );
  }
}

function findServer(pools: readonly Pool[], name: string): Server | undefined {
  for (const pool of pools) {
    const found = pool.servers.find((one) => `${pool.name?.value}/${one.name?.value}` === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The agent of a node without a state file says "ready", which lifts what was set here. */
export function noteAgents({ request, servers, io }: StateChange, look: Look): void {
  if (request.state === 'ready') return;
  for (const one of servers) {
    if (rowOf(look, one)?.agent !== 'on') continue;
    io.err(
      `puppetlb: the agent of ${serverText(one)} undoes this with its next answer; write "${request.state}" into ${stateFilePath} on ${one.server}\n`,
    );
  }
}

/** A server that the inventory itself takes out goes out again with the next build. */
export function noteInventory({ request, servers, own, settings, io }: StateChange): void {
  if (request.state !== 'ready') return;
  for (const one of servers) {
    const state = findServer(own.inventory?.pools ?? [], serverText(one))?.state?.value ?? 'ready';
    if (state === 'ready') continue;
    io.err(
      `puppetlb: ${settings.inventory} has state: ${state} for ${serverText(one)}, which the next apply sets; add --write to change it to ready\n`,
    );
  }
}
