import { describe, expect, it } from 'vitest';
import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import { headLines } from '../../src/report/preview/preview-head.ts';
import { textOf } from '../../src/report/preview/value-text.ts';

const side = (name: string, binds: readonly string[]) => {
  const head = 'global\n  maxconn 10\ndefaults\n  mode tcp\n  timeout connect 5s\nlisten a\n';
  const lines = binds.map((bind) => `  bind ${bind}\n`).join('');
  const text = `${head}${lines}  balance leastconn\n  server s 10.0.0.1:8140\n`;
  return fileSide(name, [{ name, text }]);
};

function preview(before: readonly string[], after: readonly string[]): Preview {
  const sides = { before: side('a.cfg', before), after: side('b.cfg', after) };
  const version = { major: 2, minor: 6, patch: 12 };
  return previewOf(sides, { version, clients: undefined, dates: [], running: undefined });
}

const changes = (before: readonly string[], after: readonly string[]): string[] =>
  preview(before, after).changes.map(
    ({ kind, before: was, after: is }) => `${kind} ${textOf(was) ?? ''} -> ${textOf(is) ?? ''}`,
  );

const dangers = (before: readonly string[], after: readonly string[]): string[] =>
  headLines(preview(before, after)).flatMap(({ word, text }) => (word === 'DANGER' ? text : []));

describe('binds that are the same to HAProxy', () => {
  it.each([
    [['10.0.0.1:1 name x accept-proxy'], ['10.0.0.1:1 accept-proxy name x']],
    [['10.0.0.1:1,10.0.0.2:1 tfo'], ['10.0.0.2:1 tfo', '10.0.0.1:1 tfo']],
    [['10.0.0.1:1-3'], ['10.0.0.1:3', '10.0.0.1:1-2']],
    [['10.0.0.1:1 maxconn 0 backlog 0'], ['10.0.0.1:1']],
    [['10.0.0.1:1 maxconn 7 maxconn 8 tcp-ut 30s'], ['10.0.0.1:1 tcp-ut 30000 maxconn 8']],
    [['*:1'], [':1']],
  ])('%j and %j', (before, after) => {
    expect(changes(before, after)).toEqual([]);
    expect(dangers(before, after)).toEqual([]);
  });
});

describe('a change of a bind', () => {
  it.each([
    [
      ['10.0.0.1:1 accept-proxy'],
      ['10.0.0.1:1'],
      ['changed 10.0.0.1:1 accept-proxy -> 10.0.0.1:1'],
    ],
    [
      ['10.0.0.1:1 name a'],
      ['10.0.0.1:1 name b'],
      ['changed 10.0.0.1:1 name a -> 10.0.0.1:1 name b'],
    ],
    [
      ['10.0.0.1:1 name v6only'],
      ['10.0.0.1:1 v6only'],
      ['changed 10.0.0.1:1 name v6only -> 10.0.0.1:1 v6only'],
    ],
    [[':::1'], [':::1 v4v6'], ['changed [::]:1 -> [::]:1 v4v6']],
  ])('%j to %j is shown', (before, after, shown) => {
    expect(changes(before, after)).toEqual(shown);
  });
});

describe('ports that nobody listens on any more', () => {
  it.each([
    [['10.0.0.1:1-3'], ['10.0.0.1:1', '10.0.0.1:2', '10.0.0.1:3'], []],
    [['10.0.0.1:1-9'], ['10.0.0.1:4-5'], ['10.0.0.1:1-3', '10.0.0.1:6-9']],
    [['10.0.0.1:2'], ['10.0.0.1:1-3'], []],
    [['10.0.0.1:2'], ['*:1-3'], []],
    [['10.0.0.1:1-4'], ['*:1', '10.0.0.1:2-3'], ['10.0.0.1:4']],
    [['10.0.0.1:2'], ['10.0.0.1:3-4'], ['10.0.0.1:2']],
  ])('%j to %j', (before, after, lost) => {
    expect(dangers(before, after)).toEqual(lost.map((one) => `a: no longer listens on ${one}`));
  });
});
