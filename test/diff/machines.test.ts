import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import type { RunningServer } from '../../src/haproxy/process/running.ts';
import { commandText } from '../../src/haproxy/process/runtime-command.ts';
import { parseClient } from '../../src/predict/clients/client.ts';
import { machinesOf, type NamedPoint } from '../../src/predict/machines.ts';
import { formatPreview } from '../../src/report/preview/preview-text.ts';
import { riskText } from '../../src/report/preview/value-text.ts';
import { isError } from '../../src/text/result.ts';
import { assertProperty } from '../property.ts';

const version = { major: 2, minor: 6, patch: 12 };

type Server = readonly [name: string, address: string, words?: string];

interface Pool {
  readonly lines?: readonly string[];
  readonly servers: readonly Server[];
}

const ring = ['balance source', 'hash-type consistent'];

function text({ lines = ring, servers }: Pool): string {
  const own = ['bind 10.0.0.100:8140', ...lines];
  for (const [name, address, words = ''] of servers) {
    own.push(`server ${name} ${address.includes(':') ? address : `${address}:8140`} ${words}`);
  }
  const socket = 'global\n  stats socket /run/haproxy/admin.sock level admin\n';
  return `${socket}listen one\n  mode tcp\n${own.map((line) => `  ${line}\n`).join('')}`;
}

function between(
  before: Pool,
  after: Pool,
  addresses?: readonly string[],
  rows?: readonly RunningServer[],
): Preview {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', text(before)), after: side('new.cfg', text(after)) };
  const clients = addresses?.map((address) => {
    const client = parseClient(address);
    if (isError(client)) throw new Error(client.message);
    return client.value;
  });
  return previewOf(sides, {
    version,
    clients,
    dates: [],
    running: rows && { ...stopped, servers: rows },
  });
}

const stopped = {
  ...{ name: 'socket', versionText: undefined, version: undefined },
  ...{ uptime: undefined, socket: undefined },
};

function runningAt(name: string, address: string, id: number): RunningServer {
  const none = { checkPort: undefined, checkAddress: undefined, agentPort: undefined };
  return {
    ...{ pool: 'one', name, id, address, port: 8140, operation: 'running', wanted: 'ready' },
    ...{ isHeldOut: false, weight: 1, initialWeight: 1, check: 'none', agent: 'none' },
    ...{ ...none, agentAddress: undefined, isWhole: true },
  };
}

function machineDangers({ risks: dangers }: Preview): string[] {
  return dangers.filter(({ kind }) => kind === 'machine').map(riskText);
}

function moved({ pools }: Preview): number | undefined {
  return pools[0]?.paths[0]?.movement?.moved;
}

const abc: readonly Server[] = [
  ['a', '10.0.0.1'],
  ['b', '10.0.0.2'],
  ['c', '10.0.0.3'],
];
const swapped: readonly Server[] = [
  ['a', '10.0.0.2'],
  ['b', '10.0.0.1'],
  ['c', '10.0.0.3'],
];
const swap =
  'agents reach a different machine under the same name: a 10.0.0.1 -> 10.0.0.2, b 10.0.0.2 -> 10.0.0.1';

describe('machines of a pool', () => {
  it.each([[ring], [['balance source']]])(
    'that swap their names move their agents (%s)',
    (lines) => {
      const preview = between({ lines, servers: abc }, { lines, servers: swapped });
      expect(machineDangers(preview)).toEqual([swap]);
      const share = preview.pools[0]?.shares.find(({ server }) => server === 'c')?.before ?? 0;
      expect(moved(preview)).toBeCloseTo(1 - share, 9);
      expect(preview.pools[0]?.shares.map(({ server }) => server)).toEqual([
        '10.0.0.2 (b, now a)',
        '10.0.0.1 (a, now b)',
        'c',
      ]);
      expect(preview.action).toBe('runtime');
      expect(preview.commands.map(commandText)).toEqual([
        'set server one/a addr 10.0.0.2 port 8140',
        'set server one/b addr 10.0.0.1 port 8140',
      ]);
    },
  );

  it('that swap move the very clients that come to another address', () => {
    const addresses = Array.from({ length: 60 }, (_, at) => `10.1.${at}.${(at * 37) % 256}`);
    const preview = between({ servers: abc }, { servers: swapped }, addresses);
    const visits = preview.pools[0]?.paths[0]?.clientMoves;
    const kept = visits?.counts.get('c')?.before ?? 0;
    expect(visits?.moves).toHaveLength(60 - kept);
    expect(
      formatPreview(preview, { isVerbose: false, unified: undefined, colour: false }),
    ).toContain(`AGENTS  one: ${60 - kept} of 60 agents move`);
  });

  it('that a shifted range puts behind other names move all agents', () => {
    const range = (first: number): Server[] =>
      Array.from({ length: 8 }, (_, at): Server => [`c${at + 1}`, `10.0.0.${first + at}`]);
    const preview = between({ servers: range(101) }, { servers: range(102) });
    expect(moved(preview)).toBe(1);
    expect(machineDangers(preview)).toEqual([
      'agents reach a different machine under the same name: c1 10.0.0.101 -> 10.0.0.102, c2 10.0.0.102 -> 10.0.0.103, c3 10.0.0.103 -> 10.0.0.104 and 5 more',
    ]);
    const servers = preview.pools[0]?.shares.map(({ server }) => server);
    expect(servers?.slice(-2)).toEqual(['10.0.0.109 (now c8)', '10.0.0.101 (was c1)']);
  });

  it('that were swapped by hand already are where they run, not where the old file says', () => {
    const rows = swapped.map(([name, address], at) => runningAt(name, address, at + 1));
    const unlike = (servers: readonly Server[]) => ({
      servers,
      lines: [...ring, 'timeout queue 1m'],
    });
    const reloaded = between({ servers: abc }, unlike(swapped), undefined, rows);
    expect([moved(reloaded), machineDangers(reloaded)]).toEqual([0, []]);
    const undone = between({ servers: abc }, unlike(abc), undefined, rows);
    expect(undone.action).toBe('reload');
    expect(machineDangers(undone)).toHaveLength(1);
    expect(moved(undone)).toBeGreaterThan(0.5);
  });

  it('are known by their ports where they share an address, and by it where the port changes too', () => {
    const ports = (one: number, other: number): Pool => ({
      servers: [
        ['a', `10.0.0.1:${one}`],
        ['b', `10.0.0.1:${other}`],
      ],
    });
    expect(machineDangers(between(ports(8140, 8141), ports(8141, 8140)))).toEqual([
      'agents reach a different machine under the same name: a 10.0.0.1:8140 -> 10.0.0.1:8141, b 10.0.0.1:8141 -> 10.0.0.1:8140',
    ]);
    expect(machineDangers(between(ports(8140, 8141), ports(9140, 9141)))).toEqual([]);
    const onPort = (port: number, servers: readonly Server[]): Pool => ({
      servers: servers.map(([name, address]) => [name, `${address}:${port}`]),
    });
    expect(machineDangers(between(onPort(8140, abc), onPort(8140, abc)))).toEqual([]);
    expect(machineDangers(between(onPort(8140, abc), onPort(9140, abc)))).toEqual([]);
    expect(machineDangers(between(onPort(8140, abc), onPort(9140, swapped)))).toEqual([swap]);
  });

  it('that take over a name while theirs goes are the machines that they were', () => {
    const preview = between(
      { servers: abc },
      {
        servers: [
          ['a', '10.0.0.2'],
          ['c', '10.0.0.3'],
        ],
      },
    );
    expect(machineDangers(preview)).toEqual([
      'agents reach a different machine under the same name: a 10.0.0.1 -> 10.0.0.2',
    ]);
    const taken = between(
      { servers: abc },
      { servers: [...abc.slice(1), ['a', '10.0.0.9'], ['d', '10.0.0.1']] },
    );
    expect(machineDangers(taken)).toEqual([
      'agents reach a different machine under the same name: a 10.0.0.1 -> 10.0.0.9',
    ]);
  });

  it('are the CA that is active and its spare, whatever the algorithm', () => {
    const lines = ['balance leastconn'];
    const pool = (first: string, second: string): Pool => ({
      lines,
      servers: [
        ['ca1', first],
        ['ca2', second, 'backup'],
      ],
    });
    const preview = between(pool('10.0.0.1', '10.0.0.2'), pool('10.0.0.2', '10.0.0.1'));
    expect(machineDangers(preview)).toHaveLength(1);
    expect(moved(preview)).toBe(1);
  });

  it('matter to agents that a table or another hash keeps where they were', () => {
    for (const lines of [
      ['balance leastconn', 'stick-table type ip size 10k expire 1h', 'stick on src'],
      ['balance hash src'],
    ]) {
      const preview = between({ lines, servers: abc }, { lines, servers: swapped });
      expect(machineDangers(preview), lines.join()).toEqual([swap]);
    }
  });

  it('say nothing where agents have no fixed master, or where none of those is in rotation', () => {
    for (const algorithm of ['leastconn', 'roundrobin', 'random', 'first', 'hash rand']) {
      const lines = [`balance ${algorithm}`];
      expect(machineDangers(between({ lines, servers: abc }, { lines, servers: swapped }))).toEqual(
        [],
      );
    }
    const out = (servers: readonly Server[]): Pool => ({
      servers: servers.map(([name, address]) => [name, address, name === 'c' ? '' : 'disabled']),
    });
    expect(machineDangers(between(out(abc), out(swapped)))).toEqual([]);
  });

  it('are the same under a new name, and others under the old one, as before', () => {
    const renamed = between({ servers: abc }, { servers: abc.with(0, ['x', '10.0.0.1']) });
    expect([moved(renamed), renamed.risks]).toEqual([0, []]);
    expect(renamed.pools[0]?.shares.map(({ server }) => server)).toEqual(['x', 'b', 'c']);
    const replaced = between({ servers: abc }, { servers: abc.with(0, ['a', '10.0.0.9']) });
    expect([moved(replaced), replaced.risks]).toEqual([0, []]);
    expect(replaced.pools[0]?.shares.map(({ server }) => server)).toEqual(['a', 'b', 'c']);
  });

  it('that only swap their names on a map keep their agents', () => {
    const lines = ['balance source'];
    const servers: readonly Server[] = [
      ['b', '10.0.0.1'],
      ['a', '10.0.0.2'],
      ['c', '10.0.0.3'],
    ];
    const preview = between({ lines, servers: abc }, { lines, servers });
    expect([moved(preview), machineDangers(preview)]).toEqual([0, []]);
  });

  it('have one label exactly where they are the same, whatever changes places', () => {
    const names = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1 });
    const hosts = fc.shuffledSubarray(['1', '2', '3', '4', '5', '6'], { minLength: 5 });
    const pool = fc
      .tuple(names, hosts)
      .map(
        ([own, host]): Pool => ({ servers: own.map((name, at) => [name, `10.0.0.${host[at]}`]) }),
      );
    assertProperty(
      fc.property(pool, pool, (before, after) => {
        const points = ({ servers }: Pool) => servers.map(([name, text]) => pointOf(name, text));
        const machines = machinesOf(points(before), points(after));
        const [olds, owns] = [before, after].map(
          ({ servers }) => new Set(servers.map(([, address]) => address)),
        );
        const isKept = ([name, address]: Server, [own, place]: Server) =>
          address === place ||
          (name === own && owns?.has(address) !== true && olds?.has(place) !== true);
        for (const [at, old] of before.servers.entries()) {
          const found = after.servers.filter((own) => isKept(old, own)).map(([name]) => name);
          const label = machines.before[at]?.label;
          const same = machines.after.filter((own) => own.label === label);
          expect(same.map(({ name }) => name)).toEqual(found);
        }
      }),
      1000,
    );
  });
});

function pointOf(name: string, text: string): NamedPoint {
  const io = { kind: 'ip', family: 4, text } as const;
  return { name, point: { host: io, port: 8140, offset: undefined } };
}
