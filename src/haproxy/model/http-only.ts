import type { ProxySection } from './proxies.ts';

const directives: ReadonlySet<string> = new Set(
  `compression cookie errorfile errorfiles errorloc errorloc302 errorloc303 http-after-response
  http-error http-request http-response http-reuse http-send-name-header max-keep-alive-queue
  monitor-uri unique-id-header`.split(/\s+/),
);

const options: ReadonlySet<string> = new Set(
  `accept-invalid-http-request accept-invalid-http-response
  accept-unsafe-violations-in-http-request accept-unsafe-violations-in-http-response
  disable-h2-upgrade forwarded forwardfor h1-case-adjust-bogus-client h1-case-adjust-bogus-server
  http-buffer-request http-drop-request-trailers http-drop-response-trailers http-ignore-probes
  http-keep-alive http-no-delay http-pretend-keepalive http-restrict-req-hdr-names
  http-server-close http-use-proxy-header http_proxy httpclose idle-close-on-response
  originalto prefer-last-server`.split(/\s+/),
);

/** Whether a directive does nothing in mode tcp (2.2 and later; some of them with a warning). */
export function isHttpOnly(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  if (isHttpLog(words)) return false;
  if (needsHttp(words)) return true;
  return first === 'option' ? options.has(second) : directives.has(first);
}

/**
 * What HAProxy makes of a line in mode tcp: `option tcplog` of a log of requests (2.2 to 3.2), but of
 * `httplog clf`, which 3.2 makes another format of.
 */
export function tcpWords(words: readonly string[]): readonly string[] {
  return isHttpLog(words) && words.length === 2 ? ['option', 'tcplog'] : words;
}

function isHttpLog([first, second]: readonly string[]): boolean {
  return first === 'option' && (second === 'httplog' || second === 'httpslog');
}

/** Whether connections of a proxy in mode tcp can become HTTP, so that lines for HTTP count (2.4 to 3.2). */
export function canBecomeHttp({ directives }: Pick<ProxySection, 'directives'>): boolean {
  return directives.some(
    ({ words }) =>
      words[0] === 'tcp-request' && words[1] === 'content' && words[2] === 'switch-mode',
  );
}

const warnedOptions: ReadonlySet<string> = new Set(
  `accept-invalid-http-request accept-invalid-http-response forwardfor http-buffer-request httplog
  idle-close-on-response originalto`.split(/\s+/),
);

const warned: ReadonlySet<string> = new Set(
  'capture cookie http-after-response http-request http-response monitor-uri redirect stats'.split(
    ' ',
  ),
);

/** Whether HAProxy warns of a line in mode tcp, which it then ignores (2.2 to 3.2). */
export function needsHttp([first = '', second = '']: readonly string[]): boolean {
  return first === 'option' ? warnedOptions.has(second) : warned.has(first);
}
