import { expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

/** The helps of what is wrong with a pool, beside what else is missing in it. */
function helps(pool: string, more = ''): (string | undefined)[] {
  const text = `${more}pools:\n  - name: compile\n    bind: 10.0.0.100:8140\n${pool}`;
  return lint({ name: 'a', bytes: Buffer.from(text) }).diagnostics.map(({ help }) => help);
}

const servers = '    servers: [{ name: c1, address: 10.0.0.1 }]\n';

it('says what a word of another tool is called here', () => {
  for (const word of ['ip', 'ipaddr', 'ipaddress', 'ip_address', 'ansible_host', 'host']) {
    expect(helps(`    servers: [{ name: c1, ${word}: 10.0.0.1 }]\n`), word).toEqual([
      'did you mean "address"?',
    ]);
  }
  for (const word of ['members', 'backends', 'masters', 'nodes']) {
    expect(helps(`    ${word}: [{ name: c1, address: 10.0.0.1 }]\n`), word).toEqual([
      'did you mean "servers"?',
    ]);
  }
  expect(helps(`${servers}    weight: 3\n`)).toEqual(['write it below "default-server"']);
  expect(helps(`${servers}    stick-table: type ip\n`)).toEqual([
    'write it in "extra" of the pool',
  ]);
  expect(helps(servers, 'defaults: { timeouts: { client: 15m }, weight: 3 }\n')).toEqual([
    'write it below "haproxy", or in a pool',
    'write it below "default-server"',
  ]);
});

it('shows the list that is wanted', () => {
  expect(helps('    servers:\n      c1: { address: 10.0.0.1 }\n')).toEqual([
    'write a list of items, the first one "- name: c1" with the rest below it',
  ]);
  expect(helps('    servers:\n      name: c1\n      address: 10.0.0.1\n')).toEqual([
    'write "- " before the first key of each item',
  ]);
  expect(helps(`${servers}    extra: |\n      option tcpka\n      retries 2\n`)).toEqual([
    'write a list, one line an item: ["option tcpka", "retries 2"]',
  ]);
});

it('knows a template, and the range of a shell', () => {
  const template = 'render it first, then lint the result';
  for (const value of ['{{ vip }}', '%{facts.ip}', '<%= @ip %>']) {
    expect(helps(`    servers: [{ name: c1, address: "${value}" }]\n`), value).toEqual([template]);
    expect(helps(`    servers: [{ name: "${value}", address: 10.0.0.1 }]\n`)).toEqual([template]);
    const pool = `pools: [{ name: compile, bind: "${value}:8140", servers: [{ name: c1, address: 10.0.0.1 }] }]`;
    const found = lint({ name: 'a', bytes: Buffer.from(pool) }).diagnostics;
    expect(found.map(({ help }) => help)).toEqual([template]);
  }
  const hosts = 'hosts: { "compile{02..04}": { address: 10.0.0.1 } }\n';
  expect(helps(servers, hosts)).toContain('write compile[02:04], for example');
});
