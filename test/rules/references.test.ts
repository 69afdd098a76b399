import { describe, expect, it } from 'vitest';
import { readRuleLine } from '../../src/haproxy/syntax/rule-line.ts';
import { lint } from '../../src/rules/lint.ts';

/** The codes of the errors that an inventory with this pool, and with its lines, has. */
function codesOf(pool: string, extra: readonly string[], sections: string = ''): string[] {
  const lines = [
    'haproxy:',
    '  balancers: [10.0.0.11]',
    ...(sections === ''
      ? []
      : ['  sections: |', ...sections.split('\n').map((line) => `    ${line}`)]),
    'pools:',
    pool,
    '    bind: 10.0.0.100:8140',
    '    extra:',
    ...extra.map((line) => `      - ${line}`),
  ];
  const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(`${lines.join('\n')}\n`) });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const server = '{ name: compile01, address: 10.0.0.101 }';
const pool = `  - name: compile\n    servers: [${server}]`;

describe('a mistake is reported once', () => {
  it.each([
    ['acl', ['acl office src "10.0.0.0/8', 'tcp-request connection reject if office'], 'HAP305'],
    ['table', ['stick-table type "ip', 'stick on src'], 'HAP305'],
  ])('where a refused %s is used', (_, lines, code) => {
    expect(codesOf(pool, lines)).toEqual([code]);
  });

  it('where a refused server is used', () => {
    const refused = pool.replace('compile01', "'compile 01'");
    expect(codesOf(refused, ['use-server compile01 if TRUE'])).toEqual(['INV110']);
    for (const name of ['compile01', 'compile/compile01']) {
      expect(codesOf(refused, [`acl up srv_is_up(${name})`])).toEqual(['INV110']);
      expect(codesOf(pool, [`acl up srv_is_up(${name})`])).toEqual([]);
      expect(codesOf(pool, [`acl up srv_is_up(${name.replace('01', '09')})`])).toEqual(['HAP339']);
    }
  });

  it('where a refused pool is used', () => {
    const refused = pool.replace('compile\n', "'com pile'\n");
    const sections = 'frontend spare\n  bind 10.0.0.99:8140\n  default_backend compile';
    expect(codesOf(refused, ['option tcpka'], sections)).toEqual(['INV110']);
    expect(codesOf(refused, ['acl up srv_is_up(compile/compile01)'])).toEqual(['INV110']);
  });

  it('beside a refused server, where an ACL is missing', () => {
    const refused = pool.replace('compile01', "'compile 01'");
    const found = codesOf(refused, ['tcp-request connection reject if missing']);
    expect(found.sort()).toEqual(['HAP339', 'INV110']);
  });
});

describe('a line', () => {
  it('of HAProxy 3.2 that only QUIC has is read too', () => {
    const { conditions } = readRuleLine('quic-initial reject if !office OR { src ::1 }'.split(' '));
    expect(conditions).toEqual([
      [
        { kind: 'named', name: 'office' },
        { kind: 'anonymous', words: ['src', '::1'], isClosed: true },
      ],
    ]);
  });

  it('ends at an empty word', () => {
    const words = ['tcp-request', 'connection', 'reject', 'if', 'office', '', 'missing'];
    expect(readRuleLine(words).conditions).toEqual([[{ kind: 'named', name: 'office' }]]);
  });

  it('whose action may take "if" is read in each way', () => {
    const { conditions } = readRuleLine('http-request set-header if x if office'.split(' '));
    expect(conditions.length).toBe(2);
  });
});
