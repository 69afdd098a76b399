import fc from 'fast-check';

/** Texts that were seen to break something: HAProxy's, YAML's and the shell's own signs. */
const hostile = [
  '',
  ' ',
  '#',
  'a#b',
  'a b',
  'a\tb',
  'a\nb',
  'a\rb',
  '$HOME',
  '${HOME}',
  '"${HOME}"',
  "a'b",
  'a"b',
  '\\',
  'a\\',
  '\\x41',
  '%T',
  '%[src]',
  '[',
  ']',
  '{',
  '}',
  '*',
  ':',
  ',',
  'a,b',
  '10.0.0.1',
  '010.0.0.1',
  '10.0.0.256',
  '0x0a000001',
  '::',
  '::1',
  '[::1]',
  '[::1]:8140',
  '10.0.0.1:8140',
  '*:8140',
  ':8140',
  '8140',
  '08140',
  '8e3',
  '-1',
  '+1',
  '0',
  '4294975436',
  '1.5',
  'null',
  'true',
  '~',
  'no',
  'listen',
  'global',
  'GLOBAL',
  'server',
  '.if',
  'é',
  'а',
  '\u202e',
  '\u200b',
  '\ufeff',
  'a'.repeat(300),
  'localhost',
  'host.example',
  'unix@/x',
  'fd@1',
  '/dev/log',
  '2s',
  '2sec',
  '50',
  '2000',
  '25d',
  'none',
  'last',
  'libc',
  'check',
  'disabled',
  'source',
  'random(2)',
  'random(0)',
  'map-based',
  'consistent avalanche',
  'consistent sdbm',
  'compile*',
  '?',
  '[1:3]',
  'a[1:3]',
  'a/b',
  'compile/a1',
  'compile/*',
  '2.6',
  '3.4',
  '9.9',
  'option tcpka',
  'maxconn 10',
  'error-limit 10',
];

const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

const hostileValue = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}, [''], [null], { a: 1 }) },
);

const octet = fc.integer({ min: 1, max: 254 });
const address = fc.oneof(
  { weight: 5, arbitrary: octet.map((last) => `10.0.0.${last}`) },
  { weight: 1, arbitrary: fc.ipV6().filter((text) => !text.includes('.')) },
);
const endpoint = fc
  .tuple(
    fc.constantFrom('10.1.0.1', '10.1.0.2', '[2001:db8::1]', '*'),
    fc.integer({ min: 1, max: 65535 }),
  )
  .map(([host, port]) => `${host}:${port}`);
const name = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}$/);
const time = fc.constantFrom('100ms', '1s', '2000', 2000, '5s', '1m', '1h', '24d');
const times = {
  inter: time,
  fastinter: time,
  downinter: time,
  rise: fc.integer({ min: 1, max: 9 }),
  fall: fc.integer({ min: 1, max: 9 }),
};

const options = {
  weight: fc.integer({ min: 0, max: 256 }),
  backup: fc.boolean(),
  maxconn: fc.integer({ min: 1, max: 1000 }),
  slowstart: time,
  'on-marked-down': fc.constant('shutdown-sessions'),
  'init-addr': fc.constantFrom('none', 'last,none', '10.0.0.1'),
  'send-proxy': fc.constantFrom(true, false, 'v2'),
  'agent-check': fc.record(
    { port: fc.constant(9201), inter: time, send: fc.constantFrom('a', "it's $x") },
    { requiredKeys: ['port'] },
  ),
  extra: fc.constantFrom(['error-limit 10'], ['tcp-ut 10s']),
};
const check = fc.oneof(
  fc.constantFrom('node', 'tcp', 'none'),
  fc.record(
    {
      kind: fc.constant('node'),
      transport: fc.constant('xinetd'),
      timeout: time,
      agent: fc.record({ port: fc.constant(9201), inter: time }, { requiredKeys: ['port'] }),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    { kind: fc.constantFrom('node', 'tcp'), port: fc.integer({ min: 1, max: 65535 }), ...times },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      kind: fc.constant('puppet'),
      verify: fc.constant('none'),
      path: fc.constantFrom('/status/v1/simple', '/x?y=%20'),
    },
    { requiredKeys: ['kind', 'verify'] },
  ),
);
const facts = {
  port: fc.integer({ min: 1, max: 65535 }),
  certname: fc.stringMatching(/^[a-z]{4,9}\.example\.com$/),
  id: fc.integer({ min: 1, max: 1048575 }),
  state: fc.constantFrom('ready', 'ready', 'drain', 'maint'),
  check: fc.oneof(fc.constant('none'), fc.record(times, { requiredKeys: [] })),
  ...options,
};
const server = fc.record({ name, address, ...facts }, { requiredKeys: ['name', 'address'] });
const pool = fc.record(
  {
    name,
    bind: fc.oneof(
      endpoint,
      fc.array(endpoint, { minLength: 1, maxLength: 3 }),
      fc.record(
        { address: endpoint, transparent: fc.boolean(), interface: fc.constant('lo') },
        { requiredKeys: ['address'] },
      ),
    ),
    description: fc.constantFrom('Load balanced', '# a $b "c" \\'),
    role: fc.constantFrom('compile', 'ca', 'pcp', 'puppetdb'),
    balance: fc.constantFrom(
      'source',
      'leastconn',
      'roundrobin',
      'static-rr',
      'first',
      'random',
      'random(3)',
    ),
    'hash-type': fc.constantFrom(
      'map-based',
      'consistent',
      'map-based sdbm avalanche',
      'consistent wt6',
      'consistent none',
    ),
    timeouts: fc.record(
      {
        ...{ connect: time, client: time, server: time, check: time, queue: time, tunnel: time },
        ...{ 'client-fin': time, 'server-fin': time },
      },
      { requiredKeys: [] },
    ),
    check,
    'default-server': fc.record(options, { requiredKeys: [] }),
    servers: fc
      .tuple(
        fc.uniqueArray(server, { minLength: 1, maxLength: 4, selector: (one) => one.name }),
        fc.constantFrom([], [], ['compile*'], ['ca1', 'compile[01:02]']),
      )
      .map(([written, named]) => [...written, ...named]),
    port: fc.constantFrom(8140, 18140),
    maxconn: fc.integer({ min: 1, max: 5000 }),
    retries: fc.integer({ min: 0, max: 5 }),
    extra: fc.constantFrom(['option tcpka'], ['option redispatch', 'retries 2'], ['fullconn 10']),
  },
  { requiredKeys: ['name', 'bind', 'servers'] },
);

/** Inventories of which most are right. */
export const inventories: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    haproxy: fc.record(
      {
        version: fc.constantFrom('2.2', '2.6', '3.0'),
        balancers: fc.constant(['10.0.0.11', '10.2.0.0/16']),
        global: fc.record(
          {
            maxconn: fc.integer({ min: 1, max: 10000 }),
            log: fc.constantFrom(
              '127.0.0.1:514 local0',
              [],
              ['/dev/log local0 info', 'stdout format raw daemon'],
            ),
            'stats-socket': fc.constant('/run/haproxy.sock mode 600'),
            nbthread: fc.constant(1),
            extra: fc.constant(['tune.maxaccept 10']),
          },
          { requiredKeys: [] },
        ),
        timeouts: fc.record(
          { connect: time, client: time, server: time, check: time },
          { requiredKeys: [] },
        ),
        sections: fc.constant(
          'frontend stats\n  bind 127.0.0.1:8404\n  mode http\n  timeout client 10s\n  stats enable\n',
        ),
      },
      { requiredKeys: [] },
    ),
    puppet: fc.record(
      { version: fc.constantFrom('3', '4', '5', '6', '7', '8', 8) },
      { requiredKeys: [] },
    ),
    defaults: fc.record({ check, balance: fc.constant('source') }, { requiredKeys: [] }),
    hosts: fc.constant({
      ca1: { address: '10.0.9.1' },
      'compile[01:03]': { address: '10.0.8.[1:3]', id: '[1:3]', certname: 'c[1:3].example.com' },
    }),
    pools: fc.array(pool, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['hosts', 'pools'] },
);

/** An inventory with one value replaced by a hostile one; not in what is handed to HAProxy as it is. */
export const mutated: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(inventories, fc.nat(), hostileValue)
  .map(([inventory, at, value]) => {
    const copy = structuredClone(inventory);
    const places = leaves(copy);
    const place = places[at % places.length];
    if (place !== undefined) place.owner[place.key] = value;
    return copy;
  });

interface Leaf {
  readonly owner: Record<string | number, unknown>;
  readonly key: string | number;
}

function leaves(value: unknown): Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as Record<string | number, unknown>;
  const keys = Object.keys(owner).filter((key) => key !== 'extra' && key !== 'sections');
  return keys.flatMap((key) => {
    const inner = leaves(owner[key]);
    return inner.length > 0 ? [...inner, { owner, key }] : [{ owner, key }];
  });
}
