import { needsHttp } from '../haproxy/model/http-only.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import type { FileSection } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Inventory, Sections } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** A section is written as if other defaults stood above it. */
export const unlikeDefaults: Rule = {
  code: 'HAP346',
  name: 'unlike-defaults',
  severity: 'error',
  summary: 'A section in "haproxy.sections" fits the defaults that it starts from.',
  why: 'Above the sections stand the defaults of the pools: mode tcp and all timeouts. HAProxy warns of a line that needs HTTP, of a timeout that is missing below other defaults, and of a limit that global has twice.',
  *check({ haproxy }) {
    const { sections: written, isValid } = haproxy;
    if (written === undefined || !isValid) return;
    const { sections, proxies } = read(written);
    for (const proxy of proxies) yield* check(proxy, written);
    for (const { lines, opening } of sections) {
      if (opening.words[0]?.text !== 'global') continue;
      for (const { words, number } of lines)
        yield* checkGlobal(words[0]?.text, lineAt(written, number), haproxy.global);
    }
  },
};

function read({ text }: Sections): {
  sections: readonly FileSection[];
  proxies: readonly ProxySection[];
} {
  const configuration = readConfiguration([{ name: 'sections', text }]);
  return { sections: configuration.sections, proxies: readProxies(configuration).proxies };
}

function lineAt({ place }: Sections, line: number): Origin {
  return { ...place, line };
}

function* check(proxy: ProxySection, written: Sections): Iterable<Finding> {
  const opening = lineAt(written, proxy.section.opening.number);
  if (proxy.section.lines.some(({ isUndecided }) => isUndecided)) return;
  for (const { words, line, isInherited } of proxy.directives) {
    if (isInherited || proxy.mode.value !== 'tcp' || !needsHttp(words)) continue;
    const name = words.slice(0, words[0] === 'option' ? 2 : 1).join(' ');
    const help = 'write "mode http" above it';
    yield { message: `${quote(name)} needs mode http`, at: lineAt(written, line.number), help };
  }
  if (proxy.defaults !== undefined) yield* checkTimeouts(proxy, opening);
}

function* checkTimeouts(proxy: ProxySection, at: Origin): Iterable<Finding> {
  const { timeouts, binds, servers, section } = proxy;
  const wanted = [
    ...(binds.length > 0 ? ['client'] : []),
    ...(servers.length > 0 ? ['connect', 'server'] : []),
  ];
  const absent = wanted.filter(
    (name) => !timeouts.has(name) && !(name !== 'connect' && timeouts.has('tunnel')),
  );
  if (absent.length === 0) return;
  const name = section.opening.words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(' ');
  yield {
    message: `${name} has no timeout ${absent.join(', ')}`,
    at,
    help: 'write it there, or in the "defaults" above',
  };
}

/** What global has once, by the property that says it. */
const once = {
  maxconn: 'maxconn',
  chroot: 'chroot',
  user: 'user',
  group: 'group',
  nbthread: 'nbthread',
} as const;

function* checkGlobal(
  word: string | undefined,
  at: Origin,
  global: Inventory['haproxy']['global'],
): Iterable<Finding> {
  const names = Object.keys(once) as (keyof typeof once)[];
  const name = names.find((candidate) => candidate === word);
  if (name === undefined || global[name] === undefined || global[name].value === false) return;
  yield {
    message: `"${name}" is already in the global section`,
    at,
    help: `write it as "${name}" in haproxy.global`,
  };
}
