import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { lint } from '../../src/rules/lint.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';
import { type Case, conditions, kinds, names } from './reference-cases.ts';

const others = `peers copies
  peer here 127.0.0.1:18139
  table shared type ip size 1k store conn_rate(10s)
  table "two words" type ip size 1k
backend other
  stick-table type ip size 1k store conn_rate(10s)
  server other1 127.0.0.5:8140
backend if
  stick-table type ip size 1k
  server if1 127.0.0.5:8140
backend tableless
  server tableless1 127.0.0.5:8140
backend switched-off
  disabled
  stick-table type ip size 1k
  server off1 127.0.0.5:8140
frontend front
  bind 127.0.0.1:18138
  stick-table type ip size 1k
`;

const defaults = `global
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
`;

/** One section a case, named by its number. */
function sectionsOf(tried: readonly Case[]): string {
  const sections = tried.map(({ lines, kind = 'listen' }, index) => {
    const acl = 'acl office src 10.0.0.0/8';
    const server = kind === 'listen' ? ['server own 127.0.0.2:8140'] : [];
    const all = [`bind 127.0.0.1:${18140 + index}`, acl, ...lines, ...server];
    return `${kind} case${index}\n${all.map((line) => `  ${line}\n`).join('')}`;
  });
  return sections.join('') + others;
}

function sectionAt(text: string, line: number | undefined): string | undefined {
  const before = text.split('\n').slice(0, line);
  return before.findLast((one) => /^\S/.test(one))?.split(' ')[1];
}

/** The cases that HAProxy refuses: it may stop at each, so that it is asked again without those. */
function refusedBy(haproxy: RealHaproxy, all: readonly Case[]): Set<Case> {
  const refused = new Set<Case>();
  for (;;) {
    const tried = all.filter((one) => !refused.has(one));
    const text = defaults + sectionsOf(tried);
    const alerts = check(haproxy, text).messages.filter(({ level }) => level === 'alert');
    const found = alerts.map(({ line, proxy }) => proxy ?? sectionAt(text, line));
    if (found.length === 0) return refused;
    const named = tried.filter((_, index) => found.includes(`case${index}`));
    if (named.length === 0) throw new Error(alerts.map(({ raw }) => raw).join('\n'));
    for (const one of named) refused.add(one);
  }
}

/** The cases that have a finding here, in `sections`. */
function foundInSections(version: string, tried: readonly Case[]): Set<Case> {
  const pools = [
    { name: 'pool', bind: '10.0.0.100:8140', servers: [{ name: 'own', address: '10.0.0.101' }] },
  ];
  const sections = sectionsOf(tried);
  const found = findingsOf({ pools, haproxy: { version, balancers: ['10.0.0.1'], sections } });
  return new Set(tried.filter((_, index) => found.includes(`case${index}`)));
}

/** The cases that have a finding here, each as the "extra" of a pool. */
function foundInPools(version: string, tried: readonly Case[]): Set<Case> {
  const servers = [{ name: 'own', address: '10.0.0.101' }];
  const haproxy = { version, balancers: ['10.0.0.1'], sections: others };
  const found = tried.filter(({ lines }) => {
    const extra = ['acl office src 10.0.0.0/8', ...lines];
    const pools = [{ name: 'pool', bind: '10.0.0.100:8140', extra, servers }];
    return findingsOf({ haproxy, pools }).length > 0;
  });
  return new Set(found);
}

/** The sections of the lines that HAP339 reports, undefined for those that are in none. */
function findingsOf(inventory: unknown): (string | undefined)[] {
  const text = stringify(inventory, { lineWidth: 0 });
  const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(text) });
  const found = diagnostics.filter(({ code }) => code === 'HAP339');
  return found.map(({ primary: { span } }) => {
    const before = text.slice(0, span.start).split('\n');
    return before
      .findLast((line) => /^ {4}\S/.test(line))
      ?.split(' ')
      .at(-1);
  });
}

function isRefused({ isTaken }: Case, version: string): boolean {
  return typeof isTaken === 'string' ? version < isTaken : !isTaken;
}

/** What a pool has a property for is not for its "extra". */
function isForPool({ lines, kind }: Case): boolean {
  return kind !== 'frontend' && !lines.some((line) => /^(server|disabled)/.test(line));
}

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  const { version } = haproxy;
  const show = (found: Iterable<Case>): string[] =>
    [...found].map(({ lines }) => lines.join('; ')).sort();

  it.each([
    ['conditions', conditions],
    ['lines with a condition', kinds],
    ['names', names],
  ])('takes and refuses the same %s', (_, all) => {
    const refused = all.filter((one) => isRefused(one, version));
    expect(show(refusedBy(haproxy, all))).toEqual(show(refused));
    expect(show(foundInSections(version, all))).toEqual(show(refused));
    const pools = all.filter(isForPool);
    expect(show(foundInPools(version, pools))).toEqual(show(refused.filter(isForPool)));
  });
});
