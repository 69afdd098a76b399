/**
 * Every keyword that one of HAProxy 2.2.9, 2.6.12, 3.0.11 and 3.2.26 answers otherwise than "unknown
 * keyword" to, asked for each word in its program; 3.3 and later may have more.
 */
const words: Readonly<Record<KnownContext, string>> = {
  global:
    'acme.scheduler anonkey busy-polling ca-base chroot close-spread-time cluster-secret cpu-map ' +
    'cpu-policy cpu-set crt-base daemon debug default-path description dns-accept-family ' +
    'expose-deprecated-directives expose-experimental-directives external-check fd-hard-limit ' +
    'force-cfg-parser-pause gid grace group h1-accept-payload-with-any-method h1-case-adjust ' +
    'h1-case-adjust-file h1-do-not-close-on-insecure-transfer-encoding ' +
    'h2-workaround-bogus-websocket-clients hard-stop-after harden.reject-privileged-ports.quic ' +
    'harden.reject-privileged-ports.tcp http-err-codes http-fail-codes ' +
    'httpclient.resolvers.disabled httpclient.resolvers.id httpclient.resolvers.prefer ' +
    'httpclient.retries httpclient.ssl.ca-file httpclient.ssl.verify httpclient.timeout.connect ' +
    'insecure-fork-wanted insecure-setuid-wanted issuers-chain-path key-base limited-quic ' +
    'localpeer log log-send-hostname log-tag lua-load lua-load-per-thread lua-prepend-path ' +
    'master-worker max-spread-checks maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes ' +
    'maxsessrate maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbproc nbthread no ' +
    'no-memory-trimming no-quic node noepoll noevports nogetaddrinfo nokqueue nopoll noreuseport ' +
    'nosplice numa-cpu-mapping ocsp-update.disable ocsp-update.httpproxy ocsp-update.mode pidfile ' +
    'pp2-never-send-local prealloc-fd presetenv profiling.tasks quick-exit quiet resetenv ' +
    'server-state-base server-state-file set-dumpable set-var set-var-fmt setcap setenv ' +
    'spread-checks ssl-default-bind-ciphers ssl-default-bind-ciphersuites ' +
    'ssl-default-bind-client-sigalgs ssl-default-bind-curves ssl-default-bind-options ' +
    'ssl-default-bind-sigalgs ssl-default-server-ciphers ssl-default-server-ciphersuites ' +
    'ssl-default-server-client-sigalgs ssl-default-server-curves ssl-default-server-options ' +
    'ssl-default-server-sigalgs ssl-dh-param-file ssl-engine ssl-load-extra-del-ext ' +
    'ssl-load-extra-files ssl-mode-async ssl-propquery ssl-provider ssl-provider-path ' +
    'ssl-security-level ssl-server-verify ssl-skip-self-issued-ca stats stats-file stress-level ' +
    'strict-limits thread-group thread-groups thread-hard-limit trace ' +
    'tune.applet.zero-copy-forwarding tune.buffers.limit tune.buffers.reserve tune.bufsize ' +
    'tune.bufsize.small tune.chksize tune.comp.maxlevel tune.disable-fast-forward ' +
    'tune.disable-zero-copy-forwarding tune.epoll.mask-events tune.events.max-events-at-once ' +
    'tune.fail-alloc tune.fd.edge-triggered tune.glitches.kill.cpu-usage ' +
    'tune.h1.zero-copy-fwd-recv tune.h1.zero-copy-fwd-send tune.h2.be.glitches-threshold ' +
    'tune.h2.be.initial-window-size tune.h2.be.max-concurrent-streams ' +
    'tune.h2.be.max-frames-at-once tune.h2.be.rxbuf tune.h2.fe.glitches-threshold ' +
    'tune.h2.fe.initial-window-size tune.h2.fe.max-concurrent-streams ' +
    'tune.h2.fe.max-frames-at-once tune.h2.fe.max-rst-at-once tune.h2.fe.max-total-streams ' +
    'tune.h2.fe.rxbuf tune.h2.header-table-size tune.h2.initial-window-size tune.h2.log-errors ' +
    'tune.h2.max-concurrent-streams tune.h2.max-frame-size tune.h2.zero-copy-fwd-send ' +
    'tune.http.cookielen tune.http.logurilen tune.http.maxhdr tune.idle-pool.shared ' +
    'tune.idletimer tune.listener.default-shards tune.listener.multi-queue ' +
    'tune.lua.bool-sample-conversion tune.lua.burst-timeout tune.lua.forced-yield ' +
    'tune.lua.log.loggers tune.lua.log.stderr tune.lua.maxmem tune.lua.service-timeout ' +
    'tune.lua.session-timeout tune.lua.task-timeout tune.max-checks-per-thread ' +
    'tune.max-rules-at-once tune.maxaccept tune.maxpollevents tune.maxrewrite ' +
    'tune.memory.hot-size tune.notsent-lowat.client tune.notsent-lowat.server ' +
    'tune.pattern.cache-size tune.peers.max-updates-at-once tune.pipesize tune.pool-high-fd-ratio ' +
    'tune.pool-low-fd-ratio tune.pt.zero-copy-forwarding tune.quic.cc-hystart ' +
    'tune.quic.cc.cubic.min-losses tune.quic.disable-tx-pacing tune.quic.disable-udp-gso ' +
    'tune.quic.frontend.conn-tx-buffers.limit tune.quic.frontend.default-max-window-size ' +
    'tune.quic.frontend.glitches-threshold tune.quic.frontend.max-data-size ' +
    'tune.quic.frontend.max-idle-timeout tune.quic.frontend.max-streams-bidi ' +
    'tune.quic.frontend.max-tx-mem tune.quic.frontend.stream-data-ratio tune.quic.max-frame-loss ' +
    'tune.quic.reorder-ratio tune.quic.retry-threshold tune.quic.socket-owner ' +
    'tune.quic.zero-copy-fwd-send tune.rcvbuf.backend tune.rcvbuf.client tune.rcvbuf.frontend ' +
    'tune.rcvbuf.server tune.recv_enough tune.renice.runtime tune.renice.startup tune.ring.queues ' +
    'tune.runqueue-depth tune.sched.low-latency tune.sndbuf.backend tune.sndbuf.client ' +
    'tune.sndbuf.frontend tune.sndbuf.server tune.ssl.cachesize tune.ssl.capture-buffer-size ' +
    'tune.ssl.capture-cipherlist-size tune.ssl.certificate-compression tune.ssl.default-dh-param ' +
    'tune.ssl.force-private-cache tune.ssl.hard-maxrecord tune.ssl.keylog tune.ssl.lifetime ' +
    'tune.ssl.maxrecord tune.ssl.ocsp-update.maxdelay tune.ssl.ocsp-update.mindelay ' +
    'tune.ssl.ssl-ctx-cache-size tune.stick-counters tune.takeover-other-tg-connections ' +
    'tune.vars.check-max-size tune.vars.global-max-size tune.vars.proc-max-size ' +
    'tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size tune.zlib.memlevel ' +
    'tune.zlib.windowsize uid ulimit-n unix-bind unsetenv user warn-blocked-traffic-after ' +
    'zero-warning',
  proxy:
    'acl appsession backlog balance bind bind-process block capture cliexp clitcpka-cnt ' +
    'clitcpka-idle clitcpka-intvl clitimeout compression contimeout cookie declare default ' +
    'default-server default_backend description disabled dispatch dynamic-cookie-key email-alert ' +
    'enabled error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 ' +
    'external-check filter force-persist fullconn grace guid hash-balance-factor ' +
    'hash-preserve-affinity hash-type http-after-response http-check http-error http-request ' +
    'http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file ' +
    'log log-format log-format-sd log-steps log-tag max-keep-alive-queue max-session-srv-conns ' +
    'maxconn mode monitor monitor-net monitor-uri no option persist quic-initial rate-limit ' +
    'redirect redisp redispatch reqadd reqallow reqdel reqdeny reqiallow reqidel reqideny ' +
    'reqipass reqirep reqitarpit reqpass reqrep reqtarpit retries retry-on rspadd rspdel rspdeny ' +
    'rspidel rspideny rspirep rsprep server server-state-file-name server-template source srvexp ' +
    'srvtcpka-cnt srvtcpka-idle srvtcpka-intvl srvtimeout ssl-f-use stats stick stick-table ' +
    'tcp-check tcp-request tcp-response timeout transparent unique-id-format unique-id-header ' +
    'use-fcgi-app use-server use_backend',
  option:
    'abortonclose accept-invalid-http-request accept-invalid-http-response ' +
    'accept-unsafe-violations-in-http-request accept-unsafe-violations-in-http-response ' +
    'allbackups assume-rfc6587-ntf checkcache clitcpka contstats disable-h2-upgrade ' +
    'dont-parse-log dontlog-normal dontlognull external-check forceclose forwarded forwardfor ' +
    'h1-case-adjust-bogus-client h1-case-adjust-bogus-server http-buffer-request ' +
    'http-drop-request-trailers http-drop-response-trailers http-ignore-probes http-keep-alive ' +
    'http-no-delay http-pretend-keepalive http-restrict-req-hdr-names http-server-close ' +
    'http-tunnel http-use-htx http-use-proxy-header http_proxy httpchk httpclose httplog httpslog ' +
    'idle-close-on-response independent-streams ldap-check log-health-checks log-separate-errors ' +
    'logasap mysql-check nolinger originalto persist pgsql-check prefer-last-server redis-check ' +
    'redispatch smtpchk socket-stats splice-auto splice-request splice-response spop-check ' +
    'srvtcpka ssl-hello-chk tcp-check tcp-smart-accept tcp-smart-connect tcpka tcplog transparent',
  timeout:
    'check client client-fin client-hs clitimeout connect contimeout http-keep-alive http-request ' +
    'queue server server-fin srvtimeout tarpit tunnel',
};

/** The lines that know of directives: those of global and of a proxy; options and timeouts of a proxy. */
export type KnownContext = 'global' | 'proxy' | 'option' | 'timeout';

const sets = new Map<KnownContext, ReadonlySet<string>>();

/** The keywords of a kind. */
export function knownKeywords(context: KnownContext): ReadonlySet<string> {
  const known = sets.get(context) ?? new Set(words[context].split(' '));
  sets.set(context, known);
  return known;
}
