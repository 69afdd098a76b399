import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { bindProperties } from '../../src/haproxy/facts/bind-options.ts';
import { lint } from '../../src/rules/lint.ts';

/** An inventory of one pool with a bind, as YAML has it in braces. */
function inventoryOf(bind: string): string {
  return `pools: [{ name: a, bind: ${bind}, check: tcp, servers: [{ name: s, address: 10.0.0.1 }] }]`;
}

function linted(bind: string) {
  return lint({ name: 'inventory.yaml', bytes: Buffer.from(inventoryOf(bind)) });
}

/** The bind lines that are built. */
function built(bind: string): string[] {
  const { inventory, diagnostics } = linted(bind);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (inventory === undefined) throw new Error(bind);
  const { text } = buildConfiguration(inventory, 'listen-only');
  return text.split('\n').flatMap((line) => (line.startsWith('  bind ') ? line.slice(7) : []));
}

/** What is wrong with a bind, each with what to write. */
function refused(bind: string): string[] {
  const errors = linted(bind).diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ message, help }) => `${message}: ${help}`);
}

it('the schema has the properties of the table, in its order', () => {
  const file = join(import.meta.dirname, '../../schemas/source/inventory.json');
  const { $defs } = JSON.parse(readFileSync(file, 'utf8'));
  const names = Object.keys($defs.bindOptions.properties);
  expect(names).toEqual(['address', ...bindProperties, 'extra']);
});

describe('a bind is built with its options', () => {
  it.each([
    ['"10.0.0.9:8142"', ['10.0.0.9:8142']],
    [
      '{ address: "10.0.0.9:8142", accept-proxy: true, name: a }',
      ['10.0.0.9:8142 name a accept-proxy'],
    ],
    ['{ address: "10.0.0.9:8142", accept-proxy: false, tfo: false }', ['10.0.0.9:8142']],
    [
      '{ address: "10.0.0.9:1", maxconn: 5, backlog: 6, tcp-ut: 30s, mss: -40, nice: -3, shards: 2 }',
      ['10.0.0.9:1 maxconn 5 backlog 6 tcp-ut 30s mss -40 nice -3 shards 2'],
    ],
    ['"10.0.0.9:8140-8142"', ['10.0.0.9:8140-8142']],
    [
      '{ address: "10.0.0.9:1,10.0.0.8:2-3,[2001:db8::1]:4", name: "two words" }',
      [
        "10.0.0.9:1 name 'two words'",
        "10.0.0.8:2-3 name 'two words'",
        "[2001:db8::1]:4 name 'two words'",
      ],
    ],
    ['{ address: "10.0.0.9:1", extra: ["proto none"] }', ['10.0.0.9:1 proto none']],
  ])('%s', (bind, lines) => {
    expect(built(bind)).toEqual(lines);
  });
});

describe('what HAProxy would refuse, or would make no TCP service, is refused', () => {
  it.each([
    ['"10.0.0.9:8142-8140"', ['the range 8142-8140 is reversed: write 10.0.0.9:8140-8142']],
    [
      '8140-8142',
      [
        '"8140-8142" has no address: write "*:8140-8142" for every address of the balancer, or ADDRESS:8140-8142',
      ],
    ],
    ['"10.0.0.9:1,"', ['"10.0.0.9:1," contains a comma: write 10.0.0.9:1']],
    [
      '{ address: "10.0.0.9:1-2", id: 3 }',
      ['"id" is for a bind with one port only: write a bind for each port, or remove the line'],
    ],
    [
      '{ address: "10.0.0.9:1", extra: ["ssl crt /a.pem"] }',
      [
        `"ssl crt /a.pem" is not allowed in "extra": remove it; the agents' TLS is passed through to the server`,
      ],
    ],
    [
      '{ address: "10.0.0.9:1", extra: ["mode 600"] }',
      ['"mode 600" is not allowed in "extra": remove it; it is for Unix sockets'],
    ],
    [
      '{ address: "10.0.0.9:1", extra: ["name x"] }',
      ['"name x" is not allowed in "extra": write "name" as a property of the bind'],
    ],
    [
      '{ address: "10.0.0.9:1", extra: ["lable x"] }',
      ['"lable" is not an HAProxy bind option: did you mean "label"?'],
    ],
    [
      '{ address: "10.0.0.9:1", extra: ["proto"] }',
      ['"proto" has no value: write ["proto VALUE"]'],
    ],
    [
      '{ address: "10.0.0.9:1", nice: 2000 }',
      ['"nice" is 2000, more than 1024: write 1024 or less'],
    ],
    [
      '{ address: "10.0.0.9:1", accept-proxy: "yes" }',
      ['"accept-proxy" is "yes", not true or false: write true, without quotes'],
    ],
    [
      '{ address: "10.0.0.9:1", guid-prefix: a }',
      ['"guid-prefix" is not known to HAProxy 2.6: remove it, or write a newer haproxy.version'],
    ],
  ])('%s', (bind, errors) => {
    expect(refused(bind)).toEqual(errors);
  });
});
