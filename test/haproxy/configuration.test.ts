import { describe, expect, it } from 'vitest';
import { type Configuration, textsOf } from '../../src/haproxy/syntax/configuration.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';

function read(text: string): Configuration {
  return readConfiguration([{ name: 'haproxy.cfg', text }]);
}

function words(text: string): string[][] {
  return read(text).sections.flatMap(({ lines }) => lines.map(textsOf));
}

function said(text: string): string[] {
  return read(text).problems.map(
    ({ severity, message, place: { source, span } }) =>
      `${severity} ${source.text.slice(0, span.start).split('\n').length}: ${message}`,
  );
}

describe('a configuration', () => {
  it('is sections, lines and words with their places', () => {
    const text = 'global\n  daemon # once\n\n# the masters\nlisten "a"\n bind  \'10.0.0.1\':1\n';
    const { sections } = read(text);
    expect(sections.map(({ opening }) => textsOf(opening))).toEqual([['global'], ['listen', 'a']]);
    const [first, second] = sections;
    expect(first?.lines[0]).toMatchObject({ number: 2, comment: 'once', above: [] });
    expect(second?.opening).toMatchObject({ number: 5, above: ['the masters'] });
    const [, address] = second?.lines[0]?.words ?? [];
    expect(text.slice(address?.start, address?.end)).toBe("'10.0.0.1':1");
  });

  it('keeps variables as they are ', () => {
    expect(words('listen a\n bind "${VIP}:1" "$MORE"\n')).toEqual([['bind', '${VIP}:1', '$MORE']]);
    expect(said('listen a\n bind "${VIP}:1"\n')).toEqual([
      'info 2: "VIP" is an environment variable; its value is unknown here',
    ]);
  });

  it('says what ends a line, or a file, before its end', () => {
    expect(said('listen a\n server b 10.0.0.1:1# check\n')).toEqual([
      'error 2: "#" inside a word begins a comment: HAProxy ignores the rest of the line',
    ]);
    expect(said('listen a\n bind :1\rx\n')).toEqual([
      'error 2: a carriage return ends the line: HAProxy ignores the rest',
    ]);
    expect(said('listen a\r\n bind :1\r\n')).toEqual([]);
    expect(said('listen a\n bind :1\0x\n')).toEqual([
      'error 2: the line contains a NUL character: HAProxy refuses the file',
    ]);
    expect(said('listen a\n weight "" check\n')).toEqual([
      'error 2: HAProxy ignores the rest of the line after an empty word',
    ]);
    expect(said('listen a\n bind :1')).toEqual([
      'error 2: the last line has no line feed: HAProxy treats the file as truncated',
    ]);
    expect(said('\ufeffglobal\n')).toEqual(['error 1: the file begins with a byte order mark']);
    expect(said('bind :1\n')).toEqual(['error 1: "bind" is not a section keyword']);
    expect(said(`listen a\n x${' y'.repeat(64)}\n`)).toEqual([
      'error 2: the line has 65 words, and HAProxy reads 64',
    ]);
  });

  it('decides the conditions that can be decided', () => {
    const text = (condition: string) =>
      `listen a\n.if ${condition}\n bind :1\n.elif 1\n bind :2\n.else\n bind :3\n.endif\n`;
    expect(words(text('1'))).toEqual([['bind', ':1']]);
    expect(words(text('streq(a,b)'))).toEqual([['bind', ':2']]);
    expect(words(text('!streq(a,b)'))).toEqual([['bind', ':1']]);
    expect(words(text('strneq(a,b)'))).toEqual([['bind', ':1']]);
    expect(words(text('!strneq(a,b)'))).toEqual([['bind', ':2']]);
    expect(words(text(''))).toEqual([['bind', ':2']]);
    expect(words(text('defined(VIP)'))).toHaveLength(7);
    expect(said('listen a\n.if 1\n')).toEqual(['error 3: ".if" has no ".endif"']);
    expect(said('listen a\n.endif\n')).toEqual(['error 2: ".endif" has no ".if" above it']);
  });

  it('keeps the lines of a condition that HAProxy decides, and does not count them', () => {
    const text = 'listen a\n.if feature(QUIC)\n bind :1\n.else\n bind :2\n.endif\n bind :3\n';
    expect(said(text)).toEqual([
      'error 2: HAProxy evaluates this condition when it starts; its lines are not read here',
    ]);
    const lines = read(text).sections[0]?.lines ?? [];
    expect(lines.filter(({ isUndecided }) => !isUndecided).map(textsOf)).toEqual([['bind', ':3']]);
  });

  it('says what a preprocessor line, or a scope, is', () => {
    expect(said('.notice x\nglobal\n')).toEqual([
      'info 1: ".notice" only prints a message when HAProxy starts',
    ]);
    expect(said('.foo\nglobal\n')).toEqual(['error 1: ".foo" is not an HAProxy directive']);
    expect(said('[a]\nglobal\n')).toEqual([
      'error 1: HAProxy reads "[a]" as the name of a scope, not as a line',
    ]);
    expect(said('[]\nglobal\n')).toEqual(['error 1: "[]" has no scope name in the brackets']);
    expect(read('[a]\nglobal\n').sections[0]?.scope).toBe('a');
  });

  it('is one over several files, each with places of its own', () => {
    const { sections, problems } = readConfiguration([
      { name: 'a.cfg', text: 'listen a\n' },
      { name: 'b.cfg', text: ' bind :1\n bind "\n' },
    ]);
    expect(sections[0]?.lines.map(({ source }) => source.name)).toEqual(['b.cfg']);
    expect(problems.map(({ place }) => place.source.name)).toEqual(['b.cfg']);
  });
});
