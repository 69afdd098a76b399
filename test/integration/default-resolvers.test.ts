import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';
import { check, haproxies } from './haproxies.ts';

const inventory = (version: string, name: string): string =>
  `haproxy: { version: "${version}" }\npools:\n  - name: p\n    check: tcp\n    bind: 10.0.9.1:8140\n    servers: [{ name: a, address: localhost, resolvers: ${name}, init-addr: none }]\n`;
const configuration = (name: string): string =>
  `defaults\n  mode tcp\n  timeout connect 5s\n  timeout client 5s\n  timeout server 5s\nlisten p\n  bind 127.0.0.1:18140\n  server a localhost:8140 resolvers ${name} init-addr none\n`;

function isRefusedByLint(version: string, name: string): boolean {
  const bytes = Buffer.from(inventory(version, name));
  return lint({ name: 'i.yaml', bytes }).diagnostics.some(({ code }) => code === 'HAP313');
}

describe.each(haproxies)('resolvers that no section defines, in HAProxy $version', (haproxy) => {
  const resolvConf = readFileSync(join(haproxy.root, 'etc/resolv.conf'), 'utf8');
  const isMade = /^nameserver /m.test(resolvConf);
  it.each(isMade ? ['default', 'dns'] : ['dns'])('%s', (name) => {
    const isRefused = check(haproxy, configuration(name)).stderr.includes(
      'find required resolvers',
    );
    expect(isRefusedByLint(haproxy.version, name)).toBe(isRefused);
  });
});

it.each([
  ['2.5', true],
  ['2.6', false],
  ['3.4', false],
])('resolvers default in %s', (version, isRefused) => {
  expect(isRefusedByLint(version, 'default')).toBe(isRefused);
});
