import { stringify } from 'yaml';
import { ringScheme } from '../../src/haproxy/selection/ring-scheme.ts';
import { withFolder } from '../folder.ts';
import { type Random, toRandom } from '../fuzz/random.ts';
import { startHaproxy, versionOf, visitAll } from '../integration/choosing.ts';
import type { RealHaproxy } from '../integration/haproxies.ts';
import { runProgram } from '../program.ts';
import { writeByHand } from './by-hand.ts';
import { type Moving, randomMoving } from './changes.ts';
import { aimedClients, type MovingClient, randomClients, toVisit } from './clients.ts';
import {
  type Backend,
  type MovingPool,
  type PoolPorts,
  portsAt,
  toChoicePool,
  toInventory,
  withoutHashKeys,
} from './pools.ts';

/** What some cases are run with. */
export interface Setting {
  readonly haproxy: RealHaproxy;
  readonly seed: number;
  /** The ports of the servers that answer, by their numbers. */
  readonly backends: readonly Backend[];
  /** Ports for the pools of a batch; the first case has the first. */
  readonly ports: readonly PoolPorts[];
  /** Agents of each kind. */
  readonly clients: number;
}

/** An agent, by its address and its way in, and the servers that it had before and after. */
export interface Observed extends MovingClient {
  readonly was: string | undefined;
  readonly is: string | undefined;
}

/** A case, what the real HAProxy did with it, and what was foretold. */
export interface Outcome {
  readonly index: number;
  readonly moving: Moving;
  readonly observed: readonly Observed[];
  /** The part of all possible clients that was foretold to move, by the first way; 0 where nothing changes. */
  readonly moved: number;
  /** A line for each agent that moved otherwise than it was foretold. */
  readonly disagreements: readonly string[];
}

/**
 * Starts HAProxy with the pools of some cases before their changes, lets agents connect, reloads it with
 * the pools after them, lets the same agents connect again, and compares who moved with what
 * `puppetlb diff` says of the two files.
 */
export async function runBatch(
  setting: Setting,
  indices: readonly number[],
): Promise<{ readonly outcomes: readonly Outcome[]; readonly again: number }> {
  const { haproxy, seed } = setting;
  const version = versionOf(haproxy);
  const random = toRandom(seed, -1 - (indices[0] ?? 0));
  const forVersion = (pool: MovingPool) => (version.major < 3 ? withoutHashKeys(pool) : pool);
  const cases = indices.map((index) => {
    const { before, after, ...more } = randomMoving(toRandom(seed, index));
    return { ...more, before: forVersion(before), after: forVersion(after) };
  });
  const { outcomes, again } = await runCases(setting, cases, random);
  return { outcomes: outcomes.map((one, at) => ({ ...one, index: indices[at] ?? 0 })), again };
}

/** Runs cases that are given, as `runBatch` does those of a seed; `index` is where a case stands. */
export async function runCases(
  { haproxy, backends, ports, clients: count }: Setting,
  cases: readonly Moving[],
  random: Random,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly again: number }> {
  const version = versionOf(haproxy);
  const [before, after] = (['before', 'after'] as const).map((side) =>
    stringify(
      toInventory(
        cases.map((one) => one[side]),
        ports,
        backends,
        version,
      ),
    ),
  ) as [string, string];
  const old = random.pick([
    { name: 'before.yaml', text: before },
    { name: 'before.cfg', text: await build(before) },
    {
      name: 'before.cfg',
      text: writeByHand(
        cases.map((one) => one.before),
        ports,
        backends,
        random,
      ),
    },
  ]);
  const running = old.name === 'before.yaml' ? await build(before) : old.text;
  const common = randomClients(random, count);
  const ring = ringScheme(version) ?? 'id';
  const clients = cases.map((one) => [
    ...common,
    ...[one.before, one.after].flatMap((pool) =>
      aimedClients(toChoicePool(pool, ring, backends), random),
    ),
  ]);
  const foretold = await foretell(old, after, clients.flat());
  const { answers, again } = await observe(haproxy, running, await build(after), clients, ports);
  const outcomes = cases.map((moving, at): Outcome => {
    const observed = (clients[at] ?? []).map((client, number): Observed => {
      const [was, is] = (answers[at] ?? []).map((side) => Number(side[number] || -1));
      return { ...client, was: nameBefore(moving, was), is: nameOf(moving.after, is) };
    });
    const disagreements = disagreementsOf(
      observed,
      movesOf(foretold, at, moving, portsAt(ports, at)),
    );
    const moved = shareOf(foretold, at);
    return { index: at, moving, observed, disagreements, moved };
  });
  return { outcomes, again };
}

function build(inventory: string): Promise<string> {
  return withFolder(async (folder) => {
    const stdin = inventory;
    const { code, stdout, stderr } = await runProgram(
      ['build', '--haproxy', 'off', '-'],
      folder.path,
      {
        stdin,
      },
    );
    if (code !== 0) throw new Error(errorsIn(stderr));
    return stdout;
  });
}

/** The blocks of errors; the warnings of random pools are many. */
function errorsIn(stderr: string): string {
  const blocks = stderr.split('\n\n').filter((block) => !/^(warning|info)/.test(block));
  return blocks.join('\n\n');
}

interface Foretold {
  readonly pools: readonly {
    readonly pool: string;
    readonly unpredictable?: string;
    readonly paths: readonly {
      readonly bind?: string;
      readonly all_clients: { readonly moved: number };
      readonly clients: {
        readonly moves: readonly {
          readonly client: string;
          readonly from: string | null;
          readonly to: string | null;
        }[];
      };
    }[];
  }[];
}

function foretell(
  old: { readonly name: string; readonly text: string },
  inventory: string,
  clients: readonly MovingClient[],
): Promise<Foretold> {
  return withFolder(async (folder) => {
    folder.write(old.name, old.text);
    folder.write('puppetlb.yaml', inventory);
    const addresses = new Set(clients.map(({ address }) => address));
    folder.write('agents.txt', [...addresses].join('\n'));
    const words = ['diff', '--against', old.name, '--clients', 'agents.txt', '--format', 'json'];
    const { code, stdout, stderr } = await runProgram(words, folder.path);
    if (code !== 2 && code !== 0) throw new Error(errorsIn(stderr));
    return JSON.parse(stdout) as Foretold;
  });
}

/** The numbers of the servers that answered, for each case and side, in the order of the clients; and how many were asked again. */
async function observe(
  haproxy: RealHaproxy,
  before: string,
  after: string,
  clients: readonly (readonly MovingClient[])[],
  ports: readonly PoolPorts[],
): Promise<{ readonly answers: string[][][]; readonly again: number }> {
  const toRun = (text: string) => text.replace('/SOCKET', 'SOCKET');
  const visits = clients.map((own, at) => own.map((client) => toVisit(client, portsAt(ports, at))));
  let again = 0;
  const visit = async () => {
    const all = visits.flat();
    const answers = await visitAll(all);
    // Each pool has a server in rotation: a connection that ends without an answer says nothing of the choice.
    for (let tries = 0; tries < 3 && answers.includes(''); tries += 1) {
      const silent = [...answers.keys()].filter((at) => answers[at] === '');
      again += silent.length;
      const more = await visitAll(silent.flatMap((at) => all[at] ?? []));
      for (const [number, at] of silent.entries()) answers[at] = more[number] ?? '';
    }
    let start = 0;
    return visits.map(({ length }) => {
      start += length;
      return answers.slice(start - length, start);
    });
  };
  const running = await startHaproxy(haproxy, toRun(before));
  try {
    const was = await visit();
    await running.reload(toRun(after));
    const is = await visit();
    return { answers: clients.map((_, at) => [was[at] ?? [], is[at] ?? []]), again };
  } finally {
    await running.stop();
  }
}

function nameOf({ servers }: MovingPool, backend: number | undefined): string | undefined {
  return servers.find((server) => server.backend === backend)?.name;
}

/** The name of a server before; one that is renamed has the new one. */
function nameBefore(
  { before, after, renamed }: Moving,
  backend: number | undefined,
): string | undefined {
  const name = nameOf(before, backend);
  const other = name === undefined ? undefined : renamed.get(name);
  return after.servers.some((server) => server.name === other) ? other : name;
}

function shareOf({ pools }: Foretold, at: number): number {
  return pools.find(({ pool }) => pool === `pool${at}`)?.paths[0]?.all_clients.moved ?? 0;
}

/** Foretold moves of the two ways into a pool. */
interface Moves {
  readonly direct: ReadonlyMap<string, string>;
  readonly proxied: ReadonlyMap<string, string>;
}

function movesOf(
  { pools }: Foretold,
  at: number,
  { before, after }: Moving,
  ports: PoolPorts,
): Moves {
  const found = pools.find(({ pool }) => pool === `pool${at}`);
  if (found?.unpredictable !== undefined) throw new Error(found?.unpredictable);
  const ways = found?.paths ?? [];
  // Each way is called by its bind, or by both where they are written in two ways.
  const isOwn = (bind = '') => bind.split(' -> ').at(-1)?.endsWith(`:${ports.own}`) === true;
  const direct = ways.length === 1 ? ways[0] : ways.find(({ bind }) => isOwn(bind));
  const isPlain = !before.isDual && !after.isDual;
  const proxied = isPlain ? direct : ways.find((way) => way !== direct);
  const toMap = (way: typeof direct) =>
    new Map(
      (way?.clients.moves ?? []).map(({ client, from, to }): [string, string] => [
        client,
        moveText(nameNow(from), nameNow(to)),
      ]),
    );
  return { direct: toMap(direct), proxied: toMap(proxied) };
}

/** The name of a server after the change; one whose address another one had is shown with both names. */
function nameNow(server: string | null): string | undefined {
  return /, now (\S+)\)$/.exec(server ?? '')?.[1] ?? server ?? undefined;
}

/** A move in words. */
export function moveText(from: string | undefined, to: string | undefined): string {
  return from === to ? 'stays' : `${from ?? 'nobody'} -> ${to ?? 'nobody'}`;
}

function disagreementsOf(observed: readonly Observed[], { direct, proxied }: Moves): string[] {
  return observed.flatMap(({ address, isDirect, was, is }) => {
    const foretold = (isDirect ? direct : proxied).get(address) ?? 'stays';
    const seen = moveText(was, is);
    const how = isDirect ? 'by itself' : 'by PROXY';
    return foretold === seen ? [] : [`${address} ${how}: ${foretold} foretold, ${seen} seen`];
  });
}
