import { isOlder } from '../haproxy/facts/versions.ts';
import type { Haproxy } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import { locate } from '../yaml/locate.ts';
import type { Finding, Rule } from './rule.ts';
import { hasRing } from './shared/rotation.ts';

/** A hash function turns avalanche off, and neighbours meet on the ring. */
export const consistentWithoutAvalanche: Rule = {
  code: 'HAP321',
  name: 'consistent-without-avalanche',
  severity: 'warning',
  summary: 'A consistent hash spreads neighbouring addresses.',
  why: '"consistent" alone mixes the address (avalanche); with a function behind it HAProxy does not, and puts the bare address on the ring: all 256 addresses of a /24 reach the same one of three masters; without the function 79 reach the first, 90 the second and 87 the third. balance source never uses the function itself.',
  *check({ pools, haproxy }) {
    for (const pool of pools) {
      const { value, from: at } = pool.hashType;
      const { words } = value;
      if (!pool.isValid || !hasRing(pool) || pool.servers.length < 2) continue;
      if (words.length !== 2 || isRejected(words, haproxy)) continue;
      yield {
        message: `hash-type ${quote(words.join(' '))} sends a whole /24 to one server`,
        at,
        help: `write consistent; with balance source ${quote(words[1] ?? '')} only switches the mixing of addresses off; most agents move once`,
        fix: withoutFunction(at),
      };
    }
  },
};

/** Whether the function is not known to the oldest HAProxy, which another rule says. */
function isRejected(words: readonly string[], { version, isValid }: Haproxy): boolean {
  if (!words.includes('none')) return false;
  return !isValid || isOlder(version.value, { major: 3, minor: 0 });
}

function withoutFunction(at: Origin): Finding['fix'] {
  if (at === 'builtin') return undefined;
  const edits = [{ span: locate(at.document, at.path, 'value'), text: 'consistent' }];
  return { title: 'leave out the function', edits };
}
