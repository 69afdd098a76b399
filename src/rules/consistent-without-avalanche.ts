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
  summary: 'A hash function after "consistent" sends neighbouring addresses to the same server.',
  why: '"consistent" alone mixes the address (avalanche). With a function after it HAProxy puts the bare address on the ring: all 256 addresses of a /24 reach one of three masters; without the function 79, 90 and 87 reach each. "balance source" never uses the function itself.',
  *check({ pools, haproxy }) {
    for (const pool of pools) {
      const { value, from: at } = pool.hashType;
      const { words } = value;
      if (!pool.isValid || !hasRing(pool) || pool.servers.length < 2) continue;
      if (words.length !== 2 || isRejected(words, haproxy)) continue;
      yield {
        message: `hash-type ${quote(words.join(' '))} sends a whole /24 to one server`,
        at,
        help: 'write consistent; most agents move once',
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
  return { title: 'remove the hash function', edits };
}
