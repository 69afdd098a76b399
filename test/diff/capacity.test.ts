import { describe, expect, it } from 'vitest';
import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import { riskText } from '../../src/report/preview/value-text.ts';

const version = { major: 2, minor: 6, patch: 12 };

/** A section whose servers stand in rotation unless their words say otherwise. */
function text(servers: readonly string[], more: readonly string[] = []): string {
  const lines = [
    'bind 10.0.0.100:8140',
    'balance source',
    ...more,
    ...servers.map((words, at) => `server ${'abcdefgh'.charAt(at)} 10.0.0.10${at}:8140 ${words}`),
  ];
  return `defaults\n  mode tcp\nlisten one\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function between(before: string, after: string): Preview {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  return previewOf(sides, { version, clients: undefined, dates: [], running: undefined });
}

function dangers(before: string, after: string): string[] {
  return between(before, after).risks.map((risk) => `${risk.pool}: ${riskText(risk)}`);
}

const four = text(['', '', '', '']);

describe('capacity', () => {
  it('is who takes clients on both sides, and the load on the busiest, now and if one more fails', () => {
    const [pool] = between(
      text(['weight 2', 'weight 2', '', '']),
      text(['weight 2', 'disabled', '', '']),
    ).pools;
    expect(pool?.capacity.before.servers).toEqual(['a', 'b', 'c', 'd']);
    expect(pool?.capacity.before.busiest).toBeCloseTo(2 / 6, 6);
    expect(pool?.capacity.before.busiestIfOneFails).toBeCloseTo(2 / 4, 6);
    expect(pool?.capacity.after.servers).toEqual(['a', 'c', 'd']);
    expect(pool?.capacity.after.busiest).toBeCloseTo(2 / 4, 6);
    expect(pool?.capacity.after.busiestIfOneFails).toBeCloseTo(1 / 2, 6);
  });

  it('shares by weight what goes in turns', () => {
    const turns = ['balance leastconn'];
    const servers = ['weight 30', 'weight 10', 'backup'];
    const [pool] = between(text(servers, turns), text(servers.with(1, 'weight 30'), turns)).pools;
    expect(pool?.capacity.before).toMatchObject({ servers: ['a', 'b'], busiest: 0.75 });
    expect(pool?.capacity.after).toMatchObject({ busiest: 0.5, busiestIfOneFails: 1 });
    expect(pool?.agents.unknown).toBe('balance leastconn has no fixed server');
  });

  it('that gets lost is a danger where it matters, and nowhere else', () => {
    expect(dangers(four, text(['', 'disabled', 'weight 0']))).toEqual([
      'one: 4 -> 1 servers in rotation (b disabled; c has weight 0; d removed); no spare server is left',
    ]);
    expect(dangers(four, text(['', 'disabled', 'disabled', '']))).toEqual([
      'one: 4 -> 2 servers in rotation (b, c disabled); the busiest server gets 25.0 % -> 50.0 % of the agents, 100.0 % if one more fails',
    ]);
    expect(dangers(text(['', '', '']), text(['', '']))).toEqual([
      'one: 3 -> 2 servers in rotation (c removed); the busiest server gets 33.3 % -> 50.0 % of the agents, 100.0 % if one more fails',
    ]);
    expect(dangers(four, text(['', '', '']))).toEqual([]);
    expect(dangers(text(['', '']), four)).toEqual([]);
  });

  it('with a backup left is not without a spare', () => {
    const [danger] = dangers(text(['', '', 'backup']), text(['', 'disabled', 'backup']));
    expect(danger).toBe(
      'one: 2 -> 1 servers in rotation (b disabled); the busiest server gets 50.0 % -> 100.0 % of the agents, 100.0 % if one more fails',
    );
  });

  it('of a pool that becomes empty is nobody', () => {
    expect(dangers(four, text(['disabled', 'disabled', 'weight 0', 'disabled']))).toEqual([
      'one: 4 -> 0 servers in rotation (a, b, d disabled; c has weight 0); no server is left',
    ]);
    expect(dangers(four, text([]))).toEqual([
      'one: 4 -> 0 servers in rotation (a, b, c, d removed); no server is left',
    ]);
  });

  it('of who listens: an address, a port, a whole pool', () => {
    const moved = (bind: string) => four.replace('bind 10.0.0.100:8140', `bind ${bind}`);
    expect(dangers(four, moved('10.0.0.101:8140'))).toEqual([
      'one: no longer listens on 10.0.0.100:8140',
    ]);
    expect(dangers(four, moved('10.0.0.100:8141'))).toEqual([
      'one: no longer listens on 10.0.0.100:8140',
    ]);
    expect(dangers(four, moved('*:8140'))).toEqual([]);
    expect(dangers(four, 'defaults\n  mode tcp\n')).toEqual([
      'one: no longer listens on 10.0.0.100:8140',
    ]);
  });

  it('of checks: those that get stricter, and not those that get easier', () => {
    const checked = (words: string, more: readonly string[] = []) =>
      text([`check ${words}`, 'check'], more);
    const stricter: [string, string, string][] = [
      [checked('fall 5'), checked('fall 2'), 'fall 5 -> 2'],
      [checked('rise 2'), checked('rise 4'), 'rise 2 -> 4'],
      [checked('inter 4s'), checked('inter 1s'), 'inter 4000 -> 1000'],
      [checked(''), checked('port 9200'), 'check port 8140 -> 9200'],
      [checked(''), checked('', ['timeout check 1s']), 'timeout check - -> 1s'],
    ];
    for (const [before, after, what] of stricter) {
      expect(dangers(before, after)).toEqual([`one: checks that passed may now fail: ${what}`]);
    }
    for (const [before, after] of stricter.filter(([, , what]) => !what.startsWith('check port'))) {
      expect(dangers(after, before)).toEqual([]);
    }
  });

  it('of checks that get a time of their own, only where it is less than their interval', () => {
    const timed = (words: string, time: string) =>
      dangers(text([words, words]), text([words, words], [`timeout check ${time}`]));
    expect(timed('check', '2s')).toEqual([]);
    expect(timed('check', '1999')).toHaveLength(1);
    expect(timed('check inter 5s', '4s')).toHaveLength(1);
    expect(timed('check inter 5s', '5s')).toEqual([]);
    expect(timed('', '1s')).toEqual([]);
  });
});
