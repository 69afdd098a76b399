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
  for (const name of ['hostname: c1', 'fqdn: c1.example.com', 'server_names: c1']) {
    expect(helps(`    servers: [{ ${name}, address: 10.0.0.1 }]\n`), name).toEqual([
      'did you mean "name"?',
    ]);
  }
  expect(helps('    servers: [{ name: c1, hostname: c1.example.com }]\n')).toEqual([
    'did you mean "address"?',
  ]);
  for (const word of ['listen', 'services', 'backends', 'frontends', 'load_balancers']) {
    const text = `${word}: [{ name: p, bind: 10.0.0.100:8140, ${servers.trim()} }]\n`;
    const found = lint({ name: 'a', bytes: Buffer.from(text) }).diagnostics;
    expect(
      found.map(({ help }) => help),
      word,
    ).toEqual(['did you mean "pools"?']);
  }
  expect(helps(`${servers}    timeout: 5m\n`)).toEqual([
    'write timeouts: { client: 5m, server: 5m }',
  ]);
  expect(helps(`${servers}    httpchk: GET /\n`)).toEqual([
    'write the kind of the check, for example check: puppet',
  ]);
  for (const word of ['members', 'backends', 'masters', 'nodes', 'backend', 'hosts']) {
    expect(helps(`    ${word}: [{ name: c1, address: 10.0.0.1 }]\n`), word).toEqual([
      'did you mean "servers"?',
    ]);
  }
  expect(helps(`${servers}    weight: 3\n`)).toEqual(['move it below "default-server"']);
  expect(helps(`${servers}    stick-table: type ip\n`)).toEqual([
    'write it in "extra" of the pool',
  ]);
  expect(helps(servers, 'defaults: { timeouts: { client: 15m }, weight: 3 }\n')).toEqual([
    'move it below "haproxy", or into a pool',
    'move it below "default-server"',
  ]);
});

it('shows the list that is wanted', () => {
  expect(helps('    servers:\n      c1: { address: 10.0.0.1 }\n')).toEqual([
    'write a list of items, the first one "- name: c1" with the rest below it',
  ]);
  expect(helps('    servers:\n      name: c1\n      address: 10.0.0.1\n')).toEqual([
    'write a list, the first item "- name: c1"',
  ]);
  expect(helps('    servers:\n      c1: 10.0.0.1\n      c2: 10.0.0.2\n')).toEqual([
    'write a list of items, the first one "- { name: c1, address: 10.0.0.1 }"',
  ]);
  expect(helps(`${servers}    extra: |\n      option tcpka\n      retries 2\n`)).toEqual([
    'write a list with one item for each line: ["option tcpka", "retries 2"]',
  ]);
});

it('knows a template, and the range of a shell', () => {
  const template = 'render the template, then lint the result';
  for (const value of ['{{ vip }}', '%{facts.ip}', '<%= @ip %>']) {
    expect(helps(`    servers: [{ name: c1, address: "${value}" }]\n`), value).toEqual([template]);
    expect(helps(`    servers: [{ name: "${value}", address: 10.0.0.1 }]\n`)).toEqual([template]);
    const pool = `pools: [{ name: compile, bind: "${value}:8140", servers: [{ name: c1, address: 10.0.0.1 }] }]`;
    const found = lint({ name: 'a', bytes: Buffer.from(pool) }).diagnostics;
    expect(found.map(({ help }) => help)).toEqual([template]);
  }
  expect(helps(`    "{{ x }}": 1\n${servers}`)).toEqual([template]);
  expect(helps('    servers: "{{ servers }}"\n')).toEqual([template]);
  const weight = 'name: c1, address: 10.0.0.1, weight: "%{lookup(1)}"';
  expect(helps(`    servers: [{ ${weight} }]\n`)).toEqual([template]);
  const hosts = 'hosts: { "compile{02..04}": { address: 10.0.0.1 } }\n';
  expect(helps(servers, hosts)).toContain('write compile[02:04], for example');
});

it('shows the address and the range that are meant', () => {
  for (const address of [
    '10,20,1,3',
    '10.20.1,3',
    '"10,20,1,3"',
    '10 20 1 3',
    '10.20. 1.3',
    '10.20.1.3;',
    '10-20-1-3',
  ]) {
    expect(helps(`    servers: [{ name: c1, address: ${address} }]\n`), address).toEqual([
      'write 10.20.1.3',
    ]);
  }
  for (const range of ['{02..04}', '[02..04]', '[02-04]', '(02:04)', '{02,03,04}', '[02 to 04]']) {
    const hosts = (key: string, address: string) =>
      `hosts: { "${key}": { address: "${address}" } }\n`;
    const written = 'servers: ["c*"]';
    const pool = `    ${written}\n`;
    expect(helps(pool, hosts(`c${range}`, '10.0.0.[2:4]'))[0], range).toMatch(/^write c\[02:04\]/);
    expect(helps(pool, hosts('c[02:04]', `10.0.0.${range}`)), range).toEqual([
      'write "10.0.0.[2:4]"',
    ]);
    const named = pool.replace('c*', `c${range}`);
    expect(helps(named, hosts('c[02:04]', '10.0.0.[2:4]')), range).toContain('write "c[02:04]"');
  }
  expect(helps('    servers: [c{02..04}]\n')).toEqual(['write it in quotes: "c[02:04]"']);
  for (const list of ['{02,04}', '{4..2}']) {
    const pool = `    servers: ["c${list}", { name: d, address: 10.0.0.9 }]\n`;
    expect(helps(pool).join(), list).not.toContain('[');
  }
});
