import { keptPairs, type Pair } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { ServiceSides } from '../predict/affinity.ts';
import { fitAdded, fitProperty, fitRemoved } from './actions/adjust-to-runtime.ts';
import type { PoolFacts } from './actions/pool-facts.ts';
import { addedAction, propertyAction, removedAction } from './actions/server.ts';
import { type ConfigurationChange, nothing, reload } from './change.ts';
import { differences } from './server-differences.ts';
import { type Side, stateWord } from './side.ts';
import { serverValue, type Value } from './value.ts';

/** The sides of a comparison. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** What is other about the servers of a pool. */
export function serverChanges(
  sides: Sides,
  before: Service,
  after: Service,
  facts: PoolFacts,
): ConfigurationChange[] {
  const pairs = pairServers(before, after);
  const changes = pairs.flatMap((pair) => pairChanges(sides, pair, { before, after }, facts));
  const order = orderChange(sides, pairs, { before, after }, facts);
  return order === undefined ? changes : [...changes, order];
}

function pairChanges(
  sides: Sides,
  pair: Pair<ProxyServer>,
  of: ServiceSides,
  facts: PoolFacts,
): ConfigurationChange[] {
  const section = of.after.name;
  const { before, after } = pair;
  if (before === undefined) {
    const at = { after: sides.after.serverPlace(section, after.name, 'server', after.line) };
    const action = fitAdded(addedAction(after, facts), after, facts);
    const whyOut = sides.after.whyOut(section, after);
    const value = serverValue(after);
    return [{ kind: 'added', section, ...whole(after), after: value, whyOut, at, action }];
  }
  if (after === undefined) {
    const at = { before: placeOf(sides.before, of.before, before, 'server') };
    const action = fitRemoved(removedAction(before, facts), before, facts);
    return [
      { kind: 'removed', section, ...whole(before), before: serverValue(before), at, action },
    ];
  }
  const isNumbered = [before, after].every(({ options }) => !options.has('id'));
  const found = differences(before, after).filter(
    // Numbers that HAProxy gives by itself follow from the order, which is said by itself.
    ({ subject }) => subject.kind !== 'id' || facts.dependsOnIds || !isNumbered,
  );
  const wanted = sides.after.wantedState(section, after);
  const words = {
    before: stateWord(sides.before, of.before.name, before),
    after: stateWord(sides.after, section, after),
  };
  return found.map((difference): ConfigurationChange => {
    const { subject } = difference;
    const property = subject.name ?? subject.kind;
    const changing = { subject, before, after, wanted, facts };
    return {
      kind: subject.kind === 'name' ? 'renamed' : 'changed',
      section,
      server: after.name,
      ...difference,
      ...(subject.kind === 'state' ? { ...words, whyOut: sides.after.whyOut(section, after) } : {}),
      at: {
        before: placeOf(sides.before, of.before, before, property),
        after: placeOf(sides.after, of.after, after, property),
      },
      action: fitProperty(propertyAction(changing), changing),
    };
  });
}

function whole({ name }: ProxyServer): Pick<ConfigurationChange, 'server' | 'subject'> {
  return { server: name, subject: { kind: 'server' } };
}

function placeOf(side: Side, service: Service, server: ProxyServer, property: string) {
  const line = server.options.get(property)?.line ?? server.line;
  return side.serverPlace(service.name, server.name, property, line);
}

/** Whether the servers that both sides have stand in another order. */
function orderChange(
  { before, after }: Sides,
  pairs: readonly Pair<ProxyServer>[],
  of: ServiceSides,
  facts: PoolFacts,
): ConfigurationChange | undefined {
  const kept = keptPairs(pairs);
  const places = new Map(of.before.back.servers.map((server, at) => [server, at]));
  const ranks = kept.map((pair) => places.get(pair.before) ?? 0);
  const at = ranks.findIndex((rank, index) => rank < (ranks[index - 1] ?? -1));
  const moved = kept[at];
  if (moved === undefined) return undefined;
  const names = (list: typeof kept): Value => {
    return { kind: 'names', names: list.map((pair) => pair.after.name) };
  };
  const old = kept.toSorted((a, b) => (places.get(a.before) ?? 0) - (places.get(b.before) ?? 0));
  return {
    kind: 'changed',
    section: of.after.name,
    subject: { kind: 'order' },
    before: names(old),
    after: names(kept),
    at: {
      before: before.placeOf(moved.before.line),
      after: after.placeOf(moved.after.line),
    },
    action: facts.dependsOnOrder
      ? reload('the order decides which server an agent reaches')
      : nothing('the order has no effect here'),
  };
}
