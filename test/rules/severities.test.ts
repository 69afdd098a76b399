import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import { lint } from '../../src/rules/lint.ts';

/** `CODE severity` of what one code finds in an inventory. */
function found(text: string, code: string): string[] {
  const linted = lint({ name: 'i.yaml', bytes: Buffer.from(text) });
  if (linted.inventory !== undefined && !hasError(linted.diagnostics)) {
    buildConfiguration(linted.inventory, 'whole');
  }
  return linted.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ severity }) => severity);
}

const pool = (name: string, bind: string): string =>
  `  - { name: ${name}, bind: ${bind}, check: tcp, servers: [{ name: s, address: 10.0.0.1 }] }\n`;
const oneBind = (bind: string): string => `pools:\n${pool('a', bind)}`;
const twoBinds = (one: string, other: string): string =>
  `pools:\n${pool('a', one)}${pool('b', other)}`;
const beside = (line: string, bind: string): string =>
  `haproxy:\n  sections: |\n    listen x\n      ${line}\n      server s 10.0.0.9:1\n${oneBind(bind)}`;

describe('a bind beside another one', () => {
  it.each([
    ['IPv4 and IPv6 in one pool', oneBind('["*:8140", "[::]:8140"]'), [], []],
    ['the other way round', oneBind('["[::]:8140", "*:8140"]'), [], []],
    ['0.0.0.0 and IPv6 in one pool', oneBind('[0.0.0.0:8140, "[::]:8140"]'), [], []],
    ['one address twice in one pool', oneBind('[10.0.9.1:8140, 10.0.9.1:8140]'), ['warning'], []],
    ['every IPv4 address twice in one pool', oneBind('["*:8140", 0.0.0.0:8140]'), ['warning'], []],
    ['in two pools', twoBinds('"*:8140"', '"[::]:8140"'), [], ['warning']],
    ['in two pools, IPv6 first', twoBinds('"[::]:8140"', '0.0.0.0:8140'), [], ['warning']],
    ['at two ports', twoBinds('"*:8140"', '"[::]:8141"'), [], []],
    ['the same of two pools', twoBinds('10.0.9.1:8140', '10.0.9.1:8140'), ['warning'], []],
    ['IPv6 of two pools', twoBinds('"[::]:8140"', '"[::]:8140"'), ['warning'], []],
    ['one address within all of IPv4', twoBinds('10.0.9.1:8140', '"*:8140"'), [], ['warning']],
    ['one IPv6 address beside IPv4', twoBinds('"[2001:db8::1]:8140"', '"*:8140"'), [], []],
    ['v6only beside IPv4', beside('bind :::8140 v6only', '"*:8140"'), [], []],
    ['v4v6 beside IPv4', beside('bind :::8140 v4v6', '"*:8140"'), [], ['warning']],
    ['no address and no v6only', beside('bind :8140', '"[::]:8140"'), [], ['warning']],
    ['v6only beside IPv6', beside('bind :::8140 v6only', '"[::]:8140"'), ['warning'], []],
    ['a range', beside('bind :::8130-8150', '"*:8140"'), [], ['warning']],
    ['the mapped spelling', beside('bind ::ffff:0.0.0.0:8140', '"[::]:8140"'), [], ['warning']],
  ])('%s', (_, text, duplicate, overlapping) => {
    expect(found(text, 'INV104')).toEqual(duplicate);
    expect(found(text, 'INV116')).toEqual(overlapping);
  });
});

const servers = (...words: string[]): string =>
  `pools:\n  - name: p\n    role: ca\n    check: tcp\n    bind: 10.0.9.1:8140\n    servers:\n${words
    .map((word, at) => `      - { name: s${at}, address: 10.0.0.${at + 1}${word} }\n`)
    .join('')}`;

describe('a pool whose servers are all out', () => {
  it.each([
    ['the only CA, with a reason', [', state: drain, reason: move'], ['warning']],
    ['the only CA, without', [', state: drain'], ['error']],
    [
      'both with a reason',
      [', state: maint, reason: disk', ', state: drain, reason: r'],
      ['warning'],
    ],
    ['one of both without', [', state: maint, reason: disk', ', state: drain'], ['error']],
    ['a weight of 0', [', state: drain, reason: disk', ', weight: 0'], ['error']],
    ['one is ready', [', state: drain, reason: disk', ''], []],
  ])('%s', (_, words, severities) => {
    expect(found(servers(...words), 'HAP311')).toEqual(severities);
  });

  it('can be suppressed as a warning, not as an error', () => {
    const off = 'lint: { severities: { HAP311: off } }\n';
    const comment = '# puppetlb-disable-file HAP311 -- the site moves\n';
    const reasoned = servers(', state: drain, reason: move');
    const bare = servers(', state: drain');
    expect([found(off + reasoned, 'HAP311'), found(comment + reasoned, 'HAP311')]).toEqual([
      [],
      [],
    ]);
    expect([found(off + bare, 'HAP311'), found(comment + bare, 'HAP311')]).toEqual([
      ['error'],
      ['error'],
    ]);
    expect(found(off + bare, 'LNT605')).toEqual([]);
    const error = 'lint: { severities: { HAP311: error } }\n';
    expect(found(error + reasoned, 'HAP311')).toEqual(['error']);
  });
});

describe('a host name as an address', () => {
  const named = (word: string, more = ''): string =>
    `haproxy: { sections: "resolvers dns\\n  nameserver d 10.0.0.53:53\\n" }\n${more}pools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    servers: [{ name: s, address: m.example.com${word} }]\n`;
  const dns = ', resolvers: dns';

  it.each([
    ['nothing more', named(''), ['warning']],
    ['resolvers', named(dns), []],
    ['none', named(', init-addr: none'), ['warning']],
    ['resolvers and none', named(`${dns}, init-addr: none`), []],
    ['resolvers, last,libc,none', named(`${dns}, init-addr: "last,libc,none"`), []],
    ['resolvers and an address', named(`${dns}, init-addr: "libc,10.0.0.1"`), []],
    ['resolvers, last,libc', named(`${dns}, init-addr: "last,libc"`), ['warning']],
    ['by defaults', named('', 'defaults: { default-server: { resolvers: dns } }\n'), []],
    [
      'by defaults, and the server says otherwise',
      named(', init-addr: libc', 'defaults: { default-server: { resolvers: dns } }\n'),
      ['warning'],
    ],
  ])('%s', (_, text, severities) => {
    expect(found(text, 'HAP312')).toEqual(severities);
    expect(hasError(lint({ name: 'i.yaml', bytes: Buffer.from(text) }).diagnostics)).toBe(false);
  });
});

describe('a VIP among the balancers', () => {
  const fleet = (balancers: string, bind: string, more = ''): string =>
    `haproxy: { balancers: [${balancers}] }\npools:\n  - { name: p, bind: ${bind}, ${more}servers: [{ name: s, address: 10.0.0.1 }] }\n`;
  const vip = '10.0.0.100:8140';
  const moving = `{ address: ${vip}, transparent: true }`;

  it.each([
    ['their own addresses', fleet('10.0.0.11, 10.0.0.12', vip), []],
    ['one of two', fleet('10.0.0.11, 10.0.0.100', vip), ['warning']],
    ['the only one', fleet('10.0.0.100', vip), ['warning']],
    ['the only one, and keepalived moves it', fleet('10.0.0.100', moving), ['warning']],
    ['a single balancer that binds every address', fleet('10.0.0.11', '"*:8140"'), []],
    ['a network with the VIP', fleet('10.0.0.0/24', vip), []],
    ['nobody is asked', fleet('10.0.0.100', moving, 'check: tcp, '), []],
    ['checks come from it', fleet('10.0.0.100', moving, 'extra: [source 10.0.0.100], '), []],
  ])('%s', (_, text, severities) => {
    expect(found(text, 'CHK212')).toEqual(severities);
  });
});
