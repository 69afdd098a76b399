import { describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { fileSide } from '../../src/diff/side.ts';
import { bindOptions, bindProperties } from '../../src/haproxy/facts/bind-options.ts';
import { build, importText } from '../import/meaning.ts';
import { check, haproxies } from './haproxies.ts';

const values: Readonly<Record<string, string>> = {
  'guid-prefix': 'fra',
  'accept-netscaler-cip': '3054',
  'tcp-ut': '30s',
  id: '7',
  interface: 'lo',
  mss: '-40',
  name: "'a b'",
  nice: '-5',
  shards: 'by-thread',
  thread: '1',
};

/** A file of one service on a bind. */
function file(bind: string, ...more: string[]): string {
  const timeouts = ['connect', 'client', 'server'].map((name) => `  timeout ${name} 5s`);
  const lines = ['global', '  maxconn 100', 'defaults', '  mode tcp', ...timeouts];
  const binds = [bind, ...more].map((one) => `  bind ${one}`);
  return [...lines, 'listen a', ...binds, '  server s 10.0.0.99:8140', ''].join('\n');
}

/** What is different of what is built from a file after an import. */
function changed(before: string): unknown[] {
  const { text = '' } = importText(before);
  const after = build(text);
  expect(after, text).toBeDefined();
  const [one, other] = [before, after ?? ''].map((text) => fileSide('a', [{ name: 'a', text }]));
  if (one === undefined || other === undefined) throw new Error(text);
  const { changes } = compareSides({ before: one, after: other }, { major: 2, minor: 6 });
  return changes.filter(({ subject }) => subject.kind === 'bind' || subject.kind === 'section');
}

const words = (name: string) =>
  bindOptions.get(name)?.takes === 'nothing' ? name : `${name} ${values[name] ?? '20'}`;
// There is no namespace to name here, and HAProxy opens it when it reads the line.
const tried = bindProperties.filter((name) => name !== 'namespace');

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  const isKnown = (name: string) =>
    Number(bindOptions.get(name)?.unknownTo ?? '0') < Number(haproxy.version);

  it.each(tried.filter(isKnown))('takes %s as it is built after an import', (name) => {
    const before = file(`127.0.0.1:18140 ${words(name)}`);
    expect(check(haproxy, before).status, before).toBe(0);
    const inventory = importText(before).text ?? '';
    const built = build(inventory.replace('haproxy:\n', 'haproxy:\n  version: "3.2"\n')) ?? '';
    expect(built).toContain(words(name));
    expect(check(haproxy, built).messages, built).toEqual([]);
  });

  it('counts an id once, and for one socket', () => {
    const twice = file('127.0.0.1:18140 id 4', '127.0.0.1:18141 id 4');
    expect(check(haproxy, twice).stderr).toContain('already used');
    const range = file('127.0.0.1:18140-18141 id 4');
    expect(check(haproxy, range).stderr).toContain('single socket');
  });
});

it.each([
  ['10.0.0.1:8140 name x accept-proxy maxconn 5'],
  ['10.0.0.1:8811-8818,10.0.0.2:8140,10.0.0.3:1-2 defer-accept'],
  [':::8140 v4v6', ':8141', '::1:8142'],
  ['ipv4@10.0.0.1:8140 tfo', '10.0.0.1:8141, backlog 0'],
  ['10.0.0.1:8140 maxconn 5 maxconn 6 tcp-ut 30000'],
])('an import of %s is no change', (bind, ...more) => {
  expect(changed(file(bind, ...more))).toEqual([]);
});

it('TLS on a bind stays a section', () => {
  const { text, diagnostics } = importText(file('10.0.0.1:8140 ssl crt /etc/a.pem'));
  expect(text).toContain('bind 10.0.0.1:8140 ssl crt /etc/a.pem');
  expect(diagnostics.map(({ message }) => message)).toContain(
    'listen "a" is not a pool: bind option "ssl" is not supported; copied unchanged to "haproxy.sections"',
  );
});
