import type { Action, ConfigurationChange } from '../../diff/change.ts';
import type { PoolPreview, Preview } from '../../diff/preview.ts';
import type { Risk } from '../../diff/risks.ts';
import { maskLine } from '../secrets.ts';

/**
 * A preview without the secrets that stand in its names, conditions and reasons. Lines as words are masked where they
 * become text, and what is to be typed stays as it is.
 */
export function maskPreview(preview: Preview): Preview {
  return {
    ...preview,
    risks: preview.risks.map(maskRisk),
    changes: preview.changes.map(maskChange),
    pools: preview.pools.map(maskPool),
  };
}

function maskRisk(risk: Risk): Risk {
  if (risk.kind === 'check') return { ...risk, changes: risk.changes.map(maskChange) };
  return { ...risk, message: maskLine(risk.message) };
}

function maskChange(change: ConfigurationChange): ConfigurationChange {
  const { section, before, after, action } = change;
  return {
    ...change,
    section: maskLine(section),
    ...(typeof before === 'string' && { before: maskLine(before) }),
    ...(typeof after === 'string' && { after: maskLine(after) }),
    action: maskAction(action),
  };
}

function maskAction(action: Action): Action {
  return action.kind === 'runtime' ? action : { ...action, reason: maskLine(action.reason) };
}

function maskPool(pool: PoolPreview): PoolPreview {
  const { agents, affinity } = pool;
  const { unknown, conditions } = agents;
  return {
    ...pool,
    agents: {
      ...agents,
      unknown: unknown && maskLine(unknown),
      conditions: conditions.map(maskLine),
    },
    affinity: affinity && {
      ...affinity,
      before: maskLine(affinity.before),
      after: maskLine(affinity.after),
    },
  };
}
