import { describe, expect, it } from 'vitest';
import { judge, type WatchedServer, watchTimes } from '../../src/apply/watch.ts';
import { readProxies } from '../../src/haproxy/model/read.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { planOf } from './world.ts';

function timesOf(text: string) {
  return watchTimes(readProxies(readConfiguration([{ name: '', text }])).proxies);
}

describe('the time of a watch', () => {
  it('is 14 s with the defaults of an inventory', () => {
    const text = 'listen a\n timeout check 1500ms\n server b 10.0.0.1:1 check inter 2000 fall 3\n';
    expect(timesOf(text)).toEqual({ firstCheck: 3.5, watch: 10.5 });
  });

  it('takes inter where no timeout is written, and the defaults of HAProxy', () => {
    expect(timesOf('listen a\n server b 10.0.0.1:1 check\n')).toEqual({ firstCheck: 4, watch: 12 });
  });

  it('is that of the slowest server', () => {
    const text =
      'listen a\n timeout check 1s\n server b 10.0.0.1:1 check inter 1s fall 2\n server c 10.0.0.2:1 check inter 4s fall 2\n';
    expect(timesOf(text)).toEqual({ firstCheck: 5, watch: 10 });
  });

  it('is none where nobody is checked', () => {
    const text = 'listen a\n server b 10.0.0.1:1\n server c 10.0.0.2:1 check disabled\n';
    expect(timesOf(text)).toEqual({ firstCheck: 0, watch: 0 });
  });
});

const up: WatchedServer = {
  pool: 'compile',
  server: 'a',
  inRotation: true,
  isDown: false,
  isUnknown: false,
  sessions: 0,
};
const down: WatchedServer = { ...up, server: 'b', inRotation: false, isDown: true };

describe('a look at the servers', () => {
  it('says who is DOWN, which empties no pool that serves', () => {
    expect(judge([up, down], planOf())).toEqual({ unknown: [], down: ['compile/b'], emptied: [] });
  });

  it('finds a pool that has none any more, also where it is not there', () => {
    expect(judge([down], planOf()).emptied).toEqual(['compile']);
    expect(judge([], planOf()).emptied).toEqual(['compile']);
  });

  it('does not judge a pool that had none, or may have none', () => {
    const had = planOf({ pools: [{ pool: 'compile', inRotation: 0 }] });
    expect(judge([down], had).emptied).toEqual([]);
    expect(judge([down], planOf({ allowedEmpty: ['compile'] })).emptied).toEqual([]);
  });
});
