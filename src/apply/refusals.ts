import { listenersOf, listenerText, lostListeners } from '../diff/listeners.ts';
import type { Preview } from '../diff/preview.ts';
import type { Sides } from '../diff/server-changes.ts';
import { socketPath, statsSocketsOf } from '../haproxy/model/stats-sockets.ts';
import { listNames } from '../text/list-names.ts';
import type { Listener } from './journal.ts';
import type { WatchedServer } from './watch.ts';

/** What a person named on the command line, so that it is meant. */
export interface Overrides {
  /** Take over a HAProxy whose configuration nobody here knows. */
  readonly adopt: boolean;
  /** Proxies, binds and stats sockets that may go. */
  readonly remove: readonly string[];
  /** Pools that may have no server in rotation. */
  readonly allowEmpty: readonly string[];
  /** Write a file in place that is mounted by itself. */
  readonly inPlace: boolean;
}

/** Why a change is not carried out, and what to write. */
export interface Refusal {
  readonly message: string;
  readonly help: string;
}

/** What is known before a change. */
export interface Situation {
  readonly sides: Sides;
  readonly preview: Preview;
  /** The configuration ID of the process, of the file that is there, and of the new one. */
  readonly runningId: string | undefined;
  readonly fileId: string | undefined;
  readonly newId: string | undefined;
  readonly servers: readonly WatchedServer[];
  /** The stats socket by which HAProxy is asked. */
  readonly socket: string;
  /** The file that HAProxy reads. */
  readonly configuration: string;
}

/** Everything that keeps a change from being carried out, as far as no override names it. */
export function findRefusals(situation: Situation, overrides: Overrides): Refusal[] {
  return [
    ...unknownConfiguration(situation, overrides),
    ...removals(situation, overrides),
    ...emptied(situation, overrides),
    ...besidesCa(situation),
  ];
}

function unknownConfiguration(
  { runningId, fileId, newId, configuration }: Situation,
  { adopt }: Overrides,
): Refusal[] {
  if (newId === undefined) {
    const help =
      'remove "id: false" or "beside" below haproxy in the inventory; apply recognises the new process by its configuration ID';
    return [{ message: 'the new configuration has no configuration ID', help }];
  }
  if (adopt || (runningId !== undefined && runningId === fileId)) return [];
  const help = 'run puppetlb diff, check what it shows, then add --adopt';
  const message =
    runningId === undefined
      ? 'the configuration that HAProxy runs has no configuration ID'
      : `HAProxy runs ${runningId}, but ${configuration} has ${fileId ?? 'no configuration ID'}`;
  return [{ message, help }];
}

function removals({ sides, preview, socket }: Situation, { remove }: Overrides): Refusal[] {
  const proxies = preview.changes.flatMap(({ kind, section, server, subject }) =>
    kind === 'removed' && server === undefined && subject.kind === 'section' ? section : [],
  );
  const binds = lostListeners(sides.before, sides.after).map(listenerText);
  const socketsOf = (side: Sides['before']) =>
    statsSocketsOf(side.proxies.global).map(({ address }) => socketPath(address));
  const left = new Set(socketsOf(sides.after));
  const sockets = socketsOf(sides.before).filter((path) => !left.has(path));
  const refused = (what: string, names: readonly string[]) =>
    names
      .filter((name) => !remove.includes(name))
      .map((name) => ({
        message: `the change removes ${what} "${name}"`,
        help: `add --remove ${name} if it is on purpose`,
      }));
  return [
    ...refused('proxy', proxies),
    ...refused('bind', binds),
    ...refused('stats socket', sockets),
    ...(left.has(socket)
      ? []
      : [
          {
            message: `the new configuration does not open ${socket}, which apply uses to recognise the new process`,
            help: `add it to haproxy.global.stats-socket, or write a different "socket" into apply.yaml`,
          },
        ]),
  ];
}

function emptied({ preview, servers }: Situation, { allowEmpty }: Overrides): Refusal[] {
  const serving = new Set(servers.filter(({ inRotation }) => inRotation).map(({ pool }) => pool));
  return preview.pools.flatMap(({ pool, capacity }) => {
    const isEmpty = capacity.after.servers.length === 0 && capacity.before.servers.length > 0;
    if (!isEmpty || !serving.has(pool) || allowEmpty.includes(pool)) return [];
    const help = `leave one server ready, or add --allow-empty ${pool}`;
    return [{ message: `pool "${pool}" would have no server in rotation`, help }];
  });
}

/** Who signs certificates changes alone: nothing leads back once a different CA has signed. */
function besidesCa({ preview, sides }: Situation): Refusal[] {
  const changed = preview.changes.filter(({ action }) => action.kind !== 'nothing');
  const sections = [...new Set(changed.map(({ section }) => section))];
  const cas = sections.filter((name) => sides.after.isCaPool(name));
  const others = sections.filter((name) => !sides.after.isCaPool(name));
  if (cas.length === 0 || others.length === 0) return [];
  return [
    {
      message: `pool "${cas[0]}" of role ca changes together with ${listNames(others, 3)}`,
      help: 'apply the change of the CA separately',
    },
  ];
}

const owners = [
  {
    name: 'Puppet',
    pattern: /\bpuppet\b/i,
    help: 'let Puppet manage the inventory alone: declare puppetlb::balancer with "apply => true", and remove the resource that writes this file',
  },
  {
    name: 'Ansible',
    pattern: /\bansible\b/i,
    help: 'let Ansible copy the inventory alone, with a handler that runs "puppetlb apply --yes", and remove the task that writes this file',
  },
] as const;

/** A file whose first comments say that another tool owns it, which would put its own text back. */
export function findOwner(text: string, file: string): Refusal | undefined {
  const comments = text.split('\n', 10).filter((line) => /^\s*#/.test(line));
  const line = comments.find((comment) =>
    /\b(managed|maintained|controlled|generated|written|created)\b/i.test(comment),
  );
  const owner = owners.find(({ pattern }) => pattern.test(line ?? ''));
  if (owner === undefined || line === undefined) return undefined;
  return { message: `${file} belongs to ${owner.name}: "${line.trim()}"`, help: owner.help };
}

/** The addresses that the new process must listen on; one whose host or port only HAProxy knows is left out. */
export function wantedListeners({ after }: Sides): Listener[] {
  return listenersOf(after).flatMap(({ address: { host, first, last } }) => {
    if (host.kind !== 'ip' || !(first > 0) || !(last >= first)) return [];
    const { family, text } = host;
    return Array.from({ length: last - first + 1 }, (_, at) => ({
      ...{ family, host: text },
      port: first + at,
    }));
  });
}
