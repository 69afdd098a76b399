import { describe, expect, it } from 'vitest';
import { shapes, wrongSayings } from './mutating.ts';

describe('a change of a real shape', () => {
  for (const [name, text] of shapes) {
    it(`is one to diff exactly where it is one to HAProxy: ${name}`, () => {
      expect(wrongSayings(text, 10)).toEqual({ wrong: [], made: 10 });
    });
  }
});
