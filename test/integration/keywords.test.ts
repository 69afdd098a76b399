import { describe, expect, it } from 'vitest';
import { type Context, datedKeywords } from '../../src/haproxy/keywords.ts';
import { isOlder, parseVersion, type Version } from '../../src/haproxy/version.ts';
import { check, haproxies } from './haproxies.ts';

const contexts: readonly Context[] = ['global', 'proxy', 'bind', 'server'];

/** A file that uses keywords, each on a line of its own, whatever they take. */
function fileWith(keywords: readonly string[], context: Context): string {
  const lines = keywords.map((keyword) => `${keyword.replace(':', ' ')} 1`);
  const on = (wanted: Context, prefix: string): string[] =>
    context === wanted ? lines.map((line) => `${prefix}${line}`) : [];
  return [
    'global',
    ...on('global', ''),
    'defaults',
    'mode tcp',
    'timeout connect 5s',
    'timeout client 5s',
    'timeout server 5s',
    'listen pool',
    'bind 127.0.0.1:18140',
    ...on('bind', 'bind 127.0.0.1:18141 '),
    ...on('proxy', ''),
    ...on('server', 'server a 127.0.0.2:8140 '),
    '',
  ].join('\n');
}

/** HAProxy gives up after 50 errors. */
function* slices(keywords: readonly string[]): Iterable<string[]> {
  for (let at = 0; at < keywords.length; at += 40) yield keywords.slice(at, at + 40);
}

function versionOf(text: string): Version {
  const [, major = '', minor = ''] = /^([0-9]+)\.([0-9]+)/.exec(text) ?? [];
  const version = parseVersion(`${major}.${minor}`);
  if ('message' in version) throw new Error(version.message);
  return version.value;
}

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  const version = versionOf(haproxy.version);
  const unknown = (keywords: readonly string[], context: Context): string[] =>
    [...slices(keywords)].flatMap((slice) => {
      const { stderr } = check(haproxy, fileWith(slice, context));
      return slice.filter((keyword) => {
        const name = keyword.replace('option:', '');
        return new RegExp(
          `(unknown|unsupported)[^'\\n]*'${name}'|\\b${name}'?[^'\\n]* not supp`,
        ).test(stderr);
      });
    });

  it.each(contexts)('knows the keywords of a %s line that it is said to know', (context) => {
    const all = [...datedKeywords.unknownTo[context]];
    const said = all.filter(([, last]) => !isOlder(last, version)).map(([keyword]) => keyword);
    expect(
      unknown(
        all.map(([keyword]) => keyword),
        context,
      ),
    ).toEqual(said);
  });

  it.each(['global', 'proxy'] as const)('refuses what is said to be gone from %s', (context) => {
    const all = [...datedKeywords.goneFrom[context]];
    const said = all.filter(([, from]) => !isOlder(version, from)).map(([keyword]) => keyword);
    expect(
      unknown(
        all.map(([keyword]) => keyword),
        context,
      ),
    ).toEqual(said);
  });
});
