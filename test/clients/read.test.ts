import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClients } from '../../src/predict/clients/read.ts';
import { Lines } from '../../src/text/positions.ts';
import { assertProperty } from '../property.ts';

/** What a list comes to, a line for each client, problem and note. */
function read(text: string | Uint8Array): string[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { source, clients, problems, withoutAddress } = readClients('list', bytes);
  const lines = new Lines(source.text);
  return [
    ...clients.map(({ name, text: address }) =>
      name === undefined ? address : `${name} ${address}`,
    ),
    ...problems.map(({ at, message, help }) => {
      const { line, column } = lines.position(at);
      return `${line}:${column}: ${message}${help === undefined ? '' : `; ${help}`}`;
    }),
    ...(withoutAddress > 0 ? [`${withoutAddress} without`] : []),
  ];
}

const example = 'write an IP address, for example 10.0.3.17, or a network, for example 10.0.3.0/24';

describe('a list of clients', () => {
  it('is lines of addresses and networks, with comments', () => {
    expect(read('10.0.0.1\r\n\n  2001:db8::1 # a laptop\n# 10.0.0.9\n10.1.0.0/16')).toEqual([
      '10.0.0.1',
      '2001:db8::1',
      '10.1.0.0/16',
    ]);
  });

  it('has names before or behind the addresses, as /etc/hosts does', () => {
    expect(read('web01.example.com 10.0.0.1\n10.0.0.2\tweb02.example.com web02\n')).toEqual([
      'web01.example.com 10.0.0.1',
      'web02.example.com 10.0.0.2',
    ]);
    expect(read('10.0.0.1 10.0.0.2\n')).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('is CSV with or without headings, quotes, semicolons and tabs', () => {
    expect(read('certname,ipaddress\n"web ""1""",10.0.0.1\nweb02, 10.0.0.2\n')).toEqual([
      'web "1" 10.0.0.1',
      'web02 10.0.0.2',
    ]);
    expect(read('10.0.0.1;web01\n"10.0.0.2";"web02"\n')).toEqual([
      'web01 10.0.0.1',
      'web02 10.0.0.2',
    ]);
    expect(read('OS\tIP\tHost\nlinux\t10.0.0.1\tweb01\n\t10.0.0.2\t\n')).toEqual([
      'web01 10.0.0.1',
      '10.0.0.2',
    ]);
    expect(read('ipaddress\n10.0.0.1\n')).toEqual(['10.0.0.1']);
    expect(read('certname,name,value\na,ipaddress,10.0.0.1\na,os,linux\nb,ipaddress,\n')).toEqual([
      'a 10.0.0.1',
      '1 without',
    ]);
  });

  it('is JSON: texts, objects, addresses by name, a value a line', () => {
    expect(read('["10.0.0.1", "10.0.0.2"]')).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(read('[{"host":"a","ip":"10.0.0.1"},{"client":"10.0.0.2","pool":"x"}]')).toEqual([
      'a 10.0.0.1',
      '10.0.0.2',
    ]);
    expect(read('{"a":"10.0.0.1","b":"10.0.0.2","c":null}')).toEqual([
      'a 10.0.0.1',
      'b 10.0.0.2',
      '1 without',
    ]);
    expect(read('{"name":"a","address":"10.0.0.1"}\n{"name":"b","address":"10.0.0.2"}\n')).toEqual([
      'a 10.0.0.1',
      'b 10.0.0.2',
    ]);
  });

  it('is what PuppetDB answers about facts and inventory', () => {
    const facts = [
      { certname: 'a', environment: 'production', name: 'ipaddress', value: '10.0.0.1' },
      { certname: 'a', name: 'kernel', value: 'Linux' },
      { certname: 'b', name: 'networking', value: { ip: '10.0.0.2', ip6: '2001:db8::2' } },
      { certname: 'c', name: 'networking', value: { hostname: 'c' } },
    ];
    expect(read(JSON.stringify(facts))).toEqual(['a 10.0.0.1', 'b 10.0.0.2', '1 without']);
    const inventory = [
      { certname: 'a', 'facts.networking.ip': '10.0.0.1' },
      { certname: 'b', facts: { networking: { ip: '10.0.0.2' } } },
      { certname: 'c', 'facts.networking.ip': null },
    ];
    expect(read(JSON.stringify(inventory))).toEqual(['a 10.0.0.1', 'b 10.0.0.2', '1 without']);
  });

  it('takes IPv4 that a log wrote as IPv6 for what it is', () => {
    expect(read('::ffff:10.0.0.1\n::FFFF:a00:2\n')).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('has its mistakes said at their place', () => {
    expect(read('10.0.0.1\n  10.0.0.300 # no\nweb01\n10.0.0.1/33\n10.0.0.1/24\n')).toEqual([
      '10.0.0.1',
      `2:3: "10.0.0.300" is not an IP address: 300 is more than 255; ${example}`,
      `3:1: "web01" is not an IP address; ${example}`,
      '4:1: "10.0.0.1/33" has no prefix length from 0 to 32 after its "/"; write 10.0.0.1/24, for example',
      '5:1: "10.0.0.1/24" is an address within a network of /24; write 10.0.0.0/24, or the address alone',
    ]);
    expect(read('certname,ipaddress\nweb01,"10.0.0.1\n')).toEqual([
      `2:7: "\\"10.0.0.1" is not an IP address; ${example}`.replaceAll('\\', ''),
    ]);
    expect(read('host,os\nweb01,linux\n')).toEqual([
      '1:1: "host, os" has no IP address, and no heading that tells of one; call the column "ipaddress"',
    ]);
    expect(
      read('[\n  {"certname": "a", "value": "x", "name": "ipaddress"},\n  5, {"name": "c"}]'),
    ).toEqual([
      `2:30: "x" is not an IP address; ${example}`,
      '3:3: "5" is not an IP address in quotes; write a text, for example "10.0.3.17"',
      '3:6: "c" has no key that tells of an IP address; call it "ipaddress"',
    ]);
    expect(read('{"a": "10.0.0.1",\n "b": ["10.0.0.2"]}')).toEqual([
      'a 10.0.0.1',
      '2:7: what stands in brackets is not an IP address in quotes; write a text, for example "10.0.3.17"',
    ]);
  });

  it('has its broken JSON said at its place', () => {
    expect(read('["10.0.0.1",\n 10.0.0.2]')).toEqual([
      '2:6: ".0.0.2" cannot stand here in JSON'.replace('.0.0.2', '.'),
    ]);
    expect(read('["10.0.0.1"\n "10.0.0.2"]')).toEqual(['2:2: ""10" cannot stand here in JSON']);
    expect(read('["10.0.0.1",')).toEqual(['1:13: the JSON ends too early; give the whole of it']);
    expect(read('{"ip":"10.0.0.1"}\n{"ip":10.0.0.2}\n')).toEqual([
      '10.0.0.1',
      '2:11: "." cannot stand here in JSON',
    ]);
  });

  it('is refused where it is empty or no text', () => {
    const help = 'list an address on each line, for example 10.0.3.17';
    expect(read('')).toEqual([`1:1: no client is listed; ${help}`]);
    expect(read('# none\n')).toEqual([`1:1: no client is listed; ${help}`]);
    expect(read('[]')).toEqual([`1:1: no client is listed; ${help}`]);
    expect(read('[{"certname":"a","facts.networking.ip":null}]')).toEqual([
      `1:1: no machine in the list has an address; ${help}`,
    ]);
    expect(read(Uint8Array.of(0x31, 0xff))).toEqual([`1:1: the list is not UTF-8; ${help}`]);
    expect(read(Uint8Array.of(0xff, 0xfe, 0x31, 0))).toEqual([
      `1:1: the list is UTF-16, and only UTF-8 is read; ${help}`,
    ]);
  });

  it('has the line breaks of every system', () => {
    expect(read('10.0.0.1\r10.0.0.2\r\n10.0.0.3 # a\r10.0.0.4')).toEqual(
      [1, 2, 3, 4].map((last) => `10.0.0.${last}`),
    );
  });

  it('has an end, whatever it holds', () => {
    const piece = fc.constantFrom(
      ...[
        '"',
        "'",
        ',',
        ';',
        '\t',
        ' ',
        '\n',
        '\r',
        '#',
        '[',
        ']',
        '{',
        '}',
        ':',
        '\\',
        '/',
        '/8',
        '10.0.0.1',
      ],
      ...[
        '::1',
        'web01',
        'ip',
        '"ip"',
        '"10.0.0.1"',
        'null',
        '1',
        'certname',
        'value',
        'name',
        '\ufeff',
        '\u0000',
      ],
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    assertProperty(
      fc.property(text, (list) => {
        const bytes = new TextEncoder().encode(list);
        const { source, clients, problems } = readClients('list', bytes);
        expect(clients.length + problems.length).toBeGreaterThan(0);
        for (const { at } of problems) expect(at).toBeLessThanOrEqual(source.text.length);
      }),
      2000,
    );
    const deep = '['.repeat(200_000);
    expect(read(deep)).toHaveLength(1);
    expect(read(`${deep}1${']'.repeat(200_000)}`)).toHaveLength(1);
  });

  it('is not told of more than twenty mistakes', () => {
    expect(read('x\n'.repeat(1000))).toHaveLength(20);
    expect(read(JSON.stringify(Array(1000).fill(7)))).toHaveLength(20);
  });
});
