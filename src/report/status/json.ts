import { isDifference, problemsOf, type Status } from '../../apply/status.ts';
import type { Status as StatusReport } from '../../generated/status.ts';
import { escapeJson } from '../lint/json-text.ts';
import { textOf } from '../preview/value-text.ts';
import { momentBefore } from './words.ts';

/** A status for programs, as schemas/status.schema.json describes it. */
export function statusJson(status: Status): string {
  return `${escapeJson(JSON.stringify(toReport(status), undefined, 2))}\n`;
}

function toReport(status: Status): StatusReport {
  const { at, inventory, file, runtime, pending, oldWorkers } = status;
  return {
    format_version: 1,
    time: at.toISOString(),
    is_same: !problemsOf(status).some(isDifference),
    inventory: { name: inventory.name, id: inventory.id ?? null },
    file: {
      ...{ name: file.name, id: file.id ?? null, state: file.state, changes: file.changes },
      is_edited: file.isEdited ?? null,
    },
    runtime: {
      ...{ version: runtime.version ?? null, pid: runtime.pid, uptime: runtime.uptime ?? null },
      ...{ id: runtime.id ?? null, state: runtime.state },
    },
    other_files_changed: [...status.otherFiles],
    pools: status.pools.map(({ pool, servers, inRotation, isWanted }) => ({
      ...{ pool, servers, in_rotation: inRotation, is_wanted: isWanted },
    })),
    servers: status.servers.map(({ pool, server, what, since, ...values }) => ({
      ...{ pool, server: server ?? null, what },
      inventory: textOf(values.inventory) ?? null,
      runtime: textOf(values.runtime) ?? null,
      since: since === undefined ? null : momentBefore(status, since).toISOString(),
    })),
    drains: status.drains.map(({ pool, server, state, isOver, ...why }) => ({
      ...{ pool, server, state, by: why.by ?? null, since: why.since ?? null },
      ...{ reason: why.reason ?? null, until: why.until ?? null, ticket: why.ticket ?? null },
      is_over: isOver,
    })),
    old_workers:
      oldWorkers?.map(({ pid, uptime, connections }) => ({
        ...{ pid, uptime: uptime ?? null, connections: connections ?? null },
      })) ?? null,
    pending: pending === undefined ? null : { ...pending },
    unknown: [...status.unknown],
  };
}
