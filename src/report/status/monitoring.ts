import {
  isCritical,
  isDifference,
  oldConnections,
  problemsOf,
  type Status,
} from '../../apply/status.ts';
import { type Metric, type NagiosState, nagiosLine, plain, prometheusText } from '../monitoring.ts';
import { summaryOf } from './words.ts';

/** How monitoring takes a status: a pool that does not serve is critical, all else that differs a warning. */
export function nagiosState(status: Status): NagiosState {
  const problems = problemsOf(status);
  if (problems.some(isCritical)) return 'CRITICAL';
  return problems.length > 0 ? 'WARNING' : 'OK';
}

/** A status as the line of a Nagios plugin. */
export function statusNagios(status: Status): string {
  const { servers, drains, oldWorkers = [], pending } = status;
  return nagiosLine('PUPPETLB', nagiosState(status), summaryOf(status) ?? fineText(status), {
    differences: problemsOf(status).filter(isDifference).length,
    down: servers.filter(({ what }) => what === 'health').length,
    drained: drains.length,
    old_workers: oldWorkers.length,
    old_connections: oldConnections(status),
    pending: pending === undefined ? 0 : 1,
  });
}

function fineText({ pools, drains }: Status): string {
  const out = drains.length === 0 ? '' : `, ${drains.length} drained with a reason`;
  return `inventory, file and runtime are the same; ${pools.length} pools serve${out}`;
}

/** A status for Prometheus; undefined: HAProxy did not answer. No reason, user or address is a label. */
export function statusPrometheus(status: Status | undefined, at: Date): string {
  const head = [
    plain('puppetlb_status_up', 'Whether HAProxy answered.', status !== undefined),
    plain(
      'puppetlb_status_time_seconds',
      'When HAProxy was asked, in seconds since 1970.',
      Math.floor(at.getTime() / 1000),
    ),
  ];
  return prometheusText([...head, ...(status === undefined ? [] : metricsOf(status))]);
}

function metricsOf(status: Status): Metric[] {
  const { file, runtime, pools, servers, drains, oldWorkers, pending } = status;
  const count = (name: string, help: string, items: readonly unknown[]) =>
    plain(name, help, items.length);
  return [
    count(
      'puppetlb_differences',
      'Differences between inventory, file and runtime.',
      problemsOf(status).filter(isDifference),
    ),
    plain(
      'puppetlb_file_same',
      'Whether the file is the same as the inventory builds.',
      file.state === 'same',
    ),
    ...(runtime.state === 'unknown'
      ? []
      : [
          plain(
            'puppetlb_runtime_same',
            'Whether HAProxy runs this file.',
            runtime.state === 'same',
          ),
        ]),
    count('puppetlb_other_files_changed', 'Other files that changed.', status.otherFiles),
    {
      name: 'puppetlb_pool_servers',
      help: 'Servers of a pool in the inventory.',
      values: pools.map(({ pool, servers: all }) => [{ pool }, all]),
    },
    {
      name: 'puppetlb_pool_servers_in_rotation',
      help: 'Servers of a pool in rotation.',
      values: pools.map(({ pool, inRotation }) => [{ pool }, inRotation]),
    },
    {
      name: 'puppetlb_server_differs',
      help: 'Servers whose runtime state differs from the inventory.',
      values: [...new Map(servers.map((one) => [`${one.pool}/${one.server}`, one])).values()].map(
        ({ pool, server = '' }) => [{ pool, server }, 1],
      ),
    },
    count('puppetlb_drains', 'Servers that are out of rotation on purpose.', drains),
    count(
      'puppetlb_drains_over',
      'Servers whose planned end has passed.',
      drains.filter(({ isOver }) => isOver),
    ),
    ...(oldWorkers === undefined
      ? []
      : [
          count(
            'puppetlb_old_workers',
            'Old worker processes that still have connections.',
            oldWorkers,
          ),
          plain(
            'puppetlb_old_worker_connections',
            'Connections of old workers.',
            oldConnections(status),
          ),
        ]),
    plain(
      'puppetlb_pending_change',
      'Whether there is an unconfirmed change.',
      pending !== undefined,
    ),
  ];
}
