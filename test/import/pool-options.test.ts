import { describe, expect, it } from 'vitest';
import { proxyOptionNames, proxyOptions } from '../../src/haproxy/facts/proxy-words.ts';
import { check, haproxies } from '../integration/haproxies.ts';
import { build } from './meaning.ts';

const inventory = (top: string, ...pools: string[]) =>
  `${top}\npools:\n${pools
    .map(
      (own, at) =>
        `  - name: p${at}\n    bind: 10.0.0.${at + 100}:8140\n    balance: leastconn\n${own === '' ? '' : `    ${own}\n`}    servers: [{ name: a, address: 10.0.0.1 }]\n`,
    )
    .join('')}`;

/** The lines of the sections that an inventory builds, by the names of these. */
function sectionsOf(yaml: string): Record<string, string[]> {
  const text = build(yaml);
  expect(text, yaml).toBeDefined();
  const sections: Record<string, string[]> = {};
  let lines: string[] = [];
  for (const line of (text ?? '').split('\n')) {
    if (/^\w/.test(line)) {
      lines = [];
      sections[line] = lines;
    } else if (line.startsWith('  ')) lines.push(line.trim());
  }
  return sections;
}

const logging = (lines: readonly string[] = []) =>
  lines.filter((line) => /^(no )?(log|option)/.test(line) && !line.includes('httpchk'));

describe('options', () => {
  it('are written where they are said, and taken back where they hold', () => {
    const sections = sectionsOf(
      inventory(
        'defaults: { options: { redispatch: true, tcpka: true, dontlognull: false } }',
        'options: { redispatch: false, tcpka: false, persist: false, abortonclose: true }',
        'options: { clitcpka: false, redispatch: true }',
      ),
    );
    expect(logging(sections['defaults'])).toEqual([
      ...['log global', 'option tcplog', 'option tcpka', 'option redispatch'],
    ]);
    expect(logging(sections['listen p0'])).toEqual([
      ...['no option clitcpka', 'no option srvtcpka'],
      ...['no option redispatch', 'option abortonclose'],
    ]);
    expect(logging(sections['listen p1'])).toEqual(['no option clitcpka', 'option redispatch']);
  });

  it('leave the log format to the pools that have it, where not all do', () => {
    const sections = sectionsOf(
      inventory('defaults: { options: { tcplog: false } }', 'options: { tcplog: true }', ''),
    );
    expect(logging(sections['defaults'])).toEqual(['log global', 'option dontlognull']);
    expect(logging(sections['listen p0'])).toEqual(['option tcplog']);
    expect(logging(sections['listen p1'])).toEqual([]);
  });

  it.each([
    'options: { tcplog: false }',
    'options: { redispatch: 1 }',
    'options: { redispatch: yes }',
    'options: { httpchk: true }',
    'options: { forwardfor: true }',
    'options: [redispatch]',
    'options: { tcpka: true }, extra: [option tcpka]',
    'log: [nowhere]',
  ])('are refused where they are none, or cannot be undone: %s', (own) => {
    const pool = `{ name: a, bind: "10.0.0.9:8140", balance: leastconn, ${own}, servers: [{ name: a, address: 10.0.0.1 }] }`;
    expect(build(`pools: [${pool}]`)).toBeUndefined();
  });

  it.each(haproxies)(
    'are taken by HAProxy $version, each of them, on or off',
    (haproxy) => {
      for (const name of proxyOptionNames) {
        const isStuck = proxyOptions.get(name)?.undoneBy.length === 0;
        const own = `options: { ${name}: true }`;
        const off = isStuck ? '' : `options: { ${name}: false }`;
        const text = build(inventory(`defaults: { ${own} }`, own, off));
        expect(text, name).toBeDefined();
        expect(check(haproxy, text ?? '').messages, name).toEqual([]);
        expect(text).toContain(`  option ${name}\n`);
      }
    },
    60_000,
  );
});

describe('logs', () => {
  it('of a pool take the place of those of the defaults', () => {
    const sections = sectionsOf(
      inventory('', 'log: []', 'log: [global, 10.0.0.5:514 local1]', 'log: 10.0.0.6:514 local2'),
    );
    expect(logging(sections['defaults'])).toEqual(['log global', 'option dontlognull']);
    expect(logging(sections['listen p0'])).toEqual(['no log']);
    expect(logging(sections['listen p1'])).toEqual([
      ...['no log', 'log global', 'log 10.0.0.5:514 local1', 'option tcplog'],
    ]);
    expect(logging(sections['listen p2'])).toEqual([
      ...['no log', 'log 10.0.0.6:514 local2', 'option tcplog'],
    ]);
  });

  it('of the process are no logs of connections where defaults say so', () => {
    const sections = sectionsOf(inventory('defaults: { log: [] }', '', 'log: global'));
    expect(sections['global']).toContain('log 127.0.0.1:514 local0');
    expect(logging(sections['defaults'])).toEqual(['option dontlognull']);
    expect(logging(sections['listen p0'])).toEqual([]);
    expect(logging(sections['listen p1'])).toEqual(['log global', 'option tcplog']);
  });
});

describe('what a file does not have', () => {
  it('stays absent with baseline none', () => {
    const times = 'connect: 5s, client: 1h, server: 1h';
    const sections = sectionsOf(
      inventory(`haproxy: { baseline: none, id: false, timeouts: { ${times} } }`, ''),
    );
    expect(sections['global']).toEqual([]);
    expect(sections['defaults']).toEqual([
      ...['timeout connect 5s', 'timeout client 1h', 'timeout server 1h'],
    ]);
    const bare = sectionsOf(inventory('haproxy: { baseline: none }', ''));
    expect(bare['defaults']).toBeUndefined();
    expect(bare['listen p0']?.slice(0, 3)).toEqual([
      ...['bind 10.0.0.100:8140', 'mode tcp', 'balance leastconn'],
    ]);
  });

  it('stays absent line by line with false', () => {
    const global = 'maxconn: false, chroot: false, user: false, group: false, log: []';
    const sections = sectionsOf(
      inventory(
        `haproxy: { id: false, global: { ${global} }, timeouts: { check: false, server: false } }\ndefaults: { options: { dontlognull: false } }`,
        '',
      ),
    );
    expect(sections['global']).toEqual([]);
    expect(sections['defaults']).toEqual([
      ...['mode tcp', 'timeout connect 5s', 'timeout client 15m'],
    ]);
  });

  it('is refused where true makes no sense', () => {
    for (const one of ['timeouts: { check: true }', 'global: { maxconn: true }', 'baseline: off']) {
      expect(build(inventory(`haproxy: { ${one} }`, '')), one).toBeUndefined();
    }
  });

  it.each(haproxies)('is not missed by HAProxy $version', (haproxy) => {
    const text = build(
      inventory(
        'haproxy: { baseline: none, timeouts: { connect: 5s, client: 1h, server: 1h } }\ndefaults: { maxconn: 50, retries: 1, extra: [fullconn 20, timeout http-request 5s] }',
        'log: 10.0.0.6:514 local2',
      ),
    );
    const said = check(haproxy, text ?? '').messages.map((one) => one.text);
    expect(said.filter((one) => !/chroot|user/.test(one))).toEqual([]);
  });
});

describe('lines for the defaults section', () => {
  it.each([
    'option tcpka',
    'stick on src',
    'timeout client 3s',
    'log global',
    'retries 2',
    'bind :1',
    'tcp-request connection accept',
  ])('%s is refused', (line) => {
    expect(build(inventory(`defaults: { extra: ["${line}"] }`, ''))).toBeUndefined();
  });
});
