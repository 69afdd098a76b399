import { momentText } from '../../apply/states.ts';
import { type Drain, isDifference, problemsOf, type Status } from '../../apply/status.ts';
import { showUnseen } from '../../text/characters.ts';
import { differenceText, durationText, fileText, momentBefore } from './words.ts';

/** A status for people: inventory, file and runtime, then what differs, then what to type. */
export function statusText(status: Status): string {
  const { inventory, file, runtime, otherFiles, oldWorkers, pending, unknown } = status;
  const rows: (readonly [string, string])[] = [
    ['INVENTORY', `${inventory.name}${idText(inventory.id)}`],
    ['FILE', `${file.name}${idText(file.id)}: ${fileText(status)}`],
    ['RUNTIME', `${runtimeName(status)}${idText(runtime.id)}: ${runtimeText(status)}`],
    ...otherFiles.map((name) => ['CHANGED', `other file changed: ${name}`] as const),
    ...(pending === undefined
      ? []
      : [
          [
            'PENDING',
            `change by ${pending.user} since ${pending.started}, step "${pending.step}"`,
          ] as const,
        ]),
    ...status.pools.map(
      ({ pool, servers, inRotation, isWanted }) =>
        [
          isWanted && inRotation === 0 ? 'DANGER' : 'POOL',
          `${pool}: ${inRotation} of ${servers} servers in rotation`,
        ] as const,
    ),
    ...status.servers.map((difference) => {
      const { since } = difference;
      const begin = since === undefined ? undefined : momentBefore(status, since).toISOString();
      const when = begin === undefined ? '' : ` since ${momentText(begin, status.at)}`;
      return ['SERVER', `${differenceText(difference)}${when}`] as const;
    }),
    ...status.drains.map((drain) => [drainLabel(drain), drainText(drain, status.at)] as const),
    ...(oldWorkers ?? []).map(({ pid, uptime, connections }) => {
      const age = uptime === undefined ? '' : `, up ${durationText(uptime)}`;
      const count =
        connections === undefined ? 'connections unknown' : `${connections} connections`;
      return ['OLD WORKER', `PID ${pid}${age}: ${count}`] as const;
    }),
    ...unknown.map((what) => ['UNKNOWN', what] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, text]) => `${label.padEnd(width)}  ${showUnseen(text)}\n`);
  const count = problemsOf(status).filter(isDifference).length;
  return `${lines.join('')}\n${count === 0 ? 'no differences' : `${count} ${count === 1 ? 'difference' : 'differences'}`}\n${helps(status)}`;
}

function idText(id: string | undefined): string {
  return id === undefined ? '' : ` (${id})`;
}

function runtimeName({ runtime: { version, pid, uptime } }: Status): string {
  const age = uptime === undefined ? '' : `, up ${durationText(uptime)}`;
  return `HAProxy ${version ?? 'of an unknown version'}, PID ${pid}${age}`;
}

function runtimeText({ runtime: { state, id } }: Status): string {
  switch (state) {
    case 'same':
      return 'same ID as the file';
    case 'differs':
      return id === undefined
        ? 'runs a file without an ID'
        : 'different from the file: a reload is missing or failed';
    case 'unknown':
      return 'cannot be compared with the file: neither has an ID';
  }
}

function drainLabel({ by, state }: Drain): string {
  if (by === undefined) return 'OUT';
  return state === 'drain' ? 'DRAINED BY HAND' : 'IN MAINTENANCE BY HAND';
}

function drainText(drain: Drain, at: Date): string {
  const { pool, server, state, by, since, reason, until, ticket, isOver } = drain;
  const parts = [
    `${pool}/${server} ${state}`,
    ...(by === undefined ? [] : [`by ${by}`]),
    ...(since === undefined ? [] : [`since ${momentText(since, at)}`]),
    ...(until === undefined
      ? []
      : [`until ${by === undefined ? until : momentText(until, at)}${isOver ? ' (passed)' : ''}`]),
    ...(ticket === undefined ? [] : [`ticket ${ticket}`]),
  ];
  return `${parts.join(' ')}: ${reason ?? 'no reason given'}`;
}

/** What to type next. */
function helps({ file, runtime, pending, drains }: Status): string {
  const lines = [
    ...(pending === undefined
      ? []
      : [
          'run puppetlb confirm or puppetlb abort; puppetlb apply --rollback if it was interrupted',
        ]),
    ...(file.state === 'same' ? [] : [`run puppetlb diff --against ${file.name}`]),
    ...(runtime.state === 'differs' ? ['reload HAProxy, or run puppetlb apply'] : []),
    ...drains
      .filter(({ by, isOver }) => by !== undefined && isOver)
      .map(({ pool, server }) => `run puppetlb ready ${pool}/${server}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
