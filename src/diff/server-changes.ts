import type { Pair } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { fitAdded, fitProperty, fitRemoved } from './actions/adjust-to-runtime.ts';
import type { PoolFacts } from './actions/pool-facts.ts';
import { addedAction, propertyAction, removedAction } from './actions/server.ts';
import { type ConfigurationChange, nothing, reload } from './change.ts';
import { describeServer, differences } from './server-differences.ts';
import { type Side, stateWord } from './side.ts';

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

interface Services {
  readonly before: Service;
  readonly after: Service;
}

function pairChanges(
  sides: Sides,
  pair: Pair<ProxyServer>,
  of: Services,
  facts: PoolFacts,
): ConfigurationChange[] {
  const section = of.after.name;
  const { before, after } = pair;
  if (before === undefined) {
    const at = { after: sides.after.serverPlace(section, after.name, 'server', after.line) };
    const action = fitAdded(addedAction(after, facts), after, facts);
    const shown = describeServer(after);
    return [
      { kind: 'added', section, server: after.name, what: 'server', after: shown, at, action },
    ];
  }
  if (after === undefined) {
    const at = { before: placeOf(sides.before, of.before, before, 'server') };
    const action = fitRemoved(removedAction(before, facts), before, facts);
    const shown = describeServer(before);
    return [
      { kind: 'removed', section, server: before.name, what: 'server', before: shown, at, action },
    ];
  }
  const isNumbered = [before, after].every(({ options }) => !options.has('id'));
  const found = differences(before, after).filter(
    // Numbers that HAProxy gives by itself follow from the order, which is said by itself.
    ({ what }) => what !== 'id' || facts.dependsOnIds || !isNumbered,
  );
  const wanted = sides.after.wantedState(section, after);
  const words = {
    before: stateWord(sides.before, of.before.name, before),
    after: stateWord(sides.after, section, after),
  };
  return found.map((difference): ConfigurationChange => {
    const property = difference.what;
    return {
      kind: property === 'name' ? 'renamed' : 'changed',
      section,
      server: after.name,
      ...difference,
      ...(property === 'state' ? words : {}),
      at: {
        before: placeOf(sides.before, of.before, before, property),
        after: placeOf(sides.after, of.after, after, property),
      },
      action: fitProperty(propertyAction(property, before, after, wanted, facts), {
        property,
        ...{ before, after, wanted, facts },
      }),
    };
  });
}

function placeOf(side: Side, service: Service, server: ProxyServer, property: string) {
  const line = server.options.get(property)?.line ?? server.line;
  return side.serverPlace(service.name, server.name, property, line);
}

/** Whether the servers that both sides have stand in another order. */
function orderChange(
  { before, after }: Sides,
  pairs: readonly Pair<ProxyServer>[],
  of: Services,
  facts: PoolFacts,
): ConfigurationChange | undefined {
  const kept = pairs.flatMap((pair) =>
    pair.before === undefined || pair.after === undefined ? [] : [pair],
  );
  const places = new Map(of.before.back.servers.map((server, at) => [server, at]));
  const ranks = kept.map((pair) => places.get(pair.before) ?? 0);
  const at = ranks.findIndex((rank, index) => rank < (ranks[index - 1] ?? -1));
  const moved = kept[at];
  if (moved === undefined) return undefined;
  const names = (list: readonly string[]) =>
    list.length > 8 ? `${list.slice(0, 8).join(', ')}, ...` : list.join(', ');
  const old = kept.toSorted((a, b) => (places.get(a.before) ?? 0) - (places.get(b.before) ?? 0));
  return {
    kind: 'changed',
    section: of.after.name,
    what: 'order',
    before: names(old.map((pair) => pair.after.name)),
    after: names(kept.map((pair) => pair.after.name)),
    at: {
      before: before.placeOf(moved.before.line),
      after: after.placeOf(moved.after.line),
    },
    action: facts.dependsOnOrder
      ? reload('the order decides who reaches which server')
      : nothing('the order decides nothing here'),
  };
}
