import { isAffine, type Restart, type ServiceSides } from '../predict/affinity.ts';
import type { PoolAgents } from '../predict/agents.ts';
import { listNames } from '../text/list-names.ts';
import type { PoolCapacity, Risk } from './risks.ts';

const maxNames = 3;

/**
 * Whether names of a pool stand for other machines of it, and agents follow the name: they meet a machine
 * that another name stood for. Where agents have no fixed master it makes no difference to them.
 */
export function machineRisk(
  { pool, machines, paths, unknown }: PoolAgents,
  { before, after }: PoolCapacity,
  sides: ServiceSides,
  proxies: Omit<Restart, 'isReloaded'>,
): Risk[] {
  const isMoving = paths.some(({ movement }) => movement !== undefined && movement.moved > 0);
  if (unknown === undefined ? !isMoving : !isAffine(sides, proxies)) return [];
  const rotation = new Set([...before.servers, ...after.servers]);
  const found = machines.exchanged.filter(
    (one) => rotation.has(one.before.label) || rotation.has(one.after.label),
  );
  if (found.length === 0) return [];
  const names = found.map((one) => `${one.name} ${one.before.address} -> ${one.after.address}`);
  const message = `agents reach a different machine under the same name: ${listNames(names, maxNames)}`;
  return [{ kind: 'machine', pool, message }];
}
