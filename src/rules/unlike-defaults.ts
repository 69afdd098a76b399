import { needsHttp } from '../haproxy/model/http-only.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { directiveName } from './shared/extra-lines.ts';

/** A section is written as if other defaults stood above it. */
export const unlikeDefaults: Rule = {
  code: 'HAP346',
  name: 'unlike-defaults',
  severity: 'error',
  mildSeverity: 'warning',
  summary: 'A section in "haproxy.sections" does not fit the defaults that it starts from.',
  why: 'The sections start from the defaults of the pools: mode tcp and all timeouts. HAProxy warns of a line that needs HTTP and of a timeout that is missing below other defaults; it ignores, with an alert, what global has twice.',
  *check({ haproxy: { sections: written, isValid, global } }) {
    if (written === undefined || !isValid) return;
    const configuration = readConfiguration([{ name: 'sections', text: written.text }]);
    const lineAt = (line: number): Origin => ({ ...written.place, line });
    for (const proxy of readProxies(configuration).proxies) {
      if (!proxy.section.lines.some(({ isUndecided }) => isUndecided)) yield* check(proxy, lineAt);
    }
    const globals = configuration.sections.filter(
      ({ opening }) => opening.words[0]?.text === 'global',
    );
    for (const { words, number } of globals.flatMap(({ lines }) => lines)) {
      const name = once.find((candidate) => candidate === words[0]?.text);
      if (name === undefined || global[name] === undefined || global[name].value === false)
        continue;
      yield {
        message: `"${name}" is already in the global section`,
        at: lineAt(number),
        help: `write ${name} in haproxy.global instead`,
      };
    }
  },
};

/** What global has once, as a property. */
const once = ['maxconn', 'chroot', 'user', 'group', 'nbthread'] as const;

function* check(proxy: ProxySection, lineAt: (line: number) => Origin): Iterable<Finding> {
  const { directives, mode, defaults, timeouts, binds, servers, section } = proxy;
  for (const { words, line, isInherited } of directives) {
    if (isInherited || mode.value !== 'tcp' || !needsHttp(words)) continue;
    const message = `${quote(directiveName(words))} needs mode http`;
    yield { message, at: lineAt(line.number), help: 'write "mode http" above it', isMild: true };
  }
  const wanted = [
    ...(binds.length > 0 ? ['client'] : []),
    ...(servers.length > 0 ? ['connect', 'server'] : []),
  ];
  const absent = wanted.filter(
    (name) => !timeouts.has(name) && !(name === 'server' && timeouts.has('tunnel')),
  );
  if (defaults === undefined || absent.length === 0) return;
  const name = section.opening.words.slice(0, 2).map(({ text }) => text);
  yield {
    message: `${name.join(' ')} has no timeout ${absent.join(', ')}`,
    at: lineAt(section.opening.number),
    help: 'add what is missing there, or to the "defaults" above',
    isMild: true,
  };
}
