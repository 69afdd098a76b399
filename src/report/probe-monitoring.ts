import type { ProbeAnswer } from '../probe/prober.ts';
import { isFailure, summarize } from '../probe/report.ts';
import { type Metric, type NagiosState, nagiosLine, plain, prometheusText } from './monitoring.ts';

/** How monitoring takes answers: a pool without a server that answers is critical, another failure a warning. */
export function probeState(answers: readonly ProbeAnswer[]): NagiosState {
  const failed = answers.filter(isFailure);
  if (failed.length === 0) return 'OK';
  const serving = new Set(
    answers.filter(({ result }) => result === 'ok').map(({ target }) => target.pool),
  );
  const isDown = failed.some(({ target }) => !serving.has(target.pool));
  return isDown ? 'CRITICAL' : 'WARNING';
}

/** Answers as the line of a Nagios plugin. */
export function probeNagios(answers: readonly ProbeAnswer[]): string {
  const failed = answers.filter(isFailure);
  const names = failed.map(({ target: { pool, server }, detail }) => `${pool}/${server} ${detail}`);
  const message = [summarize(answers).trim(), ...names].join('; ');
  return nagiosLine('PUPPETLB PROBE', probeState(answers), message, {
    servers: answers.length,
    failed: failed.length,
    not_checked: answers.filter(({ result }) => result === 'not checked').length,
  });
}

/** Answers for Prometheus; undefined: nobody could be asked. No address is a label. */
export function probePrometheus(answers: readonly ProbeAnswer[] | undefined, at: Date): string {
  const head = [
    plain('puppetlb_probe_up', 'Whether the servers were asked.', answers !== undefined),
    plain('puppetlb_probe_time_seconds', 'When.', Math.floor(at.getTime() / 1000)),
  ];
  return prometheusText([...head, ...(answers === undefined ? [] : metricsOf(answers))]);
}

function metricsOf(answers: readonly ProbeAnswer[]): Metric[] {
  const asked = answers.flatMap((answer) => (answer.result === 'not checked' ? [] : [answer]));
  const of = (value: (answer: (typeof asked)[number]) => number): Metric['values'] =>
    asked.map((answer) => {
      const { pool, server } = answer.target;
      return [{ pool, server }, value(answer)];
    });
  return [
    {
      name: 'puppetlb_probe_success',
      help: 'Whether the check of a server succeeds.',
      values: of(({ result }) => Number(result === 'ok')),
    },
    {
      name: 'puppetlb_probe_failed',
      help: 'Whether it fails, and the server should answer.',
      values: of((answer) => Number(isFailure(answer))),
    },
    {
      name: 'puppetlb_probe_duration_seconds',
      help: 'How long it took.',
      values: of(({ ms }) => ms / 1000),
    },
  ];
}
