import fc from 'fast-check';
import type { Check } from '../../src/inventory/check-kinds.ts';
import type { Global, Inventory, Pool, Server } from '../../src/inventory/model.ts';
import { builtin, type Setting } from '../../src/inventory/place.ts';
import { parseAddress } from '../../src/inventory/values/address.ts';
import { parseBalance } from '../../src/inventory/values/balance.ts';
import { parseHashType } from '../../src/inventory/values/hash-type.ts';
import {
  type ListenEndpoint,
  parseListenEndpoints,
} from '../../src/inventory/values/listen-endpoint.ts';
import { parseTime } from '../../src/inventory/values/time.ts';
import { isError, type Result } from '../../src/text/result.ts';
import { comment, nowhere, word } from './deployments.ts';

function read<T>(judged: Result<T>): T {
  if (isError(judged)) throw new Error(judged.message);
  return judged.value;
}

const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Setting<T> | undefined> =>
  fc.option(one.map(builtin), { nil: undefined });
const said = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Setting<T>> => one.map(builtin);

const number = fc.integer({ min: 1, max: 65535 });
const time = said(
  fc.constantFrom('5s', '1500ms', '1m', '2000').map((text) => read(parseTime(text))),
);
const names = word.map((text) => `n${text}`);
const extra = fc.array(said(fc.tuple(names, word).map((pair): readonly string[] => pair)), {
  maxLength: 2,
});
const address = fc.oneof(
  fc.constantFrom('10.0.0.1', '2001:db8::1').map((text) => read(parseAddress(text))),
  names.map((hostName) => ({ hostName })),
);

const check: fc.Arbitrary<Check> = fc
  .record({
    kind: said(
      fc.constantFrom('node' as const, 'puppet' as const, 'tcp' as const, 'none' as const),
    ),
    port: maybe(number),
    inter: time,
    rise: said(number),
    fall: said(number),
    verify: maybe(fc.constantFrom('required' as const, 'none' as const)),
    caFile: maybe(names),
    path: maybe(names),
  })
  .map((made) => withoutMissing(made) as unknown as Check);

/** A model has no key where a value is missing. */
function withoutMissing(made: object): object {
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

const server: fc.Arbitrary<Server> = fc.record({
  place: fc.constant(nowhere),
  entry: fc.constant(nowhere),
  name: said(names),
  port: said(number),
  check,
  ownCheck: fc.constant({}),
  isValid: fc.constant(true),
  address: said(address),
  certname: maybe(names),
  weight: maybe(number),
  id: maybe(number),
  backup: maybe(fc.boolean()),
  onMarkedDown: maybe(names),
  initAddr: maybe(names),
  resolvers: maybe(names),
  sendProxy: maybe(fc.constantFrom(true, false, 'v2' as const)),
  agentCheck: fc.option(
    fc.record({
      place: fc.constant(nowhere),
      port: said(number),
      inter: fc.option(time, { nil: undefined }),
      addr: fc.constant(undefined),
      send: maybe(names),
    }),
    { nil: undefined },
  ),
  track: maybe(names),
  extra,
  state: maybe(fc.constantFrom('ready' as const, 'drain' as const, 'maint' as const)),
});

const bind = fc.record({
  place: fc.constant(nowhere),
  endpoint: said(
    fc
      .constantFrom('10.0.0.9:8140', '[::1]:1-3', '*:8140')
      .map((text) => read(parseListenEndpoints(text))[0] as ListenEndpoint),
  ),
  transparent: maybe(fc.boolean()),
  interface: maybe(names),
  name: maybe(names),
  maxconn: maybe(number),
  extra,
});

const pool: fc.Arbitrary<Pool> = fc.record({
  place: fc.constant(nowhere),
  name: said(names),
  description: maybe(comment),
  role: fc.constant(builtin('compile' as const)),
  frontends: fc.array(
    fc.record({
      place: fc.constant(nowhere),
      name: said(names),
      binds: fc.array(bind, { maxLength: 2 }),
      maxconn: maybe(number),
      timeouts: fc.record({ client: time }, { requiredKeys: [] }),
      extra,
    }),
    { maxLength: 2 },
  ),
  binds: fc.array(bind, { maxLength: 2 }),
  balance: said(fc.constantFrom('source', 'random(2)').map((text) => read(parseBalance(text)))),
  hashType: said(
    fc
      .constantFrom('map-based', 'consistent wt6 avalanche')
      .map((text) => read(parseHashType(text))),
  ),
  options: fc.constantFrom(
    new Map(),
    new Map([
      ['tcpka', builtin(true)],
      ['dontlognull', builtin(false)],
    ]),
  ),
  logs: fc.constantFrom(undefined, [], [builtin(['global'])]),
  unset: fc.constant([]),
  maxconn: maybe(fc.constantFrom(1, 1_000_000)),
  retries: maybe(fc.constantFrom(0, 3)),
  timeouts: fc.record({ client: time, 'server-fin': time }, { requiredKeys: [] }),
  check,
  ownCheck: fc.constant({}),
  servers: fc.array(server, { maxLength: 4 }),
  isComplete: fc.constant(true),
  isValid: fc.constant(true),
  extra,
});

const globals: fc.Arbitrary<Global> = fc.record({
  maxconn: said(number),
  logs: extra,
  statsSockets: extra,
  chroot: said(fc.oneof(names, fc.constant(false as const))),
  user: said(fc.oneof(names, fc.constant(false as const))),
  group: said(names),
  nbthread: maybe(number),
  extra,
});

/** Inventories as models, with any words where a reader would take few; not one was a text before. */
export const fleets: fc.Arbitrary<Inventory> = fc.record({
  place: fc.constant(nowhere),
  haproxy: fc.record({
    version: fc.constant(builtin({ major: 2, minor: 6 })),
    running: fc.constant(undefined),
    id: fc.constant(builtin(true)),
    place: fc.constant(undefined),
    balancers: fc.constant([]),
    baseline: fc.constantFrom(undefined, builtin('none' as const)),
    global: globals,
    timeouts: fc.record({ connect: time, client: time }, { requiredKeys: [] }),
    unset: fc.constant([]),
    beside: fc.constant(undefined),
    sections: fc.constant(undefined),
    isValid: fc.constant(true),
  }),
  beside: fc.constant(undefined),
  puppet: fc.record({
    version: said(fc.integer({ min: 3, max: 8 })),
    layout: fc.constant(builtin('vendor' as const)),
  }),
  defaults: fc.record({
    balance: fc.constant(undefined),
    hashType: fc.constant(undefined),
    check: fc.constant({}),
    isValid: fc.constant(true),
    options: fc.constantFrom(
      new Map(),
      new Map([
        ['tcplog', builtin(true)],
        ['clitcpka', builtin(true)],
      ]),
    ),
    logs: fc.constantFrom([], [builtin(['global'])]),
    extra: fc.constant([]),
  }),
  hosts: fc.constant([]),
  pools: fc.array(pool, { maxLength: 3 }),
  sites: fc.constant([]),
  lint: fc.constant({ severities: [] }),
});
