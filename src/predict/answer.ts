import { whyNotPredicted } from '../haproxy/selection/read.ts';
import type { Selection } from '../haproxy/selection/selection.ts';
import type { Client } from './clients/client.ts';
import { outcomeOf, type RouteOutcome, whyNotHome } from './outcome.ts';
import type { RoutedCase, RoutedPool } from './pools.ts';
import type { Counter, Counts } from './spread.ts';

/** What becomes of one client in one pool. */
export interface RouteAnswer {
  readonly client: Client;
  readonly pool: RoutedPool;
  /** The listener, where it depends on which one the client connects to. */
  readonly bind: string | undefined;
  readonly now: Outcome;
  /** With the servers down that were asked about. */
  readonly ifDown: Outcome | undefined;
  /** Why, in one clause. */
  readonly reason: string;
}

/** Where an address comes out, or how the addresses of a network are spread. */
export type Outcome = RouteOutcome | { readonly kind: 'spread'; readonly counts: Counts };

/** The answers for one client in one pool: one, or one a listener where they see it in two ways. */
export function answersOf(client: Client, pool: RoutedPool, counter: Counter): RouteAnswer[] {
  const paths = client.family === 4 ? pool.paths.ipv4 : pool.paths.ipv6;
  if (paths.length === 0) return [unreached(client, pool)];
  return paths.map(({ isMapped, bind }) => {
    const cases = pool.cases.map((one) =>
      client.openBits === 0
        ? addressCase(one, client, pool, isMapped)
        : networkCase(one, client, pool, isMapped, counter),
    );
    const { now, ifDown, reason } = merge(cases, pool);
    return { client, pool, bind, now, ifDown, reason };
  });
}

function unreached(client: Client, pool: RoutedPool): RouteAnswer {
  const isTaken = client.family === 4 && pool.isIpv4Taken;
  const reason = isTaken
    ? 'a different bind gets the IPv4 connections of this port'
    : `the pool listens only on ${client.family === 4 ? 'IPv6' : 'IPv4'}`;
  return {
    client,
    pool,
    bind: undefined,
    now: { kind: 'nobody', reason },
    ifDown: undefined,
    reason,
  };
}

type Case = Pick<RouteAnswer, 'now' | 'ifDown' | 'reason'>;

function addressCase(
  { now: before, ifDown: after, home }: RoutedCase,
  { key }: Client,
  pool: RoutedPool,
  isMapped: boolean,
): Case {
  const now = outcomeOf(pool, before, key, isMapped);
  if (after !== undefined) {
    const ifDown = outcomeOf(pool, after, key, isMapped);
    return { now, ifDown, reason: whyIfDown(after, now, ifDown) };
  }
  const isFixed = now.kind === 'server' && pool.algorithm === 'source';
  const cause = isFixed ? whyNotHome(pool, before, home, key, isMapped) : undefined;
  const reason = cause === undefined ? now.reason : `${cause}: ${now.reason}`;
  return { now, ifDown: undefined, reason };
}

/** Of a client that keeps its server nothing is to be explained. */
function whyIfDown({ pool }: Selection, now: RouteOutcome, ifDown: RouteOutcome): string {
  const { reason } = ifDown;
  if (now.kind !== 'server' || ifDown.kind !== 'server') return reason;
  if (now.server === ifDown.server) return 'stays';
  const isUp = pool.servers[now.at]?.state === 'ready';
  return isUp ? `moves too: ${reason}` : `${now.server} is down: ${reason}`;
}

function networkCase(
  { now: before, ifDown: after }: RoutedCase,
  client: Client,
  pool: RoutedPool,
  isMapped: boolean,
  counter: Counter,
): Case {
  const spread = (selection: Selection): Outcome => {
    const unknown = whyNotPredicted(pool, selection.rotation);
    if (unknown !== undefined) return { kind: 'unknown', reason: unknown };
    if (selection.rotation.kind === 'nobody') {
      return { kind: 'nobody', reason: 'no server is in rotation' };
    }
    const counts = counter.count(selection, client, isMapped);
    const reason = 'too many addresses to count; use smaller networks';
    return counts === undefined ? { kind: 'unknown', reason } : { kind: 'spread', counts };
  };
  const now = spread(before);
  const ifDown = after === undefined ? undefined : spread(after);
  const said = [now, ifDown].find((outcome) => outcome !== undefined && outcome.kind !== 'spread');
  return { now, ifDown, reason: said !== undefined && 'reason' in said ? said.reason : '' };
}

/** What two kinds of HAProxy agree on; where they do not, the versions of each. */
function merge([first, ...others]: readonly Case[], pool: RoutedPool): Case {
  if (first === undefined) throw new Error('a pool without a case');
  const [other] = others;
  if (other === undefined) return first;
  const isSame = (what: 'now' | 'ifDown') => keyOf(first[what]) === keyOf(other[what]);
  const [isNowSame, isDownSame] = [isSame('now'), isSame('ifDown')];
  if (isNowSame && isDownSame) return first;
  const what = isNowSame ? 'ifDown' : 'now';
  const sides = pool.cases.map(({ versions }, at) => {
    return `${textOf((at === 0 ? first : other)[what], pool)} in HAProxy ${versions}`;
  });
  const reason = `${sides.join(', ')}; write the exact version in haproxy.running`;
  const unknown = { kind: 'unknown', reason } as const;
  const ifDown = isDownSame ? first.ifDown : unknown;
  return { now: isNowSame ? first.now : unknown, ifDown, reason };
}

/** What two outcomes have in common that are the same, whatever the reasons for a server are. */
function keyOf(outcome: Outcome | undefined): string {
  return JSON.stringify(outcome?.kind === 'server' ? outcome.at : outcome);
}

function textOf(outcome: Outcome | undefined, { servers }: RoutedPool): string {
  if (outcome === undefined) return '';
  if (outcome.kind === 'server') return outcome.server;
  if (outcome.kind !== 'spread') return outcome.reason;
  const taking = outcome.counts.flatMap((count, at) =>
    count > 0 ? `${servers[at]} ${count}` : [],
  );
  return taking.join(' and ');
}

/** Whether a client has no server, or it cannot be told which. */
export function isTrouble({ now, ifDown }: RouteAnswer): boolean {
  return hasNoServer(now) || (ifDown !== undefined && hasNoServer(ifDown));
}

function hasNoServer({ kind }: Outcome): boolean {
  return kind === 'nobody' || kind === 'unknown';
}
