import { showUnseen } from '../../text/characters.ts';
import { findMachineFault, isSameFault, type MachineFault } from './message-machine.ts';
import { findNames, type MessageNames, takePlaces } from './message-place.ts';

/** A message of HAProxy. */
export interface HaproxyMessage {
  /** `other`: levels that `-c` doesn't know (`DIAG`), and lines that are no message of HAProxy's. */
  readonly level: 'alert' | 'warning' | 'notice' | 'other';
  /** All lines of the message, verbatim; empty lines at the end are left out. */
  readonly raw: string;
  /**
   * The message on one line, without level, process id, file positions, the configuration line that
   * HAProxy repeats and its list of keywords; what can't be seen is written as `<U+001B>`.
   */
  readonly text: string;
  /** The line, from 1, of the checked file that it is about. */
  readonly line?: number;
  /** Other lines, from 1, of the checked file that it names. */
  readonly relatedLines: readonly number[];
  /** The proxy that a message without a line names. */
  readonly proxy?: string;
  /** The server of that proxy that it names. */
  readonly server?: string;
  /** What is missing here, when this machine and not the configuration is at fault. */
  readonly machine?: MachineFault;
}

interface Stamped {
  readonly level: HaproxyMessage['level'];
  /** The lines after the stamp. */
  readonly body: string;
  readonly raw: string;
}

const levels: ReadonlyMap<string | undefined, HaproxyMessage['level']> = new Map([
  ['ALERT', 'alert'],
  ['WARNING', 'warning'],
  ['NOTICE', 'notice'],
]);

/** In 2.2 `[ALERT] 325/085048 (26181) : `, with day and time; in 2.6 and later `[ALERT]    (26521) : `. */
const stamp = /^\[([A-Z]+)\] +(?:\d+\/\d+ +)?\(\d+\) : /;
const valid = 'Configuration file is valid';

/** A line with a stamp begins a message, all others go on with it: notes, echoes, parts of hostile names. */
function split(stderr: string): Stamped[] {
  const groups: { level: HaproxyMessage['level']; skip: number; lines: string[] }[] = [];
  for (const line of stderr.split('\n')) {
    if (line === valid) continue;
    const found = stamp.exec(line);
    const last = groups.at(-1);
    if (found !== null) {
      groups.push({ level: levels.get(found[1]) ?? 'other', skip: found[0].length, lines: [line] });
    } else if (last !== undefined) last.lines.push(line);
    else if (line.trim() !== '') groups.push({ level: 'other', skip: 0, lines: [line] });
  }
  return groups.map(({ level, skip, lines }) => {
    const end = lines.findLastIndex((line) => line.trim() !== '') + 1;
    const raw = lines.slice(0, end).join('\n');
    return { level, raw, body: raw.slice(skip) };
  });
}

const banner = /^(?:haproxy version is|path to executable is) .*$/;
const summary =
  /^(?:config : )?(?:Error\(s\) found in configuration file\b.*|Fatal errors found in configuration\.|Some warnings were found and 'zero-warning' is set\. Aborting\.|Failed to initialize server\(s\) addr\.|\[[^\]\s]*\.main\(\)\] Some protocols failed to start their listeners! Exiting\.)$/;

const isCaret = (line: string | undefined): boolean =>
  line !== undefined && /^\s*\^\s*$/.test(line);
const keywords = 'Registered keywords :';

/** Puts a message on one line, without what only repeats: an echo and its caret, a list, itself. */
function flatten(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const lines = [first];
  for (const [index, line] of rest.entries()) {
    if (lines.at(-1)?.endsWith(keywords)) break;
    const repeats = isCaret(rest[index + 1]) || line === first || /^[\s.^]*$/.test(line);
    if (!repeats) lines.push(line.replace(/^ +\| /, ''));
  }
  const joined = lines.join(' ').replace(/ +/g, ' ').trim();
  const end = joined.endsWith(keywords) ? -keywords.length : undefined;
  return showUnseen(joined.slice(0, end).trimEnd().replace(/ ?:$/, ''));
}

function read({ level, body, raw }: Stamped, file: string): HaproxyMessage {
  const { text: placed, ...places } = takePlaces(body, file);
  const text = flatten(placed);
  const machine = findMachineFault(text);
  const names: MessageNames = places.line === undefined ? findNames(placed) : {};
  return { level, raw, text, ...places, ...names, ...(machine && { machine }) };
}

/** A keyword's parser reports what is wrong; its caller, in a second message, only where. */
const onlyWhere = /(?:^|: )(?:error encountered while processing '[^']*'\.?|\(null\))$/;

/** 2.6 and later: an error of a `server` line is reported with the line first, then without. */
const saidAgain = /^'[\w-]+' : unable to load /;

/** The line of a message that has none, from the one before or after it that speaks of the same. */
function borrowLine(
  message: HaproxyMessage,
  previous?: HaproxyMessage,
  next?: HaproxyMessage,
): number | undefined {
  if (message.line !== undefined || message.proxy !== undefined) return undefined;
  const other = saidAgain.test(message.text) ? previous : next;
  const isSame = message.machine && other?.machine && isSameFault(message.machine, other.machine);
  const isCause = other === next && onlyWhere.test(next?.text ?? '');
  return isSame || (isCause && message.level === 'alert') ? other?.line : undefined;
}

/**
 * Reads what `haproxy -c -dW -f FILE` of 2.2 to 3.5 wrote to standard error; `file` is that FILE.
 * Neither the opening lines (version, path) nor the closing ones are messages, unless a closing
 * line is all that tells of a failure; everything else is kept, in order.
 */
export function readMessages(stderr: string, file: string): HaproxyMessage[] {
  const messages = split(stderr).filter(
    ({ level, body }) => level !== 'notice' || !banner.test(body),
  );
  const details = messages.filter(({ body }) => !summary.test(body));
  const hasDetails = details.some(({ level }) => level === 'alert' || level === 'warning');
  const all = (hasDetails ? details : messages).map((one) => read(one, file));
  return all.map((one, index) => {
    const line = borrowLine(one, all[index - 1], all[index + 1]);
    return line === undefined ? one : { ...one, line };
  });
}

/** Whether HAProxy accepted: exit status 0, no alert and no warning; some alerts leave the status 0. */
export function isAccepted(status: number | null, messages: readonly HaproxyMessage[]): boolean {
  return status === 0 && messages.every(({ level }) => level !== 'alert' && level !== 'warning');
}

/** The raw lines of a message without what differs from run to run: the process, the folder of `file`. */
export function reproducible({ raw }: HaproxyMessage, file: string): string {
  return raw
    .replaceAll(file, 'haproxy.cfg')
    .replace(/^(\[\w+\]) +(?:[0-9/]+ +)?\([0-9]+\) : /gm, '$1 ');
}
