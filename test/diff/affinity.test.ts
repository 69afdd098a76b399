import { describe, expect, it } from 'vitest';
import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import { headLines } from '../../src/report/preview/preview-head.ts';

const version = { major: 2, minor: 6, patch: 12 };
const stick = ['stick-table type ip size 10k expire 1h', 'stick on src'];

function text(lines: readonly string[], servers = 3): string {
  const all = [
    'bind 10.0.0.100:8140',
    ...lines,
    ...Array.from({ length: servers }, (_, at) => `server s${at} 10.0.0.${at + 1}:8140`),
  ];
  return `listen one\n  mode tcp\n${all.map((line) => `  ${line}\n`).join('')}`;
}

function preview(before: string, after: string): Preview {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  return previewOf(sides, { version, clients: undefined, dates: [], running: undefined });
}

function agents(before: string, after: string): string[] {
  return headLines(preview(before, after))
    .filter(({ word }) => word === 'AGENTS')
    .map((line) => line.text);
}

const none = [
  'leastconn',
  'roundrobin',
  'static-rr',
  'random',
  'random(3)',
  'first',
  'rdp-cookie',
  'uri',
  'hash rand',
];

describe('a fixed master', () => {
  it.each(none)('is lost from source to %s, and got the other way', (algorithm) => {
    const [fixed, free] = [text(['balance source']), text([`balance ${algorithm}`])];
    expect(agents(fixed, free)).toEqual([
      `one: every agent loses its fixed master: balance source -> balance ${algorithm}`,
    ]);
    expect(agents(free, fixed)).toEqual([
      `one: every agent gets a fixed master: balance ${algorithm} -> balance source`,
    ]);
  });

  it('is lost where the algorithm is no longer written', () => {
    expect(agents(text(['balance source']), text([]))).toEqual([
      'one: every agent loses its fixed master: balance source -> balance roundrobin',
    ]);
  });

  it('is lost and got with a table that keeps agents', () => {
    const [kept, free] = [text(['balance leastconn', ...stick]), text(['balance leastconn'])];
    expect(agents(kept, free)).toEqual([
      'one: every agent loses its fixed master: stick on src -> balance leastconn',
    ]);
    expect(agents(free, kept)).toEqual([
      'one: every agent gets a fixed master: balance leastconn -> stick on src',
    ]);
  });

  it('is another one by another hash, or by a table instead of a hash', () => {
    for (const other of [['balance hash src'], ['balance leastconn', ...stick]]) {
      const found = agents(text(['balance source']), text(other));
      expect(found).toEqual([
        `one: agents move; which of them cannot be predicted: balance source -> ${other.at(-1)}`,
      ]);
    }
  });

  const of = (...lines: readonly string[]) => text(lines);
  const emptied = 'one: every agent loses its fixed master: the reload empties the stick table';

  it('is lost where a reload empties the table', () => {
    const least = ['balance leastconn', ...stick];
    const lost = [`${emptied} (stick on src)`];
    expect(agents(of(...least), of('timeout client 5m', ...least))).toEqual(lost);
    expect(agents(of(...least), of('balance roundrobin', ...stick))).toEqual(lost);
    expect(agents(of('balance source', ...stick), of(...least))).toEqual(lost);
    expect(agents(of('balance source', ...stick), text(['balance source', ...stick], 4))).toEqual(
      lost,
    );
    expect(agents(text(least, 1), of(...least))).toEqual(lost);
    expect(agents(of(...least), text(least, 1))).toEqual([]);
    const [pool] = preview(of(...least), of('timeout client 5m', ...least)).pools;
    expect(pool?.agents.unknown).toBe('the reload empties the stick table');
  });

  it('is lost in every pool that has a table, whatever the reload is for', () => {
    const other = (time: string) =>
      `listen two\n  bind 10.0.0.100:8141\n  timeout client ${time}\n  server a 10.0.0.9:8140\n`;
    const kept = of('balance leastconn', ...stick);
    expect(agents(kept + other('5s'), kept + other('6s'))).toEqual([`${emptied} (stick on src)`]);
    const free = of('balance leastconn');
    expect(agents(free + other('5s'), free + other('6s'))).toEqual([]);
  });

  it('stays where no reload is needed', () => {
    const socket = 'global\n  stats socket /run/a.sock level admin\n';
    const least = socket + of('balance leastconn', ...stick);
    const drained = least.replace('server s1 10.0.0.2:8140', '$& disabled');
    expect(agents(least, drained)).toEqual([]);
    expect(agents(of('balance leastconn', ...stick), drained.replace(socket, ''))).toEqual([
      `${emptied} (stick on src)`,
    ]);
  });

  it('stays with peers that have this machine among them', () => {
    const peers = (...lines: readonly string[]) =>
      `peers p\n${lines.map((line) => `  ${line}\n`).join('')}`;
    const local = 'global\n  localpeer here\n';
    const found = (table: string, more: string, then = more, other = table) =>
      agents(
        more + of('balance leastconn', table, 'stick on src'),
        then + of('balance roundrobin', other, 'stick on src'),
      );
    const shared = 'stick-table type ip size 10k expire 1h peers p';
    const here = peers('peer here 10.0.0.5:1024', 'peer there 10.0.0.6:1024');
    expect(found(shared, here)).toEqual([]);
    expect(found(shared, local + here)).toEqual([]);
    expect(found(shared, local + peers('bind 10.0.0.5:1024', 'server here'))).toEqual([]);
    const lost = [`${emptied} (stick on src)`];
    expect(found(shared, local + peers('peer there 10.0.0.6:1024'))).toEqual(lost);
    expect(found(shared, peers('peer here 10.0.0.5:1024', 'disabled'))).toEqual(lost);
    expect(found(shared, local + here, here.replace('peer here', 'peer else') + local)).toEqual(
      lost,
    );
    expect(found(shared, here, here, shared.replace('type ip', 'type ipv6'))).toEqual(lost);
    expect(found(shared, here, here, shared.replace('expire 1h', 'expire 2h'))).toEqual([]);
    expect(found(stick[0] ?? '', here)).toEqual(lost);
    expect(found(stick[0] ?? '', here, here, shared)).toEqual(lost);
    const inside = peers('peer here 10.0.0.5:1024', 'table t type ip size 1k');
    const named = (rule: string, balance: string) => inside + of(`balance ${balance}`, rule);
    const own = 'stick on src table p/t';
    expect(agents(named(own, 'leastconn'), named(own, 'roundrobin'))).toEqual([]);
  });

  it('is none where nothing stores what is looked for', () => {
    const [table = ''] = stick;
    const least = ['balance leastconn', table];
    const [match, store] = ['stick match src', 'stick store-request src'];
    const kept = of(...least, 'stick on src');
    expect(agents(kept, of(...least, match))).toEqual([
      'one: every agent loses its fixed master: stick on src -> balance leastconn',
    ]);
    expect(agents(of(...least, match), kept)).toEqual([
      'one: every agent gets a fixed master: balance leastconn -> stick on src',
    ]);
    expect(agents(of(...least, match), of('balance roundrobin', table, match))).toEqual([]);
    expect(agents(kept, of(...least, match, store))).toEqual([
      `${emptied} (stick on src -> ${match})`,
    ]);
    const elsewhere = `backend other\n  ${store} table one\n  server a 10.0.0.9:8140\n`;
    expect(agents(kept, of(...least, match) + elsewhere)[0]).toContain(emptied);
  });

  it('stays with a cookie, or a table beside the same hash', () => {
    const cookie = ['mode http', 'balance leastconn', 'cookie SRV insert'];
    expect(agents(of(...cookie), of('timeout client 5m', ...cookie))).toEqual([]);
    expect(agents(of('balance source'), of('balance source', ...stick))).toEqual([]);
    expect(agents(of('balance source', ...stick), of('balance source'))).toEqual([]);
    const hashed = ['balance source', ...stick];
    expect(agents(of(...hashed), of('timeout client 5m', ...hashed))).toEqual([]);
    expect(agents(of('balance hash src'), text(['balance hash src'], 4))).toEqual([]);
  });

  it('was none, or is the only server', () => {
    expect(agents(text(['balance leastconn']), text(['balance roundrobin']))).toEqual([]);
    expect(agents(text(['balance leastconn']), text(['balance leastconn'], 4))).toEqual([]);
    const unused = ['stick-table type ip size 10k expire 1h'];
    expect(agents(text(['balance leastconn', ...unused]), text(['balance leastconn']))).toEqual([]);
    expect(agents(text(['balance source'], 1), text(['balance leastconn'], 1))).toEqual([]);
  });
});
