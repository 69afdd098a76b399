import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import { parseEndpoint } from './endpoint.ts';
import { meantEndpoint } from './endpoint-meant.ts';
import { isHostName, refuseVariable } from './host-name.ts';
import { isIPv4 } from './ip.ts';
import { isRefusal, type Judged, type Refusal } from './judged.ts';
import { parseLine } from './options.ts';
import { parsePath } from './path.ts';
import { inYaml } from './suggest.ts';

const facilities: readonly string[] = [
  'kern user mail daemon auth syslog lpr news uucp cron auth2 ftp ntp audit alert cron2',
  'local0 local1 local2 local3 local4 local5 local6 local7',
].flatMap((line) => line.split(' '));
const levels: readonly string[] = 'emerg alert crit err warning notice info debug'.split(' ');
const formats: readonly string[] = 'local rfc3164 rfc5424 priority short timed iso raw'.split(' ');

/** What other programs call the same facilities and levels. */
const otherNames: Readonly<Record<string, string>> = {
  authpriv: 'auth',
  security: 'auth',
  emergency: 'emerg',
  panic: 'emerg',
  critical: 'crit',
  fatal: 'crit',
  error: 'err',
  warn: 'warning',
  information: 'info',
  informational: 'info',
};

/** A log line, read in HAProxy's order: where to, `len`, `format`, the facility and up to two levels. */
interface Log {
  readonly words: readonly string[];
  /** Where the word stands that is judged. */
  readonly at: number;
}

/**
 * Reads a log target: where to, then `len` and `format` in this order, then the facility and up to two
 * levels (configuration manual 4.2, "log"). Host names are refused: HAProxy does not start without DNS.
 */
export function parseLog(text: string): Judged<readonly string[]> {
  const line = parseLine(text);
  if (isRefusal(line)) return line;
  const words = text.split(' ').filter((word) => word !== '');
  const lenAt = words[1] === 'len' ? 3 : 1;
  const facilityAt = words[lenAt] === 'format' ? lenAt + 2 : lenAt;
  const refusal =
    refuseTarget(words) ??
    (lenAt === 3 ? refuseLength({ words, at: 2 }) : undefined) ??
    (facilityAt > lenAt ? refuseFormat({ words, at: lenAt + 1 }) : undefined) ??
    refuseFacility({ words, at: facilityAt }) ??
    refuseLevels({ words, at: facilityAt + 1 });
  return refusal ?? { value: words };
}

/** Help that is the whole line with some of its words replaced. */
function writeWith({ words, at }: Log, count: number, ...by: readonly string[]): string {
  return `write ${inYaml(words.toSpliced(at, count, ...by).join(' '))}`;
}

function refuseTarget(words: readonly string[]): Refusal | undefined {
  const [target = ''] = words;
  const help = 'write ADDRESS:PORT, a path such as /dev/log, or stdout, and then the facility';
  if (target === '') return { message: `${quote(target)} names nothing to log to`, help };
  if (/^(stdout|stderr|fd@[0-9]{1,4}|ring@[A-Za-z0-9_.-]+)$/.test(target)) return undefined;
  const variable = refuseVariable(target);
  if (variable !== undefined) return variable;
  if (target.startsWith('/')) return asRefusal(parsePath(target));
  if (isIPv4(target)) return undefined;
  const endpoint = parseEndpoint(target, 514);
  const meant = target.startsWith('*') ? undefined : meantEndpoint(target, 514);
  const right = meant === undefined ? help : writeWith({ words, at: 0 }, 1, meant);
  if (isRefusal(endpoint)) {
    const isOther = !isHostName(target.replace(/:[0-9]+$/, '')) && meant === undefined;
    const message = isOther ? `${quote(target)} is not where logs can go` : endpoint.message;
    return { message, help: right };
  }
  if (endpoint.value.address !== '*') return undefined;
  return { message: `${quote(target)} is no address that logs can go to`, help: right };
}

function asRefusal<T>(judged: Judged<T>): Refusal | undefined {
  return isRefusal(judged) ? judged : undefined;
}

function refuseLength(log: Log): Refusal | undefined {
  const length = log.words[log.at] ?? '';
  const isGood =
    /^[1-9][0-9]{1,4}$/.test(length) && Number(length) >= 80 && Number(length) <= 65535;
  if (isGood) return undefined;
  const message = `${quote(length)} is not a length of log lines from 80 to 65535`;
  return { message, help: writeWith(log, 1, '1024') };
}

function refuseFormat(log: Log): Refusal | undefined {
  const format = log.words[log.at] ?? '';
  if (formats.includes(format)) return undefined;
  const message = `${quote(format)} is not a format of log lines`;
  const near = nearest(format, formats);
  return {
    message,
    help: near === undefined ? `use ${formats.join(', ')}` : writeWith(log, 1, near),
  };
}

function refuseFacility(log: Log): Refusal | undefined {
  const word = log.words[log.at];
  const line = log.words.join(' ');
  if (word !== undefined && facilities.includes(word)) return undefined;
  if (word === undefined || levels.includes(word)) {
    return { message: `${quote(line)} has no facility`, help: writeWith(log, 0, 'local0') };
  }
  if (word === 'len' || word === 'format') {
    const message = `${quote(word)} stands where the facility belongs`;
    return {
      message,
      help: 'write the target, len and its value, format and its value, then the facility',
    };
  }
  const meant = meantWord(word, facilities);
  const help = meant === undefined ? writeWith(log, 1, 'local0') : writeWith(log, 1, meant);
  return { message: `${quote(word)} is not a facility`, help };
}

function refuseLevels(log: Log): Refusal | undefined {
  const minima = log.words.slice(log.at);
  const wrong = minima.findIndex((level) => !levels.includes(level));
  if (wrong === -1 && minima.length <= 2) return undefined;
  if (wrong === -1) {
    const message = `${quote(minima.join(' '))} is more than a level and a least one`;
    return { message, help: writeWith({ ...log, at: log.at + 2 }, minima.length) };
  }
  const word = minima[wrong] ?? '';
  const meant = meantWord(word, levels);
  const at = log.at + wrong;
  const help =
    meant === undefined ? `use ${levels.join(', ')}` : writeWith({ ...log, at }, 1, meant);
  return { message: `${quote(word)} is not a log level`, help };
}

function meantWord(word: string, known: readonly string[]): string | undefined {
  const plain = word.toLowerCase();
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  return other !== undefined && known.includes(other) ? other : nearest(plain, known);
}
