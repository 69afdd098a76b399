import { describe, expect, it } from 'vitest';
import { type Context, datedKeywords } from '../../src/haproxy/facts/keywords.ts';
import { isOlder, parseVersion, type Version } from '../../src/haproxy/facts/versions.ts';
import { check, haproxies } from './haproxies.ts';

const contexts: readonly Context[] = ['global', 'proxy', 'bind', 'server', 'section'];

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
    ...on('section', ''),
    '',
  ].join('\n');
}

/** HAProxy gives up after 50 errors, and reads a line otherwise below a section that it knows. */
function* slices(keywords: readonly string[], count: number): Iterable<string[]> {
  for (let at = 0; at < keywords.length; at += count) yield keywords.slice(at, at + count);
}

/** How HAProxy says that it has no such keyword, or has it no more. */
function isRefusal(name: string): RegExp {
  return new RegExp(
    `(unknown|unsupported)[^'\\n]*'${name}'|\\b${name}'?[^'\\n]* (not supp|is deprecated(?!, and will be))|'${name}' doesn't exist`,
  );
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
    [...slices(keywords, context === 'section' ? 1 : 40)].flatMap((slice) => {
      const { stderr } = check(haproxy, fileWith(slice, context));
      return slice.filter((keyword) => {
        const name = keyword.replace('option:', '');
        return isRefusal(name).test(stderr);
      });
    });

  it.each(contexts)('knows the keywords of a %s line that it is said to know', (context) => {
    const all = [...datedKeywords().unknownTo[context]];
    const said = all.filter(([, last]) => !isOlder(last, version)).map(([keyword]) => keyword);
    expect(
      unknown(
        all.map(([keyword]) => keyword),
        context,
      ),
    ).toEqual(said);
  });

  it.each(['global', 'proxy'] as const)('refuses what is said to be gone from %s', (context) => {
    const all = [...datedKeywords().goneFrom[context]];
    const said = all.filter(([, from]) => !isOlder(version, from)).map(([keyword]) => keyword);
    expect(
      unknown(
        all.map(([keyword]) => keyword),
        context,
      ),
    ).toEqual(said);
  });
});
