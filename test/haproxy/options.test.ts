import { describe, expect, it } from 'vitest';
import { readSections } from '../../src/haproxy/syntax/section.ts';
import { splitWords } from '../../src/haproxy/syntax/words.ts';
import { parseName } from '../../src/inventory/values/name.ts';
import {
  parseExtra,
  parseInitAddr,
  parseLine,
  parseTrack,
  parseUser,
} from '../../src/inventory/values/options.ts';
import { parsePath, parseUrlPath } from '../../src/inventory/values/path.ts';
import { expectCases } from './cases.ts';

describe('single values', () => {
  it('lines', () => expectCases('line', parseLine));
  it('paths', () => expectCases('path', parsePath));
  it('paths of URLs', () => expectCases('url-path', parseUrlPath));
  it('users and groups', () => expectCases('user', parseUser));
  it('ways to find an address', () => expectCases('init-addr', parseInitAddr));
  it('tracked servers', () => expectCases('track', parseTrack));
  it('names', () => expectCases('name', parseName));
  it('words', () => expectCases('words', splitWords));
  it('further words', () => expectCases('extra', (text) => parseExtra(text, () => undefined)));
});

it('further words that a property holds are not for "extra"', () => {
  expect(parseExtra('weight 50', ([word]) => `write "${word}" in the server`)).toEqual({
    message: '"weight 50" is not allowed in "extra"',
    help: 'write "weight" in the server',
  });
  expect(parseExtra('x '.repeat(41), () => undefined)).toHaveProperty('help', 'use at most 40');
});

it('lines before the first section are refused, with the section that may be meant', () => {
  const refusals = (text: string) => readSections(text).errors;
  expect(refusals('resolver dns\n')).toEqual([
    { message: '"resolver" is not a section keyword', help: 'did you mean "resolvers"?', line: 1 },
  ]);
  expect(refusals('# a\n  timeout client 10s\nfrontend a\n  bind "x\n')).toEqual([
    {
      message: '"timeout" is not a section keyword',
      help: 'write the line that opens its section above it',
      line: 2,
    },
    {
      message: 'the double quote before "x" is not closed',
      help: 'write the closing quote; or, if the character is meant, write \\"',
      line: 4,
    },
  ]);
});
