import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { lint } from '../../src/rules/lint.ts';

const linted = (words: string) => {
  const pool = `{ name: a, check: tcp, servers: [{ name: s, address: 10.0.0.1 }], ${words} }`;
  const text = `haproxy: { global: { log: [] } }\npools: [${pool}]`;
  return lint({ name: 'inventory.yaml', bytes: Buffer.from(text) });
};

/** The sections that are built, each as its lines. */
function built(words: string): string[][] {
  const { inventory, diagnostics } = linted(words);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (inventory === undefined) throw new Error(words);
  const { text } = buildConfiguration(inventory, 'listen-only');
  return text
    .trim()
    .replace(/^#.*\n/, '')
    .split(/\n(?=\S)/)
    .map((section) => section.split('\n').flatMap((line) => line.trim() || []));
}

const refused = (words: string): string[] =>
  linted(words).diagnostics.flatMap(({ severity, message, help }) =>
    severity === 'error' ? `${message}: ${help}` : [],
  );

const back = ['mode tcp', 'balance source', 'hash-type map-based'];
const server = 'server s 10.0.0.1:8140 check inter 2000 rise 3 fall 3';

describe('a pool with a frontend', () => {
  it('is a frontend and a backend, with each line on its side', () => {
    const extra =
      '["option contstats", "stick-table type ip size 1k", "stick on src", "rate-limit sessions 5", "no option socket-stats"]';
    expect(
      built(
        `frontend: fe, bind: "10.0.0.9:1", maxconn: 7, timeouts: { client: 20m, server: 21m }, extra: ${extra}, description: x`,
      ),
    ).toEqual([
      [
        ...['frontend fe', 'bind 10.0.0.9:1', 'mode tcp', 'maxconn 7', 'timeout client 20m'],
        ...['option contstats', 'rate-limit sessions 5', 'no option socket-stats'],
        'default_backend a',
      ],
      [
        'backend a',
        ...back,
        'timeout server 21m',
        'stick-table type ip size 1k',
        'stick on src',
        server,
      ],
    ]);
  });

  it('logs on both sides, and knows an acl where a line of the frontend asks it', () => {
    const [front, other] = built(
      'frontend: fe, bind: "10.0.0.9:1", extra: ["acl x src 10.0.0.0/8", "tcp-request connection reject if !x", "log 10.0.0.5:514 local0", "option tcpka"]',
    );
    expect(front).toEqual([
      ...['frontend fe', 'bind 10.0.0.9:1', 'mode tcp', 'acl x src 10.0.0.0/8'],
      ...['tcp-request connection reject if !x', 'log 10.0.0.5:514 local0', 'option tcpka'],
      'default_backend a',
    ]);
    expect(other).toEqual([
      ...['backend a', ...back, 'acl x src 10.0.0.0/8'],
      ...['log 10.0.0.5:514 local0', 'option tcpka', server],
    ]);
  });

  it('can have several, and what a frontend says replaces what the pool says', () => {
    const one = '{ name: f1, bind: "10.0.0.9:1", timeouts: { client: 30m, client-fin: 30s } }';
    const two = '{ name: f2, bind: ["10.0.0.9:2", "10.0.0.9:3"], maxconn: 5, extra: [backlog 9] }';
    expect(built(`maxconn: 8, timeouts: { client: 20m }, frontend: [${one}, ${two}]`)).toEqual([
      [
        ...['frontend f1', 'bind 10.0.0.9:1', 'mode tcp', 'maxconn 8', 'timeout client 30m'],
        ...['timeout client-fin 30s', 'default_backend a'],
      ],
      [
        ...['frontend f2', 'bind 10.0.0.9:2', 'bind 10.0.0.9:3', 'mode tcp', 'timeout client 20m'],
        ...['maxconn 5', 'backlog 9', 'default_backend a'],
      ],
      ['backend a', ...back, server],
    ]);
  });
});

describe('what a frontend cannot be', () => {
  it.each([
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1" }], bind: "10.0.0.9:2"',
      [
        '"bind" is not allowed next to a list of frontends: move it into the frontend that listens there',
      ],
    ],
    ['frontend: f', ['"bind" is missing: write bind: 10.0.0.100:8140, for example']],
    ['frontend: []', ['"frontend" is an empty list: write a name, or a list of 1 to 64 frontends']],
    ['frontend: [f], bind: "10.0.0.9:2"', ['an item of "frontend" is "f": write a mapping']],
    [
      'frontend: [{ bind: "10.0.0.9:1" }]',
      ['"name" is missing: write name: fe_office, for example'],
    ],
    ['frontend: [{ name: f }]', ['"bind" is missing: write bind: 10.0.0.100:8140, for example']],
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1", extra: ["balance source"] }]',
      ['"balance source" is not allowed in "extra": write it in the pool'],
    ],
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1", extra: ["maxconn 5"] }]',
      ['"maxconn 5" is not allowed in "extra": write "maxconn" in the frontend'],
    ],
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1", extra: ["timeout client 5s"] }]',
      [`"timeout client 5s" is not allowed in "extra": write "client" in the frontend's timeouts`],
    ],
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1", extra: [default_backend a] }]',
      ['"default_backend a" is not allowed in "extra": remove it; a frontend always uses its pool'],
    ],
    [
      'frontend: [{ name: f, bind: "10.0.0.9:1" }, { name: f, bind: "10.0.0.9:2" }]',
      ['frontend name "f" is already taken: write another name for this frontend'],
    ],
    [
      'frontend: { name: f, bind: "10.0.0.9:1" }, bind: "10.0.0.9:2"',
      ['"frontend" is a mapping: write a name, or a list of 1 to 64 frontends'],
    ],
  ])('%s', (words, errors) => {
    expect(refused(words)).toEqual(errors);
  });

  it('is named like its pool, from HAProxy 3.3 on', () => {
    const words = 'frontend: a, bind: "10.0.0.9:1"';
    const own = linted(words).diagnostics.filter(({ code }) => code === 'INV101');
    expect(own.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning frontend "a" has the name of its own pool',
    ]);
    const text = `haproxy: { running: "3.3.1" }\npools: [{ name: a, check: tcp, servers: [], ${words} }]`;
    const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(text) });
    expect(diagnostics.find(({ code }) => code === 'INV101')?.severity).toBe('error');
  });
});
