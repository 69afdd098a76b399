import { needsHttp } from '../haproxy/model/http-only.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { directiveName, extraLines } from './shared/extra-lines.ts';

/** A pool has a line that needs mode http. */
export const httpOnlyLine: Rule = {
  code: 'HAP341',
  name: 'http-only-line',
  severity: 'error',
  summary: 'A line of a pool needs mode http.',
  why: 'Every pool is mode tcp, because HAProxy cannot look into the TLS of Puppet. HAProxy warns of such a line and ignores it.',
  *check(inventory) {
    for (const { words, at, context } of extraLines(inventory)) {
      if (context === 'global' || !needsHttp(words)) continue;
      yield {
        message: `${quote(directiveName(words))} needs mode http`,
        at,
        help: 'remove the line',
      };
    }
  },
};
