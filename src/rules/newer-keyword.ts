import { findNewer } from '../haproxy/facts/keywords.ts';
import { formatVersion, isOlder, type Version } from '../haproxy/facts/versions.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { keywordUses } from './shared/keyword-uses.ts';

/** Log formats that came with HAProxy 2.3; "raw" and "short" are older. */
const newerFormats: ReadonlySet<string> = new Set(['timed', 'iso', 'local', 'priority']);

/** A word that the declared HAProxy does not know yet. */
export const newerKeyword: Rule = {
  code: 'HAP315',
  name: 'newer-keyword',
  severity: 'error',
  summary: 'The oldest HAProxy that must load the result does not know a keyword.',
  why: 'HAProxy refuses a file for one unknown keyword: "init-state" came after 3.0, "hash-key" and the hash function "none" after 2.6, some log formats with 2.3.',
  *check(inventory) {
    const { value: version, from } = inventory.haproxy.version;
    if (!inventory.haproxy.isValid) return;
    for (const [what, at, help] of findUnknown(inventory, version)) {
      const message = `${what} is not known to HAProxy ${formatVersion(version)}`;
      yield { message, at, help, related: [{ at: from, note: 'declared here' }] };
    }
  },
};

function* findUnknown(
  inventory: Inventory,
  version: Version,
): Iterable<[what: string, at: Origin, help: string]> {
  const { pools, haproxy } = inventory;
  const isOld = isOlder(version, { major: 2, minor: 3 });
  for (const { value: words, from } of isOld ? haproxy.global.logs : []) {
    const format = words[words.indexOf('format') + 1] ?? '';
    if (!words.includes('format') || !newerFormats.has(format)) continue;
    yield [`the log format "${format}"`, from, 'remove it, or write short'];
  }
  for (const { words, context, at } of keywordUses(inventory)) {
    const keyword = findNewer(words, context, version);
    if (keyword !== undefined)
      yield [quote(keyword), at, 'remove it, or write a newer haproxy.version'];
  }
  if (!isOlder(version, { major: 3, minor: 0 })) return;
  for (const { hashType, balance } of pools) {
    if (balance.value.algorithm !== 'source' || !hashType.value.words.includes('none')) continue;
    const help = 'remove it; with balance source it changes nothing';
    yield ['the hash function "none"', hashType.from, help];
  }
}
