import { isOlder } from '../haproxy/facts/versions.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { type KeywordUse, keywordUses } from './shared/keyword-uses.ts';

/** HAProxy refuses to start: a line needs privileges that it drops. */
export const fullPrivileges: Rule = {
  code: 'HAP350',
  name: 'full-privileges',
  severity: 'error',
  summary: 'A line needs privileges that HAProxy drops when it changes its user.',
  why: 'haproxy -c reports the file as valid, but the start or reload fails: "Some configuration options require full privileges" (seen in 2.2, 2.6, 3.0 and 3.2).',
  *check(inventory) {
    const { user } = inventory.haproxy.global;
    if (!inventory.haproxy.isValid || user.value === false || user.value === 'root') return;
    const uses = keywordUses(inventory);
    // 2.6 refuses setcap and 3.0 takes it (asked); that 2.9 is the first was not asked.
    const isOld = isOlder(inventory.haproxy.version.value, { major: 2, minor: 9 });
    if (!isOld && uses.some(keepsCapability)) return;
    for (const use of uses) {
      const word = privileged(use);
      if (word === undefined) continue;
      yield {
        message: `${quote(word)} needs full privileges, but HAProxy runs as user ${user.value}`,
        at: use.at,
        help: isOld
          ? 'remove the line, or write haproxy: { global: { user: false } } to run HAProxy as root'
          : 'write haproxy: { global: { extra: [setcap cap_net_admin] } }',
        related: [{ at: user.from, note: 'the user' }],
      };
    }
  },
};

function keepsCapability({ context, words: [first, list = ''] }: KeywordUse): boolean {
  return (
    context === 'global' && first === 'setcap' && /cap_(net_raw|net_admin|sys_admin)/.test(list)
  );
}

const ofSource: ReadonlySet<string> = new Set(['usesrc', 'interface']);

/** The word of a line that needs them: a source of other addresses or by an interface, or a mark on packets. */
function privileged({ words, context }: KeywordUse): string | undefined {
  if (context === 'server') return words.find((word) => ofSource.has(word));
  if (context !== 'proxy') return undefined;
  if (words[0] === 'source') return words.find((word) => ofSource.has(word));
  return words.find((word) => /^set-((f|b)c-)?mark$/.test(word));
}
