import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type Result } from '../../text/result.ts';
import { checkTarget, facilities } from './log-target.ts';
import { parseLine } from './options.ts';
import { advise, type Mistake } from './suggest.ts';

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

/** A log line, and where the word stands that is judged. */
interface Log {
  readonly words: readonly string[];
  readonly at: number;
}

/**
 * Reads a log target: where to, then `len` and `format` in this order, then the facility and up to two
 * levels (configuration manual 4.2, "log"). Host names are refused: HAProxy does not start without DNS.
 */
export function parseLog(text: string): Result<readonly string[]> {
  const line = parseLine(text);
  if (isError(line)) return line;
  const mistake = checkLog(text);
  return mistake === undefined ? { value: splitLog(text) } : advise(mistake, checkLog);
}

function splitLog(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function checkLog(text: string): Mistake | undefined {
  const words = splitLog(text);
  const lenAt = words[1] === 'len' ? 3 : 1;
  const facilityAt = words[lenAt] === 'format' ? lenAt + 2 : lenAt;
  return (
    checkTarget(words) ??
    (lenAt === 3 ? checkLength({ words, at: 2 }) : undefined) ??
    (facilityAt > lenAt ? checkFormat({ words, at: lenAt + 1 }) : undefined) ??
    checkFacility({ words, at: facilityAt }) ??
    checkLevels({ words, at: facilityAt + 1 })
  );
}

/** The whole line with some of its words replaced. */
function withWords({ words, at }: Log, count: number, ...by: readonly string[]): string {
  return words.toSpliced(at, count, ...by).join(' ');
}

const shape = 'write TARGET FACILITY, for example 127.0.0.1:514 local0';

function checkLength(log: Log): Mistake | undefined {
  const length = log.words[log.at];
  const isGood = /^[1-9][0-9]{1,4}$/.test(length ?? '') && Number(length) >= 80;
  if (isGood && Number(length) <= 65535) return undefined;
  const meant = withWords(log, 1, '1024');
  if (length === undefined) return { message: '"len" has no value', help: shape, meant };
  const message = `${quote(length)} is not a length of log lines from 80 to 65535`;
  return { message, help: shape, meant };
}

function checkFormat(log: Log): Mistake | undefined {
  const format = log.words[log.at];
  if (format !== undefined && formats.includes(format)) return undefined;
  const help = `use ${formats.join(', ')}`;
  if (format === undefined) return { message: '"format" has no value', help };
  const message = `${quote(format)} is not a format of log lines`;
  const near = nearest(format, formats);
  return near === undefined ? { message, help } : { message, help, meant: withWords(log, 1, near) };
}

function checkFacility(log: Log): Mistake | undefined {
  const word = log.words[log.at];
  if (word !== undefined && facilities.includes(word)) return undefined;
  if (word === undefined || levels.includes(word)) {
    const message = `${quote(log.words.join(' '))} has no facility`;
    return { message, help: shape, meant: withWords(log, 0, 'local0') };
  }
  const help = 'write the target, then "len" and "format" with their values, then the facility';
  if (word === 'len' && log.words[log.at - 2] === 'format') {
    const [format = '', , value = '1024'] = log.words.slice(log.at - 1);
    const meant = withWords({ ...log, at: log.at - 2 }, 4, 'len', value, 'format', format);
    return { message: '"len" stands after "format"', help, meant };
  }
  if (word === 'len' || word === 'format') {
    return { message: `${quote(word)} stands where the facility belongs`, help };
  }
  const meant = withWords(log, 1, suggestWord(word, facilities) ?? 'local0');
  return { message: `${quote(word)} is not a facility`, help: shape, meant };
}

function checkLevels(log: Log): Mistake | undefined {
  const minima = log.words.slice(log.at);
  const wrong = minima.findIndex((level) => !levels.includes(level));
  if (wrong === -1 && minima.length <= 2) return undefined;
  const help = `use ${levels.join(', ')}`;
  if (wrong === -1) {
    const message = `${quote(minima.join(' '))} is more than two levels`;
    return { message, help, meant: withWords({ ...log, at: log.at + 2 }, minima.length) };
  }
  const word = minima[wrong] ?? '';
  const message = `${quote(word)} is not a log level`;
  const meant = suggestWord(word, levels);
  if (meant === undefined) return { message, help };
  return { message, help, meant: withWords({ ...log, at: log.at + wrong }, 1, meant) };
}

function suggestWord(word: string, known: readonly string[]): string | undefined {
  const plain = word.toLowerCase();
  const other = Object.hasOwn(otherNames, plain) ? otherNames[plain] : undefined;
  return other !== undefined && known.includes(other) ? other : nearest(plain, known);
}
