import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';
import { maxBytes } from '../../src/yaml/decode.ts';

/** `LINE:COLUMN CODE` of every finding in bytes or a text. */
function find(input: string | Uint8Array): string[] {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return lint({ name: 'inventory.yaml', bytes }).diagnostics.map(({ code, primary }) => {
    const { line, column } = new Lines(primary.source.text).position(primary.span.start);
    return `${line}:${column} ${code}`;
  });
}

const good =
  'pools:\n  - name: a\n    bind: 10.0.0.1:8140\n    servers: [{ name: s, address: 10.0.0.2 }]\n';
const bad = good.replace('10.0.0.2', '10.0.0.256');

describe('the place of a finding', () => {
  it('is the same with a byte order mark and with carriage returns', () => {
    expect(find(bad)).toEqual(['4:35 INV111']);
    expect(find(`\ufeff${bad}`)).toEqual(['4:35 INV111']);
    expect(find(bad.replaceAll('\n', '\r\n'))).toEqual(['4:35 INV111']);
  });

  it('counts a character outside the first plane once', () => {
    expect(find(good.replace('name: s', "name: '😀漢'"))).toEqual(['4:23 INV110']);
    expect(find(bad.replace('name: s', "name: s, reason: '😀漢'"))).toEqual(['4:49 INV111']);
  });

  it('of an empty value is its key', () => {
    expect(
      find(
        'pools:\n  - name:\n    bind: 10.0.0.1:8140\n    servers: [{ name: s, address: 10.0.0.2 }]\n',
      ),
    ).toEqual(['2:5 SCH003']);
  });

  it('of a missing property is what should have it', () => {
    expect(find('pools:\n  - { name: a, servers: [{ name: s, address: 10.0.0.2 }] }\n')).toEqual([
      '2:5 SCH002',
    ]);
    expect(
      find('hosts:\n  h1: {}\npools:\n  - { name: a, bind: "10.0.0.1:1", servers: [h1] }\n'),
    ).toEqual(['2:3 SCH002']);
  });
});

describe('what a text can be', () => {
  const cases: [string, string | Uint8Array, string[]][] = [
    ['empty', '', ['1:1 YML013']],
    ['a comment', '# nothing\n', ['1:1 YML013']],
    ['null', '~\n', ['1:1 YML013']],
    ['a list', '- a\n', ['1:1 YML014']],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), ['1:1 YML009']],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('pools: \n# '), Buffer.from([0xe9, 0x0a])]),
      ['2:3 YML009'],
    ],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe]), ['1:1 YML010']],
    ['a NUL', good.replace('name: a', 'name: a\0'), ['2:12 YML008']],
    ['an escaped NUL', good.replace('name: a', 'name: "a\\0"'), ['2:11 YML008']],
    ['a direction mark in a comment', `${good}# \u202e\n`, ['5:3 YML008']],
    ['lone carriage returns', good.replaceAll('\n', '\r'), ['1:7 YML008']],
    ['a byte order mark inside', `${good}\ufeff`, ['5:1 YML008']],
    ['a tab for indentation', good.replace('    bind', '\tbind'), ['3:1 YML001']],
    ['two documents', `${good}---\n${good}`, ['5:1 YML007']],
    ['a directive', `%YAML 1.1\n---\n${good}`, ['1:1 YML005']],
    ['a tag', good.replace('name: a', 'name: !!str a'), ['2:11 YML006']],
    ['an alias', good.replace('10.0.0.1:8140', '*:8140'), ['3:11 YML003']],
    ['an anchor and its alias', `${good}puppet: &p { version: 8 }\nhaproxy: *p\n`, ['6:10 YML003']],
    ['a merge key', `${good}defaults: { <<: { balance: source } }\n`, ['5:13 YML004']],
    ['a key twice', `${good}pools: []\n`, ['5:1 YML002']],
    ['a key that is a number', good.replace('name: a', 'name: a\n    8140: x'), ['3:5 YML015']],
    ['a template', good.replace('name: a', 'name: {{ name }}'), ['2:11 YML001']],
    ['a thousand lists', '['.repeat(1000), ['1:64 YML012']],
    ['a thousand keys', '? '.repeat(1000), ['1:127 YML012']],
    ['a prototype', `${good}__proto__: { a: 1 }\n`, ['5:1 SCH001']],
    ['a constructor', `${good}constructor: 1\n`, ['5:1 SCH001']],
    ['more than 16 MiB', Buffer.alloc(maxBytes + 1, 'a: b\n'), ['1:1 YML011']],
    ['a million lines', '\n'.repeat(1_000_001), ['1:1 YML011']],
    ['a text of a megabyte', `a: "${'x'.repeat(1_100_000)}"`, ['1:4 YML011']],
    ['millions of signs', `a: [${','.repeat(4_100_000)}`, ['1:1 YML011']],
    [
      'ten thousand anchors',
      `a:\n${Array.from({ length: 10_000 }, (_, n) => `  - &a${n} x\n`).join('')}`,
      ['1:1 YML014'],
    ],
  ];
  for (const [name, input, expected] of cases) {
    it(`${name} is one plain finding`, () => {
      expect(find(input)).toEqual(expected);
    });
  }

  it('one mistake is one finding, two are two', () => {
    expect(find(good.replace('address', 'adress'))).toEqual(['4:26 SCH001']);
    expect(find(good.replace('address', 'adress').replace('name: a', 'name: a b'))).toEqual([
      '2:11 INV110',
      '4:26 SCH001',
    ]);
    expect(find(bad.replace('name: s', 'name: s s'))).toEqual(['4:23 INV110', '4:37 INV111']);
  });

  it('what is refused leaves the rest to the rules', () => {
    const twice = good.replace('servers: [', 'servers: [{ name: s, address: 10.0.0.999 }, ');
    expect(find(twice)).toEqual(['4:35 INV111', '4:57 INV102']);
  });
});

describe('values are judged on the text that was written', () => {
  const cases: [string, string, string[]][] = [
    ['a port with a zero', 'port: 08140', ['SCH003']],
    ['a port as a power', 'port: 8e3', ['SCH003']],
    ['a port as hexadecimal', 'port: 0x1fcc', ['SCH003']],
    ['a port with a fraction', 'port: 8140.0', ['SCH003']],
    ['a port in quotes', 'port: "8140"', ['SCH003']],
    ['a port that wraps', 'port: 4294975436', ['SCH005']],
    ['a number of thirty digits', `port: ${'1'.repeat(30)}`, ['SCH003']],
    ['a weight with a plus', 'weight: +5', ['SCH003']],
    ['a reason that looks like a number', 'certname: 1e3', ['SCH006']],
    ['the same in quotes', 'certname: "1e3"', []],
    ['a time with a zero', 'check: { inter: 02s }', ['HAP301']],
    ['a time as octal', 'check: { inter: 0o17 }', ['HAP301']],
    ['a date', 'until: 2026-02-30', ['OPS501']],
    ['a boolean of YAML 1.1', 'backup: yes', ['SCH003']],
  ];
  for (const [name, property, expected] of cases) {
    it(name, () => {
      const codes = find(good.replace('name: s', `name: s, ${property}`)).map(
        (place) => place.split(' ')[1],
      );
      expect(codes).toEqual(expected);
    });
  }

  it('versions', () => {
    for (const version of ['2.6', '"2.6"', '3.0', '3.4']) {
      const balancer = `version: ${version}, balancers: [10.0.0.0/27]`;
      expect(find(`${good}haproxy: { ${balancer} }\n`), version).toEqual([]);
    }
    for (const version of ['3.10', '2.60', '2', '2.6.12', '1.8', '"3"', 'latest']) {
      expect(find(`${good}haproxy: { version: ${version} }\n`), version).toEqual(['5:21 HAP302']);
    }
  });
});
