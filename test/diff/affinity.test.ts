import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/diff/preview.ts';
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

function agents(before: string, after: string): string[] {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  const preview = previewOf(sides, { version, clients: undefined, dates: [], running: undefined });
  return headLines(preview)
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
        `one: agents change their fixed master, which of them cannot be predicted: balance source -> ${other.at(-1)}`,
      ]);
    }
  });

  it('stays with a table on both sides, or one beside the same hash', () => {
    const of = (...lines: readonly string[]) => text(lines);
    expect(agents(of('balance source', ...stick), of('balance leastconn', ...stick))).toEqual([]);
    expect(agents(of('balance source'), of('balance source', ...stick))).toEqual([]);
    expect(agents(of('balance source', ...stick), of('balance source'))).toEqual([]);
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
