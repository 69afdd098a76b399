import { describe, expect, it } from 'vitest';
import { subjectText } from '../../src/diff/change.ts';
import { compareSides } from '../../src/diff/compare.ts';
import { fileSide } from '../../src/diff/side.ts';
import { textOf } from '../../src/report/preview/value-text.ts';

function changes(before: string, after: string): string[] {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  return compareSides(sides, { major: 2, minor: 6 }).changes.map(
    (change) =>
      `${change.section}: ${change.kind} ${subjectText(change.subject)} ${textOf(change.before) ?? ''} -> ${textOf(change.after) ?? ''} (${change.action.kind})`,
  );
}

const server = '  server a 10.0.0.1:8140\n';
const split = (front: string, back: string) =>
  `frontend ${front}\n  bind 10.0.0.100:8140\n  default_backend ${back}\nbackend ${back}\n${server}`;
const joined = (name: string) => `listen ${name}\n  bind 10.0.0.100:8140\n${server}`;

describe('names in logs and statistics', () => {
  it('are lost where a frontend and its backend become one section', () => {
    const lost = 'b: renamed frontend f -> b (reload)';
    expect(changes(split('f', 'b'), joined('b'))).toEqual([lost]);
    expect(changes(split('f', 'b'), joined('f'))).toEqual(['f: renamed name b -> f (reload)']);
    expect(changes(split('f', 'b'), joined('x'))).toEqual([
      'x: renamed name b -> x (reload)',
      'x: renamed frontend f -> x (reload)',
    ]);
  });

  it('are new where a section becomes a frontend and a backend', () => {
    expect(changes(joined('b'), split('f', 'b'))).toEqual(['b: renamed frontend b -> f (reload)']);
    expect(changes(joined('f'), split('f', 'b'))).toEqual(['b: renamed name f -> b (reload)']);
  });

  it('are those of a frontend, a backend, or both', () => {
    expect(changes(split('f', 'b'), split('g', 'b'))).toEqual([
      'b: renamed frontend f -> g (reload)',
    ]);
    expect(changes(split('f', 'b'), split('f', 'c'))).toEqual(['c: renamed name b -> c (reload)']);
    expect(changes(split('f', 'b'), split('g', 'c'))).toEqual([
      'c: renamed name b -> c (reload)',
      'c: renamed frontend f -> g (reload)',
    ]);
  });

  it('are one of a listen section, of a bind, and where both were called alike', () => {
    expect(changes(joined('a'), joined('b'))).toEqual(['b: renamed name a -> b (reload)']);
    expect(changes(split('b', 'b'), joined('b'))).toEqual([]);
    expect(changes(joined('b'), split('b', 'b'))).toEqual([]);
    const bound = (name: string) => joined('b').replace(':8140\n', `:8140 name ${name}\n`);
    expect(changes(bound('x'), bound('y'))).toHaveLength(1);
  });

  it('has a listen section that was a backend', () => {
    const alone = (kind: string) => `${kind} b\n${server}`;
    expect(changes(alone('backend'), alone('listen'))).toEqual([
      'b: renamed frontend none -> b (reload)',
    ]);
  });
});

describe('what is for HTTP', () => {
  const pool = (line: string, more = '') =>
    `global\n  log 10.0.0.9 local0\nlisten one\n  mode tcp\n  log global\n  bind 10.0.0.100:8140\n${line === '' ? '' : `  ${line}\n`}${more}${server}`;

  it('counts in mode tcp where HAProxy makes something of it', () => {
    expect(changes(pool('option abortonclose'), pool(''))).toEqual([
      'one: removed option abortonclose  ->  (reload)',
    ]);
    expect(changes(pool('option httplog'), pool(''))).toHaveLength(1);
    expect(changes(pool('option httpslog'), pool(''))).toHaveLength(1);
    expect(changes(pool('option httplog'), pool('option tcplog'))).toEqual([]);
    expect(changes(pool('option httplog clf'), pool('option tcplog'))).not.toEqual([]);
    expect(changes(pool('option httpslog'), pool('option httplog'))).toEqual([]);
  });

  it.each([
    'option http-no-delay',
    'option http-server-close',
    'option httpclose',
    'option forwardfor',
    'option prefer-last-server',
    'option http-ignore-probes',
    'http-reuse always',
    'errorfile 503 /dev/null',
    'timeout http-request 3s',
    'timeout tarpit 3s',
  ])('has no effect in mode tcp: %s', (line) => {
    expect(changes(pool(line), pool(''))).toEqual([]);
  });

  it('counts where connections can become HTTP', () => {
    const front = (line: string, rule: string) =>
      `frontend one\n  mode tcp\n  bind 10.0.0.100:80\n  ${rule}\n${line}  use_backend x if TRUE\n  default_backend y\n`;
    const lines = ['  option forwardfor\n', '  timeout http-request 3s\n'];
    for (const line of lines) {
      const rule = 'tcp-request content switch-mode http if TRUE';
      expect(changes(front(line, rule), front('', rule)), line).toHaveLength(1);
      const other = 'tcp-request content accept if TRUE';
      expect(changes(front(line, other), front('', other)), line).toEqual([]);
    }
  });
});
