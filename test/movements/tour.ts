import { ringScheme } from '../../src/haproxy/selection/ring-scheme.ts';
import { type Mutation, mutations } from '../haproxy/choice/literal.ts';
import { startServers, versionOf } from '../integration/choosing.ts';
import type { RealHaproxy } from '../integration/haproxies.ts';
import { freePorts } from '../ports.ts';
import { type Outcome, runBatch } from './batch.ts';
import { type Backend, backendCount, hostOfBackend, type PoolPorts } from './pools.ts';
import { isCaught } from './wrong.ts';

/** Cases of a seed, to be run with one HAProxy. */
export interface Tour {
  readonly haproxy: RealHaproxy;
  readonly seed: number;
  readonly first: number;
  readonly runs: number;
  /** Agents of each kind: by themselves, and by PROXY protocol with IPv4 and IPv6. */
  readonly clients: number;
}

/** What came of it. */
export interface Tally {
  readonly cases: number;
  readonly connections: number;
  /** Connections that were ended without an answer, and made again. */
  readonly again: number;
  readonly moved: number;
  readonly failed: readonly Outcome[];
  /** Wrong models that no case told from HAProxy. */
  readonly missed: readonly Mutation[];
}

/** Pools of one process: each batch is a start and a reload. */
const perBatch = 20;

/** Runs all cases; a wrong model is held against them until one catches it. */
export async function runTour(
  { haproxy, seed, first, runs, clients }: Tour,
  onProgress: (done: number) => void = () => undefined,
): Promise<Tally> {
  const { backends, stop } = await startBackends();
  const ring = ringScheme(versionOf(haproxy)) ?? 'id';
  const missed = new Set(mutations);
  const failed: Outcome[] = [];
  const tally = { cases: 0, connections: 0, again: 0, moved: 0 };
  try {
    for (let from = first; from < first + runs; from += perBatch) {
      const count = Math.min(perBatch, first + runs - from);
      const setting = { haproxy, seed, backends, ports: await freePoolPorts(count), clients };
      const indices = Array.from({ length: count }, (_, at) => from + at);
      const { outcomes, again } = await runBatch(setting, indices);
      tally.again += again;
      for (const outcome of outcomes) {
        tally.cases += 1;
        tally.connections += 2 * outcome.observed.length;
        tally.moved += outcome.observed.filter(({ was, is }) => was !== is).length;
        if (outcome.disagreements.length > 0) failed.push(outcome);
        for (const mutation of missed) {
          if (isCaught(outcome, mutation, ring, backends)) missed.delete(mutation);
        }
      }
      onProgress(tally.cases);
    }
  } finally {
    stop();
  }
  return { ...tally, failed, missed: [...missed] };
}

/** Starts the servers that answer. */
export async function startBackends(): Promise<{
  readonly backends: readonly Backend[];
  readonly stop: () => void;
}> {
  const names = Array.from({ length: backendCount }, (_, at) => String(at));
  const { ports, stop } = await startServers(names, hostOfBackend);
  const portOf = (name: string) => ports.get(name) ?? 0;
  return {
    backends: names.map((name, at) => ({ host: hostOfBackend(at), port: portOf(name) })),
    stop,
  };
}

/** Ports for some pools. */
export async function freePoolPorts(count: number): Promise<readonly PoolPorts[]> {
  const free = await freePorts(2 * count);
  return Array.from({ length: count }, (_, at) => {
    return { own: free[2 * at] ?? 0, proxied: free[2 * at + 1] ?? 0 };
  });
}

/** A case that was foretold wrongly, for people, and how to see it again. */
export function describeFailure({ seed, haproxy, clients }: Tour, outcome: Outcome): string {
  const { index, moving, disagreements } = outcome;
  const { before, after, changes } = moving;
  return [
    `case ${index} (${changes.join(', ')}):`,
    ...disagreements.slice(0, 5).map((line) => `  ${line}`),
    ...(disagreements.length > 5 ? [`  and ${disagreements.length - 5} more`] : []),
    `  before ${JSON.stringify(before)}`,
    `  after  ${JSON.stringify(after)}`,
    `  npm run movements -- --seed ${seed} --first ${index} --runs 1 --clients ${clients} --haproxy ${haproxy.version}`,
  ].join('\n');
}
