import { bindOptions } from '../haproxy/facts/bind-options.ts';
import { sideOf } from '../haproxy/facts/proxy-sides.ts';
import { proxyNumberNames, proxyOptions } from '../haproxy/facts/proxy-words.ts';
import { serverOptions } from '../haproxy/facts/server-options.ts';
import { isOwnTimeout, timeouts } from '../haproxy/facts/timeouts.ts';
import { sectionKeywords } from '../haproxy/syntax/section.ts';
import { nearest } from '../text/nearest.ts';

type Owned = (words: readonly string[]) => string | undefined;

const section = 'write the whole section in haproxy.sections';

/** Says what to write instead of a directive in a global `extra`; undefined where there is nothing. */
export const ownedInGlobal: Owned = (words) => {
  const [first = '', second = ''] = words;
  if (sectionKeywords.has(first)) return section;
  if (['maxconn', 'log', 'chroot', 'user', 'group', 'nbthread'].includes(first)) {
    return `write "${first}" in haproxy.global`;
  }
  if (first === 'uid' || first === 'gid') return 'write "user" and "group" in haproxy.global';
  return first === 'stats' && second === 'socket'
    ? 'write "stats-socket" in haproxy.global'
    : undefined;
};

const insteadOf: Readonly<Record<string, string>> = {
  server: 'write "servers" in the pool',
  'server-template': 'write "servers" in the pool',
  transparent: 'write "servers" in the pool',
  dispatch: 'write "servers" in the pool',
  disabled: 'remove it; to close the pool, remove the whole pool',
  enabled: 'remove it; a pool is always enabled',
  mode: 'remove it; every pool uses mode tcp',
};

/** Says what to write instead of a directive in a pool's `extra`; undefined where there is nothing. */
export const ownedInPool: Owned = (written) => {
  const words = written[0] === 'no' || written[0] === 'default' ? written.slice(1) : written;
  const [first = '', second = ''] = words;
  if (sectionKeywords.has(first)) return section;
  if (['bind', 'balance', 'hash-type', 'default-server'].includes(first)) {
    return `write "${first}" as a property of the pool`;
  }
  if (Object.hasOwn(insteadOf, first)) return insteadOf[first];
  if (first === 'option' && second === 'transparent') return insteadOf['transparent'];
  if (first === 'option' && second === 'httpchk') return 'write "check" in the pool';
  return first === 'timeout' ? ownedTimeout(second) : undefined;
};

/** Says what to write instead of a directive in a frontend's `extra`; undefined where there is nothing. */
export const ownedInFrontend: Owned = (words) => {
  const [first = '', second = ''] = words;
  if (first === 'bind' || first === 'maxconn') return `write "${first}" in the frontend`;
  if (first === 'timeout' && /^client(-fin)?$/.test(second)) {
    return `write "${second}" in the frontend's timeouts`;
  }
  if (first === 'default_backend') return 'remove it; a frontend always uses its pool';
  return sideOf(words) === 'backend' ? 'write it in the pool' : ownedInPool(words);
};

/** Says what to write instead of a directive in `extra` of `defaults`; undefined where there is nothing. */
export const ownedInDefaults: Owned = (written) => {
  const words = written[0] === 'no' || written[0] === 'default' ? written.slice(1) : written;
  const [first = '', second = ''] = words;
  if (first === 'timeout' && isOwnTimeout(second)) return `write "${second}" in haproxy.timeouts`;
  if (proxyNumberNames.some((name) => name === first) || first === 'log') {
    return `write "${first}" as a property of "defaults"`;
  }
  if (first === 'option' && proxyOptions.has(second) && words.length === 2) {
    return `write options: { ${second}: ${written === words} } in "defaults"`;
  }
  if (notInDefaults.has(first)) return 'write it in the "extra" of each pool';
  return ownedInPool(written);
};

/** What HAProxy refuses in defaults without a name (2.2, 2.6, 3.0 and 3.2). */
const notInDefaults: ReadonlySet<string> = new Set(
  `acl capture declare description filter force-persist guid http-request http-response id
  ignore-persist redirect stick stick-table tcp-request tcp-response use-server use_backend`.split(
    /\s+/,
  ),
);

function ownedTimeout(name: string): string | undefined {
  if (isOwnTimeout(name)) return `write "${name}" in the pool's timeouts`;
  if (Object.hasOwn(timeouts, name)) return undefined;
  const near = nearest(name, Object.keys(timeouts));
  return near === undefined ? 'remove it; HAProxy has no such timeout' : `did you mean "${near}"?`;
}

const insteadOfUse = {
  tls: "remove it; the agents' TLS is passed through to the server",
  http: 'remove it; every pool uses mode tcp',
  socket: 'remove it; it is for Unix sockets',
};

/** Says what to write instead of a word in the `extra` of a bind; undefined where there is nothing. */
export const ownedInBind: Owned = (words) => {
  return words
    .map((word) => {
      const facts = bindOptions.get(word);
      if (facts === undefined) return undefined;
      if (facts.for !== 'tcp') return insteadOfUse[facts.for];
      return facts.isProperty ? `write "${word}" as a property of the bind` : undefined;
    })
    .find((instead) => instead !== undefined);
};

/** Where an inventory sets an option that has no property of its own name. */
const insteadOfProperty = {
  check: 'write "check" in the pool or the server',
  'pool-check': 'write "check" in the pool',
  'agent-check': 'write "agent-check" in the server',
  state: 'write "state" in the server',
  'send-proxy': 'write send-proxy: v2 in the server',
};

/** Says what to write instead of a word in a server's `extra`; undefined where there is nothing. */
export const ownedInServer: Owned = (words) => {
  if (words.includes('observe') && words.includes('layer7')) {
    return 'write observe layer4; every pool uses mode tcp';
  }
  // Behind "ssl" the words that a check has as properties are those of all connections.
  const others = words.includes('ssl')
    ? words.filter((word) => serverOptions.get(word)?.property !== 'pool-check')
    : words;
  return others.map(insteadOfWord).find((instead) => instead !== undefined);
};

function insteadOfWord(word: string): string | undefined {
  const property = serverOptions.get(word)?.property;
  if (property === undefined) return undefined;
  return property === 'own'
    ? `write "${word}" as a property of the server`
    : insteadOfProperty[property];
}
