import { findNewer } from '../haproxy/facts/keywords.ts';
import { formatVersion, isOlder, type Version } from '../haproxy/facts/versions.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { keywordUses } from './shared/keyword-uses.ts';

/** Log formats that came with HAProxy 2.3; "raw" and "short" are older. */
const newerFormats: ReadonlySet<string> = new Set(['timed', 'iso', 'local', 'priority']);

/** A word that the declared HAProxy does not know yet. */
export const newerKeyword: Rule = {
  code: 'HAP315',
  name: 'newer-keyword',
  severity: 'error',
  summary: 'Everything is known to the oldest HAProxy that must load the result.',
  why: 'HAProxy refuses a file for one keyword that it does not know: "init-state" came after 3.0, "hash-key" and the hash function "none" after 2.6, some log formats with 2.3.',
  *check(inventory) {
    const { haproxy } = inventory;
    if (!haproxy.isValid) return;
    const { value: version, from } = haproxy.version;
    const related = [{ at: from, note: 'declared here' }];
    for (const { what, at, help } of findAll(inventory, version)) {
      const message = `${what} is not known to HAProxy ${formatVersion(version)}`;
      yield { message, at, help, related };
    }
  },
};

interface Unknown extends Pick<Finding, 'at'> {
  readonly what: string;
  readonly help: string;
}

function* findAll(inventory: Inventory, version: Version): Iterable<Unknown> {
  const { pools, haproxy } = inventory;
  for (const { value: words, from: at } of haproxy.global.logs) {
    const format = words[words.indexOf('format') + 1] ?? '';
    if (!words.includes('format') || !newerFormats.has(format)) continue;
    if (!isOlder(version, { major: 2, minor: 3 })) continue;
    yield { what: `the log format "${format}"`, at, help: 'leave it out, or write short' };
  }
  for (const { words, context, at } of keywordUses(inventory)) {
    const keyword = findNewer(words, context, version);
    const help = 'leave it out, or declare a newer version';
    if (keyword !== undefined) yield { what: quote(keyword), at, help };
  }
  if (!isOlder(version, { major: 3, minor: 0 })) return;
  for (const { hashType, balance } of pools) {
    if (balance.value.algorithm !== 'source' || !hashType.value.words.includes('none')) continue;
    const help = 'leave it out; with balance source it changes nothing';
    yield { what: 'the hash function "none"', at: hashType.from, help };
  }
}
