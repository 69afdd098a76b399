import { checkOptions } from '../haproxy/model/directive.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { atServers, poolName } from './shared/places.ts';
import { writtenSections } from './shared/sections.ts';

/** No server of several is checked. */
export const nobodyChecked: Rule = {
  code: 'CHK213',
  name: 'nobody-checked',
  severity: 'warning',
  summary: 'No server of a pool is checked.',
  why: 'HAProxy sends agents to a server that is down as long as the server is in the file. "option httpchk" alone checks no server: it describes the check of servers that have the word "check".',
  *check(inventory) {
    for (const pool of inventory.pools) {
      const { servers, check, isValid, isComplete } = pool;
      if (servers.length < 2 || !isValid || !isComplete || check.agent !== undefined) continue;
      const isUnchecked = servers.every(
        ({ check, track, agentCheck, isValid }) =>
          isValid && !kindOf(check).isChecked && track === undefined && agentCheck === undefined,
      );
      if (!isUnchecked) continue;
      const origin = servers[0]?.check.kind.from ?? 'builtin';
      yield {
        message: `none of the ${servers.length} servers of ${poolName(pool)} is checked`,
        ...(origin === 'builtin' ? atServers(pool) : { at: origin }),
        help: 'write check: node, or check: tcp',
      };
    }
    yield* inSections(inventory);
  },
};

/** Sections that say how a check asks, and have no server that is checked. */
function* inSections(inventory: Inventory): Iterable<Finding> {
  for (const { words: opening, lines } of writtenSections(inventory)) {
    const [kind, name = ''] = opening;
    if (kind !== 'backend' && kind !== 'listen') continue;
    const method = lines.find(({ words: [first, option = ''] }) => {
      return first === 'option' && checkOptions.has(option);
    });
    const servers = lines.filter(({ words: [first] }) => /^(default-)?server/.test(first ?? ''));
    const watches = ['check', 'agent-check', 'track'];
    const isWatched = servers.some(({ words }) => watches.some((word) => words.includes(word)));
    const isServed = servers.some(({ words: [first] }) => first !== 'default-server');
    if (method === undefined || isWatched || !isServed) continue;
    yield {
      message: `${quote(method.words.join(' '))} has no effect: no server of ${kind} ${quote(name)} has "check"`,
      at: method.at,
      help: 'write check at the end of each server line, or remove the option',
    };
  }
}
