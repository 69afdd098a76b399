import { isIPv4 } from '../../haproxy/facts/ip.ts';
import { quote } from '../../text/characters.ts';
import { isError } from '../../text/result.ts';
import { parseEndpoint } from './endpoint.ts';
import { explainVariable } from './host-name.ts';
import { parsePath, suggestPath } from './path.ts';
import { explainSocketPath } from './socket-path.ts';
import type { Mistake } from './suggest.ts';
import { suggestEndpoint } from './suggest-endpoint.ts';

/** What HAProxy's logs may be filed under; a facility stands after the target. */
export const facilities: readonly string[] = [
  'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2',
  'local0 local1 local2 local3 local4 local5 local6 local7',
].flatMap((line) => line.split(' '));

/** What is wrong with the first word of a log line; undefined where HAProxy can log to it. */
export function checkTarget([target = '', ...rest]: readonly string[]): Mistake | undefined {
  if (/^(stdout|stderr|fd@[0-9]{1,4}|ring@[A-Za-z0-9_.-]+)$/.test(target)) return undefined;
  if (isIPv4(target)) return undefined;
  const variable = explainVariable(target);
  if (variable !== undefined) return { message: variable.message, help: anyTarget };
  return checkOther(target, rest) ?? checkEndpoint(target, rest);
}

const anyTarget = 'write ADDRESS:PORT, a path such as /dev/log, or stdout, and then the facility';

/** What is meant neither as an address nor as a path, and what is almost a path. */
function checkOther(target: string, rest: readonly string[]): Mistake | undefined {
  const isFacility = rest.length === 0 && facilities.includes(target);
  if (target === '' || target === 'global' || isFacility) {
    const message = `${quote(target)} does not say where logs go`;
    return isFacility
      ? { message, help: anyTarget, meant: `127.0.0.1:514 ${target}` }
      : { message, help: anyTarget };
  }
  if (target.includes(',')) {
    const help = 'write a list, each with a target and a facility';
    return { message: `${quote(target)} is more than one target`, help };
  }
  if (/^tcp[46]?@/.test(target)) {
    const help = 'write ring@NAME and the facility, and the ring in haproxy.sections';
    return { message: `${quote(target)} logs over TCP, which needs a ring`, help };
  }
  const path = target.startsWith('/') ? parsePath(target) : undefined;
  if (path !== undefined && isError(path)) return { message: path.message, help: anyTarget };
  const error = path === undefined ? undefined : explainSocketPath(target);
  if (error !== undefined) return { help: anyTarget, ...error };
  const meant = suggestPath(target);
  if (meant === undefined) return undefined;
  const message = `${quote(target)} is not an absolute path`;
  return { message, help: anyTarget, meant: [meant, ...rest].join(' ') };
}

function checkEndpoint(target: string, rest: readonly string[]): Mistake | undefined {
  if (target.startsWith('/')) return undefined;
  const endpoint = parseEndpoint(target, 514);
  if (!isError(endpoint)) {
    if (endpoint.value.address !== '*') return undefined;
    return { message: `${quote(target)} is no address that logs can go to`, help: anyTarget };
  }
  const { message } = endpoint;
  const meant = suggestEndpoint(target, 514);
  if (meant !== undefined && !meant.startsWith('*')) {
    return { message, help: anyTarget, meant: [meant, ...rest].join(' ') };
  }
  const help = `write ADDRESS:PORT, for example ${['10.0.0.5:514', ...rest].join(' ')}`;
  return { message, help: rest.length === 0 ? anyTarget : help };
}
