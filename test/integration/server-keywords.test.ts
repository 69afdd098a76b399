import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readServerOptions } from '../../src/haproxy/model/server-option.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { commandIn, haproxies } from './haproxies.ts';

/** The server keywords that a HAProxy lists, with the number of words behind each; -dK came with 2.6. */
function listed(root: string): [keyword: string, count: number][] {
  const words = ['haproxy', '-dKcfg', '-q', '-c', '-f', '/dev/null'];
  const [program = '', ...rest] = commandIn(root, words);
  const { stdout } = spawnSync(program, rest, { encoding: 'utf8' });
  return [...stdout.matchAll(/^\tserver <name> <addr> (\S+)(?: \+(-?\d+))?$/gm)].map(
    ([, keyword = '', count = '0']) => [keyword, Number(count)],
  );
}

const [section] = readConfiguration([{ name: 'x', text: 'listen x\n' }]).sections;

/** How many words are read behind a keyword. */
function read(keyword: string): number | undefined {
  if (section === undefined) throw new Error('no section was read');
  const words = [keyword, '7'];
  for (const count of [0, 1]) {
    const { unknown } = readServerOptions(
      words.slice(0, count + 1),
      new Map(),
      section.opening,
      false,
    );
    if (unknown.length === 0) return count;
  }
  return undefined;
}

describe('server keywords', () => {
  for (const { version, root } of haproxies.filter((one) => one.version !== '2.2')) {
    it(`are those of HAProxy ${version}`, () => {
      const known = listed(root);
      expect(known.length).toBeGreaterThan(90);
      // These take what follows them as they like, or in brackets.
      const other = /^(source|usesrc|set-proxy-v2-tlv-fmt)$/;
      const plain = known.filter(([keyword]) => !other.test(keyword));
      expect(plain.map(([keyword]) => [keyword, read(keyword)])).toEqual(plain);
    });
  }
});
