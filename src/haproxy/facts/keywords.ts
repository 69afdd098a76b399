import { bindOptionsUnknownTo } from './bind-options.ts';
import { serverOptionsWith } from './server-options.ts';
import { isOlder, type Version } from './versions.ts';

/** The context of a keyword: global, a proxy, a bind or a server line, or the word that opens a section. */
export type Context = 'global' | 'proxy' | 'bind' | 'server' | 'section';

/**
 * Keywords by the newest of HAProxy 2.2.9, 2.6.12, 3.0.11 and 3.3.0 that answers "unknown keyword"; what
 * depends on how HAProxy was built is left out. What follows "option" is written option:NAME.
 */
const unknownTo: Readonly<Record<Context, Readonly<Record<string, string>>>> = {
  global: {
    '2.2':
      'close-spread-time cluster-secret expose-experimental-directives grace ' +
      'h1-accept-payload-with-any-method httpclient.resolvers.id httpclient.resolvers.prefer ' +
      'httpclient.ssl.ca-file httpclient.ssl.verify lua-load-per-thread no-memory-trimming ' +
      'numa-cpu-mapping set-var set-var-fmt ssl-load-extra-del-ext ssl-propquery ssl-provider ' +
      'ssl-provider-path thread-group thread-groups tune.fail-alloc ' +
      'tune.peers.max-updates-at-once tune.ssl.capture-buffer-size tune.ssl.hard-maxrecord',
    '2.6':
      'anonkey expose-deprecated-directives ' +
      'harden.reject-privileged-ports.tcp http-err-codes http-fail-codes ' +
      'httpclient.resolvers.disabled httpclient.retries httpclient.timeout.connect key-base ' +
      'ocsp-update.disable ocsp-update.httpproxy ocsp-update.maxdelay ocsp-update.mindelay ' +
      'ocsp-update.mode prealloc-fd ssl-default-bind-client-sigalgs ssl-default-bind-sigalgs ' +
      'ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-sigalgs ' +
      'ssl-security-level stats-file thread-hard-limit tune.applet.zero-copy-forwarding ' +
      'tune.disable-fast-forward tune.disable-zero-copy-forwarding tune.epoll.mask-events ' +
      'tune.events.max-events-at-once tune.h1.zero-copy-fwd-recv tune.h1.zero-copy-fwd-send ' +
      'tune.h2.be.glitches-threshold tune.h2.be.initial-window-size ' +
      'tune.h2.be.max-concurrent-streams tune.h2.fe.glitches-threshold ' +
      'tune.h2.fe.initial-window-size tune.h2.fe.max-concurrent-streams ' +
      'tune.h2.fe.max-total-streams tune.h2.zero-copy-fwd-send tune.listener.default-shards ' +
      'tune.lua.burst-timeout tune.lua.log.loggers tune.lua.log.stderr tune.max-checks-per-thread ' +
      'tune.memory.hot-size tune.pt.zero-copy-forwarding tune.rcvbuf.backend tune.rcvbuf.frontend ' +
      'tune.ring.queues tune.sndbuf.backend tune.sndbuf.frontend tune.ssl.ocsp-update.maxdelay ' +
      'tune.ssl.ocsp-update.mindelay tune.stick-counters warn-blocked-traffic-after',
    '3.0':
      'acme.scheduler cpu-policy cpu-set dns-accept-family force-cfg-parser-pause stress-level ' +
      'tune.bufsize.small tune.glitches.kill.cpu-usage tune.h2.be.max-frames-at-once ' +
      'tune.h2.be.rxbuf tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once tune.h2.fe.rxbuf ' +
      'tune.h2.log-errors tune.lua.bool-sample-conversion tune.max-rules-at-once ' +
      'tune.notsent-lowat.client tune.notsent-lowat.server tune.renice.runtime ' +
      'tune.renice.startup tune.ssl.certificate-compression tune.takeover-other-tg-connections',
  },
  proxy: {
    '2.2':
      'clitcpka-cnt clitcpka-idle clitcpka-intvl error-log-format option:idle-close-on-response ' +
      'srvtcpka-cnt srvtcpka-idle srvtcpka-intvl',
    '2.6': 'guid',
    '3.0':
      'hash-preserve-affinity log-steps option:accept-unsafe-violations-in-http-request ' +
      'option:accept-unsafe-violations-in-http-response option:http-drop-request-trailers ' +
      'option:http-drop-response-trailers ssl-f-use',
  },
  bind: datedOptions(bindOptionsUnknownTo),
  section: {
    '2.2': 'log-forward',
    '2.6': 'crt-store',
    '3.0': 'acme log-profile traces',
    '3.3': 'healthcheck',
  },
  server: datedOptions((version) => serverOptionsWith(({ unknownTo }) => unknownTo === version)),
};

function datedOptions(
  unknownToVersion: (version: string) => readonly string[],
): Record<string, string> {
  const versions = ['2.2', '2.6', '3.0'];
  return Object.fromEntries(versions.map((one) => [one, unknownToVersion(one).join(' ')]));
}

/** Keywords by the first HAProxy known to refuse them (2.2.9, 2.6.12, 3.0.11); 2.6 names 2.7 as the end of two. */
const goneFrom: Readonly<Record<Context, Readonly<Record<string, string>>>> = {
  global: { '2.6': 'nbproc debug tune.chksize' },
  proxy: {
    '2.2':
      'appsession block clitimeout contimeout option:forceclose option:http-tunnel ' +
      'redispatch srvtimeout',
    '2.6': 'grace monitor-net option:http-use-htx option:http_proxy',
    '2.7': 'bind-process',
  },
  bind: { '2.7': 'process' },
  server: {},
  section: {},
};

function index(table: typeof unknownTo): ByContext {
  const toMap = (words: Readonly<Record<string, string>>): Map<string, Version> =>
    new Map(
      Object.entries(words).flatMap(([text, keywords]) => {
        const [major = 0, minor = 0] = text.split('.').map(Number);
        return keywords.split(' ').map((keyword) => [keyword, { major, minor }] as const);
      }),
    );
  const { global, proxy, bind, server, section } = table;
  return {
    global: toMap(global),
    proxy: toMap(proxy),
    bind: toMap(bind),
    server: toMap(server),
    section: toMap(section),
  };
}

/** Made when it is asked for: few inventories hold a line of their own. */
function once(table: typeof unknownTo): () => ByContext {
  let made: ByContext | undefined;
  return () => {
    made ??= index(table);
    return made;
  };
}

const newest = once(unknownTo);
const oldest = once(goneFrom);

type ByContext = Readonly<Record<Context, ReadonlyMap<string, Version>>>;

/** Every keyword known to be newer than HAProxy 2.2 or gone since, with the versions measured. */
export function datedKeywords(): { readonly unknownTo: ByContext; readonly goneFrom: ByContext } {
  return { unknownTo: newest(), goneFrom: oldest() };
}

/** The keyword that a line, or the rest of a line, begins with as it is listed here. */
function nameOf([first = '', second = '']: readonly string[]): string {
  return first === 'option' ? `option:${second}` : first;
}

/** The keyword at the beginning of some words, if that version of HAProxy does not know it yet. */
export function findNewer(
  words: readonly string[],
  context: Context,
  version: Version,
): string | undefined {
  const name = nameOf(words);
  const last = newest()[context].get(name);
  return last === undefined || isOlder(last, version) ? undefined : name.replace(':', ' ');
}

/** Keywords that are gone and only have another name. */
const renamed: Readonly<Record<string, string>> = {
  clitimeout: 'timeout client',
  contimeout: 'timeout connect',
  redispatch: 'option redispatch',
  srvtimeout: 'timeout server',
};

/** What takes the place of a keyword that is gone. */
const instead: Readonly<Record<string, string>> = {
  ...renamed,
  block: 'http-request deny, in mode http',
  'monitor-net': 'tcp-request connection reject',
  nbproc: 'nbthread: NUMBER in haproxy.global',
  process: 'thread',
  'tune.chksize': 'tune.bufsize',
};

/** A keyword that HAProxy has dropped, the first version that refuses it, and what to write instead. */
export interface GoneKeyword {
  readonly keyword: string;
  readonly from: Version;
  readonly instead: string | undefined;
  /** Whether that is the same by another name. */
  readonly isRenamed: boolean;
}

/** The keyword at the beginning of some words, if that version of HAProxy refuses it. */
export function findGone(
  words: readonly string[],
  context: Context,
  version: Version,
): GoneKeyword | undefined {
  const name = nameOf(words);
  const isRewrite = /^(req|rsp)i?(add|allow|del|deny|pass|rep|tarpit)$/.test(name);
  const from =
    isRewrite && context === 'proxy' ? { major: 2, minor: 1 } : oldest()[context].get(name);
  if (from === undefined || isOlder(version, from)) return undefined;
  const keyword = name.replace(':', ' ');
  return {
    keyword,
    from,
    instead: Object.hasOwn(instead, keyword) ? instead[keyword] : undefined,
    isRenamed: Object.hasOwn(renamed, keyword),
  };
}
