import { describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { fileSide } from '../../src/diff/side.ts';
import { build, importText } from './meaning.ts';

const head = `global
  maxconn 100
  log 127.0.0.1 local0
defaults
  mode tcp
  log global
  option tcplog
  maxconn 90
  timeout connect 5s
  timeout client 15m
  timeout server 15m
`;
const back = `backend b
  balance leastconn
  server s 10.0.0.1:8140 check
  server t 10.0.0.2:8140 check
`;

const frontend = (name: string, ...lines: string[]): string =>
  [`frontend ${name}`, ...lines, 'default_backend b', ''].join('\n  ').trimEnd();

/** The part of an inventory that says how clients come in, after an import that changes nothing. */
function imported(...sections: string[]): string {
  const before = `${head}${sections.join('\n')}\n`;
  const { text = '' } = importText(before);
  const after = build(text);
  expect(after, text).toBeDefined();
  const sideOf = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: sideOf('a', before), after: sideOf('b', after ?? '') };
  const { changes } = compareSides(sides, { major: 2, minor: 6 });
  expect(changes.filter(({ section }) => section !== 'global')).toEqual([]);
  const [, pool = ''] = /\n {2}- name: b\n([\s\S]*?) {4}balance/.exec(text) ?? [];
  return pool.replaceAll(/^ {4}/gm, '').trimEnd();
}

const said = (...sections: string[]): string[] =>
  importText(`${head}${sections.join('\n')}\n`).diagnostics.map(({ message }) => message);

describe('a frontend of mode tcp before a backend of mode http', () => {
  const upgraded = (kind: string) =>
    importText(
      `${head}${frontend('f', kind, 'bind :8140')}\n${back}  mode http\n`,
    ).diagnostics.filter(({ severity }) => severity === 'warning');

  it('is no pool, and what becomes of TLS is said', () => {
    expect(upgraded('mode tcp').map(({ message }) => message)).toEqual([
      'backend "b" is not a pool: frontend "f" is in mode tcp, the backend in mode http, which answers TLS with 400 Bad request; copied unchanged to "haproxy.sections"',
    ]);
  });

  it('is a service of HTTP where the frontend is in mode http, too', () => {
    expect(upgraded('mode http')).toEqual([]);
  });
});

describe('a frontend and its backend', () => {
  it('keep both names', () => {
    expect(imported(frontend('f', 'bind 10.0.0.9:8140 accept-proxy'), back)).toBe(
      'frontend: f\nbind: { address: 10.0.0.9:8140, accept-proxy: true }',
    );
  });

  it('are written with what each says of itself', () => {
    const own = ['bind 10.0.0.9:8140', 'maxconn 7', 'timeout client 20m', 'rate-limit sessions 5'];
    expect(imported(frontend('f', ...own), `${back}  option abortonclose`)).toContain(
      'frontend: f\n',
    );
  });

  it('keep lines in the frontend that a backend takes too', () => {
    const own = ['bind 10.0.0.9:8140', 'acl x src 10.0.0.0/8', 'tcp-request content reject if !x'];
    expect(imported(frontend('f', ...own), back)).toContain(
      'extra: [ acl x src 10.0.0.0/8, "tcp-request content reject if !x" ] }',
    );
  });

  it('lose a line that does nothing where it stands, and that is said', () => {
    const lines = `${back}  option contstats\n  maxconn 5`;
    const pair = [frontend('f', 'bind 10.0.0.9:8140', 'balance source'), lines];
    expect(imported(...pair)).toBe('frontend: f\nbind: 10.0.0.9:8140');
    expect(said(...pair)).toEqual(
      expect.arrayContaining([
        '"option contstats" has no effect in a backend; not imported',
        '"maxconn 5" has no effect in a backend; not imported',
        '"balance source" has no effect in a frontend; not imported',
      ]),
    );
  });
});

describe('several frontends of one backend', () => {
  it('become a list, with what is different in each', () => {
    expect(
      imported(
        frontend('f', 'bind 10.0.0.9:8140', 'maxconn 25', 'timeout client 20m'),
        frontend('g', 'bind 10.0.0.9:8141 name x', 'option contstats'),
        back,
      ),
    ).toBe(
      [
        'frontend:',
        '  - { name: f, bind: 10.0.0.9:8140, maxconn: 25, timeouts: { client: 20m } }',
        '  - { name: g, bind: { address: 10.0.0.9:8141, name: x }, extra: [ option contstats ] }',
      ].join('\n'),
    );
  });

  it('stay sections where one takes back what all inherit', () => {
    const sections = [
      frontend('f', 'bind 10.0.0.9:8140', 'no log'),
      frontend('g', 'bind 10.0.0.9:8141'),
      back,
    ];
    expect(said(...sections)).toContain(
      'backend "b" is not a pool: "log global" applies to only some of its sections; copied unchanged to "haproxy.sections"',
    );
  });

  it('stay sections where another section leads to the backend, or one chooses', () => {
    const listen =
      'listen l\n  bind 10.0.0.9:8142\n  use_backend b if { src 10.0.0.3 }\n  server s 10.0.0.7:1';
    const two = [frontend('f', 'bind 10.0.0.9:8140'), frontend('g', 'bind 10.0.0.9:8141')];
    const text = importText(`${head}${[...two, listen, back].join('\n')}\n`).text ?? '';
    expect(text).toContain('backend b');
    const choosing = frontend('g', 'bind 10.0.0.9:8141', 'use_backend b if { src 10.0.0.3 }');
    const other = importText(`${head}${[two[0], choosing, back].join('\n')}\n`).text ?? '';
    expect(other).toContain('backend b');
  });
});
