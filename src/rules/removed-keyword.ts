import { findRemoved } from '../haproxy/removed.ts';
import { quote } from '../source/characters.ts';
import { extraLines, sectionLines } from './extra-lines.ts';
import type { Rule } from './rule.ts';

/** A line says what HAProxy has no more. */
export const removedKeyword: Rule = {
  code: 'HAP340',
  name: 'removed-keyword',
  severity: 'error',
  summary: 'No line holds a directive that was taken out of HAProxy.',
  why: 'Old configurations are full of them, and HAProxy refuses the whole file for one; clitimeout went with 2.1, nbproc and grace with 2.5.',
  *check(inventory) {
    for (const { words, at } of [...extraLines(inventory), ...sectionLines(inventory)]) {
      const found = findRemoved(words);
      if (found === undefined) continue;
      const { name, instead } = found;
      const help = instead === undefined ? 'leave it out' : `write ${instead}`;
      yield { message: `${quote(name)} was taken out of HAProxy`, at, help };
    }
  },
};
