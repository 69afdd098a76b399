import { isIP } from 'node:net';
import { quote } from '../source/characters.ts';
import { parseEndpoint } from './endpoint.ts';
import { isRefusal, type Judged } from './judged.ts';
import { parseLine, parsePath, parseUser } from './options.ts';

const facilities: ReadonlySet<string> = new Set(
  [
    'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2',
    'local0 local1 local2 local3 local4 local5 local6 local7',
  ].flatMap((line) => line.split(' ')),
);
const levels: ReadonlySet<string> = new Set(
  'emerg alert crit err warning notice info debug'.split(' '),
);
const formats: ReadonlySet<string> = new Set(
  'local rfc3164 rfc5424 priority short timed iso raw'.split(' '),
);

/**
 * Reads a log target: where to, then `len` and `format`, then the facility and up to two levels
 * (configuration manual 4.2, "log"). Host names are refused: HAProxy does not start without DNS.
 */
export function parseLog(text: string): Judged<readonly string[]> {
  const line = parseLine(text);
  if (isRefusal(line)) return line;
  const words = text.split(' ').filter((word) => word !== '');
  const [target = '', ...rest] = words;
  const where = parseTarget(target);
  if (isRefusal(where)) return where;
  while (rest[0] === 'len' || rest[0] === 'format') {
    const [option, value = ''] = rest.splice(0, 2);
    const isGood = option === 'len' ? /^[1-9][0-9]{1,4}$/.test(value) : formats.has(value);
    if (!isGood) return { message: `${quote(value)} is not a ${option} of log lines` };
  }
  const [facility = '', ...minima] = rest;
  if (!facilities.has(facility)) {
    const message =
      facility === '' ? `${quote(text)} has no facility` : `${quote(facility)} is not a facility`;
    return { message, help: `write ${target} local0` };
  }
  const bad = minima.find((level) => !levels.has(level)) ?? minima[2];
  if (bad === undefined) return { value: words };
  return {
    message: `${quote(bad)} is not a log level here`,
    help: `use ${[...levels].join(', ')}`,
  };
}

function parseTarget(target: string): Judged<string> {
  if (/^(stdout|stderr|fd@[0-9]{1,4}|ring@[A-Za-z0-9_.-]+)$/.test(target)) return { value: target };
  if (target.startsWith('/')) return parsePath(target);
  if (isIP(target) === 4) return { value: target };
  const endpoint = parseEndpoint(target);
  if (!isRefusal(endpoint) && endpoint.value.address !== '*') return { value: target };
  const help = 'write ADDRESS:PORT, a path such as /dev/log, or stdout';
  return { message: `${quote(target)} is not where logs can go`, help };
}

const bindOptions: Readonly<Record<string, readonly string[] | undefined>> = {
  mode: undefined,
  user: undefined,
  group: undefined,
  uid: undefined,
  gid: undefined,
  level: ['user', 'operator', 'admin'],
  'expose-fd': ['listeners'],
};

/** Reads a runtime socket, and adds what it does not say: mode 660 level admin expose-fd listeners. */
export function parseStatsSocket(text: string): Judged<readonly string[]> {
  const [path = '', ...options] = text.split(' ').filter((word) => word !== '');
  const where = parsePath(path);
  if (isRefusal(where)) return where;
  if (path.length > 90)
    return {
      message: `${quote(path)} is too long for a socket`,
      help: 'use at most 90 characters',
    };
  const words = [path];
  const said = new Set<string>();
  for (let at = 0; at < options.length; at += 2) {
    const option = options[at] ?? '';
    const value = options[at + 1] ?? '';
    if (!Object.hasOwn(bindOptions, option) || said.has(option)) {
      const help = `use ${Object.keys(bindOptions).join(', ')}, once each`;
      return { message: `${quote(option)} does not fit here in a stats socket`, help };
    }
    const allowed = bindOptions[option];
    const isGood = allowed?.includes(value) ?? isPermission(option, value);
    if (!isGood) return { message: `${quote(value)} is not a value for ${option}` };
    said.add(option);
    words.push(option, value);
  }
  if (!said.has('mode')) words.push('mode', '660');
  if (!said.has('level')) words.push('level', 'admin');
  if (!said.has('expose-fd')) words.push('expose-fd', 'listeners');
  return { value: words };
}

function isPermission(option: string, value: string): boolean {
  if (option === 'mode') return /^[0-7]{3,4}$/.test(value);
  if (option === 'uid' || option === 'gid') return /^[0-9]{1,7}$/.test(value);
  return !isRefusal(parseUser(value));
}
