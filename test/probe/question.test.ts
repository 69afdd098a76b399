import { describe, expect, it } from 'vitest';
import { type ProbePlan, planProbe, type Target } from '../../src/probe/probe-plan.ts';
import { inventoryOf } from './inventory.ts';

const bind = '127.0.80.1:8140';
const server = { name: 'server', address: '127.0.0.1' };

function plan(pool: object, more: object = {}): Target[] {
  return planProbe(inventoryOf({ ...more, pools: [{ name: 'pool', bind, ...pool }] }));
}

function question(pool: object, more: object = {}): ProbePlan {
  const [target] = plan(pool, more);
  if (target === undefined || 'notChecked' in target.plan) throw new Error('not asked');
  return target.plan;
}

function reason(pool: object): string | undefined {
  const target = plan(pool).find(({ plan: asked }) => 'notChecked' in asked);
  return target !== undefined && 'notChecked' in target.plan ? target.plan.notChecked : undefined;
}

describe('a question', () => {
  it('has the times of HAProxy', () => {
    expect(question({ servers: [server] })).toMatchObject({
      connectTimeout: 2000,
      answerTimeout: 5000,
    });
    const timeouts = { connect: '300ms', check: '700ms' };
    const own = question(
      { servers: [server], timeouts: { check: '900ms' } },
      { haproxy: { timeouts } },
    );
    expect(own).toMatchObject({ connectTimeout: 300, answerTimeout: 900 });
    const slow = { ...server, check: { inter: '100ms' } };
    expect(question({ servers: [slow] }).connectTimeout).toBe(100);
  });

  it("goes to the check's port, of the server or of the pool, else to the server's", () => {
    const [first, second, third] = plan({
      check: { kind: 'node', port: 9300 },
      servers: [
        { ...server, name: 'a' },
        { ...server, name: 'b', address: '127.0.0.2', check: { port: 9400 } },
        { ...server, name: 'c', port: 8141 },
      ],
    });
    expect([first?.port, second?.port, third?.port]).toEqual([9300, 9400, 9300]);
    expect(plan({ check: 'tcp', servers: [{ ...server, port: 8141 }] })[0]?.port).toBe(8141);
    expect(
      plan({ role: 'pcp', check: { kind: 'puppet', verify: 'none' }, servers: [server] })[0]?.port,
    ).toBe(8140);
  });

  it("carries the PROXY header only on the server's own port", () => {
    const proxied = { ...server, 'send-proxy': true };
    expect(question({ check: 'tcp', servers: [proxied] }).proxyHeader).toBe('v1');
    expect(question({ check: 'node', servers: [proxied] }).proxyHeader).toBeUndefined();
    const own = { kind: 'tcp', port: 8140 };
    expect(question({ check: own, servers: [proxied] }).proxyHeader).toBeUndefined();
  });

  it('verifies as the check says', () => {
    const named = { ...server, certname: 'server.example' };
    const check = { kind: 'puppet', 'ca-file': '/ca.pem' };
    const tls = { caFile: '/ca.pem', crlFile: undefined, certname: 'server.example' };
    expect(question({ check, servers: [named] }).tls).toEqual(tls);
    const listed = { kind: 'tls', 'ca-file': '/ca.pem', 'crl-file': '/crl.pem' };
    const unnamed = { caFile: '/ca.pem', crlFile: '/crl.pem', certname: undefined };
    expect(question({ check: listed, servers: [named] }).tls).toEqual(unnamed);
    expect(question({ check: listed, servers: [named] }).request).toBeUndefined();
    const unverified = { ...check, verify: 'none' };
    const none = { caFile: undefined, crlFile: undefined, certname: undefined };
    expect(question({ check: unverified, servers: [named] }).tls).toEqual(none);
    expect(question({ check: 'tcp', servers: [named] }).tls).toBeUndefined();
  });
});

describe('no question is asked', () => {
  it('where nothing is checked', () => {
    expect(reason({ check: 'none', servers: [server] })).toBe("its pool's check is none");
    expect(reason({ servers: [{ ...server, check: 'none' }] })).toBe('its check is none');
  });

  it('of a server that tracks another one', () => {
    const other = { name: 'other', address: '127.0.0.2', track: 'pool/server' };
    expect(reason({ servers: [server, other] })).toBe('it tracks pool/server');
  });

  it('of what it does not speak', () => {
    const lines = ['option tcp-check', 'tcp-check connect ssl'];
    expect(reason({ check: { kind: 'option', lines }, servers: [server] })).toBe(
      'probe does not speak "option tcp-check"',
    );
    const check = { kind: 'http', expect: 'hdr name a value b' };
    expect(reason({ check, servers: [server] })).toBe(
      'probe cannot tell what "hdr name a value b" finds',
    );
  });

  it('where extra changes what HAProxy asks', () => {
    const words = 'in a way that probe does not speak';
    expect(reason({ extra: ['http-check expect rstatus 2..'], servers: [server] })).toBe(
      `"http-check expect rstatus 2.." in its pool's extra changes the check ${words}`,
    );
    expect(reason({ servers: [{ ...server, extra: ['addr 127.0.0.9'] }] })).toBe(
      `"addr" in its extra changes the check ${words}`,
    );
    expect(reason({ extra: ['option tcpka'], servers: [server] })).toBeUndefined();
  });
});
