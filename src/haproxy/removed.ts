/** Directives that no longer exist in an HAProxy from 2.2 to 3.4, and what takes their place. */
const removed: Readonly<Record<string, string | undefined>> = {
  appsession: undefined,
  'bind-process': undefined,
  block: 'http-request deny, in mode http',
  clitimeout: 'timeout client',
  contimeout: 'timeout connect',
  debug: undefined,
  grace: undefined,
  'monitor-net': 'tcp-request connection reject',
  nbproc: 'nbthread',
  'option forceclose': undefined,
  'option http-tunnel': undefined,
  'option http-use-htx': undefined,
  'option http_proxy': undefined,
  redispatch: 'option redispatch',
  srvtimeout: 'timeout server',
  'tune.chksize': 'tune.bufsize',
};

/** A directive that was taken out, and what to write instead, where there is such a thing. */
export interface RemovedDirective {
  readonly name: string;
  readonly instead: string | undefined;
}

/** The directive that the words of a line begin with, where HAProxy has it no more (2.6 and 3.2 refuse it). */
export function findRemoved([first = '', second = '']: readonly string[]):
  | RemovedDirective
  | undefined {
  const name = first === 'option' ? `option ${second}` : first;
  if (/^(req|rsp)i?(add|allow|del|deny|pass|rep|tarpit)$/.test(name)) {
    return { name, instead: undefined };
  }
  return Object.hasOwn(removed, name) ? { name, instead: removed[name] } : undefined;
}
