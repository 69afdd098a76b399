import { isIPv4 } from '../../haproxy/facts/ip.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { parseEndpoint } from './endpoint.ts';
import { suggestEndpoint } from './explain-endpoint.ts';
import { parseLine } from './options.ts';
import { parsePath, socketHints, suggestPath } from './path.ts';
import { explain, type Hints, refuse, variable } from './suggest.ts';

/** The syslog facilities of HAProxy; a facility follows the target. */
const facilities: readonly string[] = [
  'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2',
  'local0 local1 local2 local3 local4 local5 local6 local7',
].flatMap((line) => line.split(' '));
const levels: readonly string[] = 'emerg alert crit err warning notice info debug'.split(' ');
const formats: readonly string[] = 'local rfc3164 rfc5424 priority short timed iso raw'.split(' ');

/** What other programs call the same facilities and levels. */
const otherNames: Readonly<Record<string, RegExp>> = {
  auth: /^(authpriv|security)$/i,
  emerg: /^(emergency|panic)$/i,
  crit: /^(critical|fatal)$/i,
  err: /^error$/i,
  warning: /^warn$/i,
  info: /^information(al)?$/i,
};

const anyTarget = 'write ADDRESS:PORT, a path such as /dev/log, or stdout, and then the facility';
const shape = 'write TARGET FACILITY, for example 127.0.0.1:514 local0';

/**
 * Reads a log target: where to, then `len` and `format` in this order, then the facility and up to two
 * levels (configuration manual 4.2, "log"). Host names are refused: HAProxy does not start without DNS.
 */
export function parseLog(text: string): Result<readonly string[]> {
  const line = parseLine(text);
  if (isError(line)) return line;
  const words = text.split(' ').filter((word) => word !== '');
  return explainTarget(words) ?? explainRest(words) ?? { value: words };
}

const targetHints: Hints = [
  variable,
  [/,/, 'is more than one target', 'write a list, each item with a target and a facility'],
  [
    /^tcp[46]?@/,
    'logs over TCP, which needs a ring',
    'write ring@NAME and the facility, and the ring in haproxy.sections',
  ],
];

function explainTarget([target = '', ...rest]: readonly string[]): ParseError | undefined {
  if (/^(stdout|stderr|fd@[0-9]{1,4}|ring@[A-Za-z0-9_.-]+)$/.test(target)) return undefined;
  if (isIPv4(target)) return undefined;
  const isFacility = rest.length === 0 && facilities.includes(target);
  if (target === '' || target === 'global' || isFacility) {
    return refuse(target, 'is not a log target', isFacility ? shape : anyTarget);
  }
  const hints = target.startsWith('/') ? [variable, ...socketHints] : targetHints;
  if (hints.some(([looks]) => looks.test(target))) return explain(target, hints, anyTarget);
  const path = suggestPath(target);
  const isPath = target.startsWith('/') || path !== undefined;
  const message = isPath ? messageOf(parsePath(target)) : explainAddress(target);
  if (message === undefined) return undefined;
  const meant = path ?? suggestEndpoint(target, 514);
  const isOpen = meant === undefined || meant.startsWith('*');
  return { message, help: isOpen ? anyTarget : `write ${inYaml(meant)} instead` };
}

function messageOf<T>(result: Result<T>): string | undefined {
  return isError(result) ? result.message : undefined;
}

/** What is wrong with the address of a log server, which must be one machine. */
function explainAddress(target: string): string | undefined {
  const endpoint = parseEndpoint(target, 514);
  if (isError(endpoint)) return endpoint.message;
  return endpoint.value.address === '*'
    ? refuse(target, 'is not the address of a log server', anyTarget).message
    : undefined;
}

/** What follows the target: length and format, one facility, up to two levels. */
function explainRest(words: readonly string[]): ParseError | undefined {
  const [, , length = ''] = words;
  const formatAt = words[1] === 'len' ? 3 : 1;
  const facilityAt = words[formatAt] === 'format' ? formatAt + 2 : formatAt;
  const isLength =
    /^[1-9][0-9]{1,4}$/.test(length) && Number(length) >= 80 && Number(length) <= 65535;
  if (formatAt === 3 && !isLength) {
    return refuse(
      length,
      'is not a log line length from 80 to 65535',
      'write len 1024, for example',
    );
  }
  const format = words[formatAt + 1] ?? '';
  if (facilityAt > formatAt && !formats.includes(format)) {
    return explainWord(format, 'is not a log format', formats);
  }
  const facility = words[facilityAt];
  const minima = words.slice(facilityAt + 1);
  if (facility === undefined || levels.includes(facility)) {
    const meant = inYaml(words.toSpliced(facilityAt, 0, 'local0').join(' '));
    return refuse(words.join(' '), 'has no facility', `write ${meant}, for example`);
  }
  if (facility === 'len' || facility === 'format') {
    const help = 'write the target, then "len" and "format" with their values, then the facility';
    return refuse(facility, 'is in the place of the facility', help);
  }
  if (!facilities.includes(facility)) {
    return explainWord(facility, 'is not a facility', facilities, shape);
  }
  const wrong = minima.find((level) => !levels.includes(level));
  if (wrong !== undefined) return explainWord(wrong, 'is not a log level', levels);
  if (minima.length <= 2) return undefined;
  return refuse(
    minima.join(' '),
    'are more than two levels',
    `write at most two of ${levels.join(', ')}`,
  );
}

function explainWord(
  word: string,
  mistake: string,
  known: readonly string[],
  example: string = `use one of ${known.join(', ')}`,
): ParseError {
  const other = known.find((name) => otherNames[name]?.test(word));
  const meant = other ?? nearest(word.toLowerCase(), known);
  return refuse(word, mistake, meant === undefined ? example : `did you mean "${meant}"?`);
}
