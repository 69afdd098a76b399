import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import { maxWords, splitWords } from '../../haproxy/syntax/words.ts';
import { hasControl, nameCharacter, quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { inYaml } from '../../yaml/quote.ts';
import { parseName, suggestName } from './name.ts';
import { bare, explainUnseen } from './suggest.ts';

export { parsePath, parseUrlPath } from './path.ts';

/** Reads a text that is written as a comment or as one argument: one line, nothing that hides. */
export function parseLine(text: string): Result<string> {
  const bad = [...text].find(hasControl);
  if (bad === undefined) return { value: text };
  const shown = quote(text);
  if (bad === '\t') return { message: `${shown} holds a TAB`, help: 'write a blank instead of it' };
  if (bad !== '\n' && bad !== '\r') {
    return { message: `${shown} holds ${nameCharacter(bad)}`, help: 'leave the character out' };
  }
  if (!hasControl(text.trimEnd())) {
    const help = 'write it without "|" or ">", on the line of its property';
    return { message: `${shown} ends in a line break`, help };
  }
  return { message: `${shown} has more than one line`, help: 'write it on one line' };
}

/** Reads the name of a Unix user or group. */
export function parseUser(text: string): Result<string> {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text)) return { value: text };
  const both = /^([A-Za-z_][A-Za-z0-9_.-]*)[:]([A-Za-z_][A-Za-z0-9_.-]*)$/.exec(text);
  if (both !== null) {
    const help = `write user: ${both[1]} and group: ${both[2]}`;
    return { message: `${quote(text)} is a user and a group`, help };
  }
  const help = 'write the name as /etc/passwd or /etc/group has it, for example haproxy';
  if (/^[0-9]+$/.test(text)) {
    return { message: `${quote(text)} is a number, and HAProxy looks up a name`, help };
  }
  return (
    explainUnseen(text, parseUser) ?? {
      message: `${quote(text)} is not the name of a user or group`,
      help,
    }
  );
}

const initAddrs = ['last', 'libc', 'none'];

/** Reads how a host name is found at the start (configuration manual 5.2, "init-addr"). */
export function parseInitAddr(text: string): Result<string> {
  const methods = text.split(',');
  const isGood = (method: string) => initAddrs.includes(method) || isIPv4(method) || isIPv6(method);
  const bad = methods.find((method) => !isGood(method));
  if (methods.length > 10) {
    return { message: `${quote(text)} has ${methods.length} methods`, help: 'write at most 10' };
  }
  if (bad === undefined) return { value: text };
  const meant = text
    .split(/[\s,;]+/)
    .filter((method) => method !== '')
    .map((method) => (isGood(method) ? method : nearest(method, initAddrs)));
  const isKnown = meant.length > 0 && meant.every((method) => method !== undefined);
  const help = isKnown
    ? `write ${inYaml(meant.join(','))}`
    : 'write last, libc, none or an IP address, or several with commas and no blanks between';
  const extra = /\s/.test(text) ? 'holds a blank' : 'has a comma too many';
  const isExtra = /\s/.test(text) || bad === '';
  const message = isExtra && isKnown ? `${quote(text)} ${extra}` : undefined;
  const error = { message: message ?? `${quote(bad)} is not a way to find an address`, help };
  const isSpelling = message !== undefined && meant.every((method) => text.includes(method ?? ''));
  return isSpelling ? { ...error, instead: meant.join(',') } : error;
}

/** Reads the server that another one follows: POOL/SERVER, or POOL/* for the one of its own name. */
export function parseTrack(text: string): Result<string> {
  const [pool = '', server = '', ...more] = text.split('/');
  if (pool === '' || server === '' || more.length > 0) return explainTrack(text);
  const target = parseName(pool);
  const name = server === '*' ? target : parseName(server);
  const bad = isError(target) ? target : name;
  if (!isError(bad)) return { value: text };
  const [meantPool, meantServer] = [
    suggestName(pool),
    server === '*' ? server : suggestName(server),
  ];
  const isMeant = meantPool !== undefined && meantServer !== undefined;
  const help = isMeant ? `write ${meantPool}/${meantServer}, for example` : trackHelp;
  return explainUnseen(text, parseTrack) ?? { message: bad.message, help };
}

const trackHelp = 'write POOL/SERVER, or POOL/* for the server of the same name';

function explainTrack(text: string): ParseError {
  const [pool = '', server = '', ...more] = bare(text).split('/');
  const help = trackHelp;
  if (more.length > 0) return { message: `${quote(text)} holds more than one "/"`, help };
  if (server !== '') {
    return { message: `${quote(text)} names no pool`, help: `write POOL/${server}` };
  }
  const [, before = '', after = ''] = /^([\w.-]+)[:,;\s]+([\w.-]+|\*)$/.exec(pool) ?? [];
  if (suggestName(before) === before && (after === '*' || suggestName(after) === after)) {
    return { message: `${quote(text)} has no "/"`, help: `write ${before}/${after}` };
  }
  if (pool === '') return { message: `${quote(text)} names no pool and no server`, help };
  if (!text.includes('/')) {
    return {
      message: `${quote(text)} has no "/"`,
      help: `write POOL/${pool}, or ${pool}/* for the server of the same name in the pool "${pool}"`,
    };
  }
  const star = `write ${pool}/SERVER, or ${pool}/* for the server of the same name`;
  return { message: `${quote(text)} names no server`, help: star };
}

/** Reads a line of further words, and refuses those that `owned` says another property for. */
export function parseExtra(
  text: string,
  owned: (words: readonly string[]) => string | undefined,
): Result<readonly string[]> {
  const line = parseLine(text.replaceAll('\t', ' '));
  if (isError(line)) return explainLines(text) ?? line;
  const split = splitWords(text);
  if (isError(split)) return split;
  const words = split.value.map((word) => word.text);
  const error = explainWords(text, words);
  if (error !== undefined) return error;
  const property = owned(words);
  if (property === undefined) return { value: words };
  return { message: `${quote(words.join(' '))} is not for "extra"`, help: property };
}

function explainLines(text: string): ParseError | undefined {
  if (!/\n./.test(text)) return undefined;
  const help = 'write each line as an item of its own';
  return { message: `${quote(text)} has more than one line`, help };
}

function explainWords(text: string, words: readonly string[]): ParseError | undefined {
  if (words[0]?.startsWith('.') === true) {
    const message = `${quote(words[0])} would decide over the lines below it`;
    return { message, help: 'write it in "haproxy.sections", or leave it out' };
  }
  if (words.length === 0) {
    return { message: `${quote(text)} has no words that HAProxy reads`, help: 'leave it out' };
  }
  if (words.length > maxWords - 24) {
    const help = `use at most ${maxWords - 24}`;
    return { message: `${quote(text)} has ${words.length} words`, help };
  }
  const bad = words.find((word) => word === '' || hasControl(word));
  if (bad === undefined) return undefined;
  const control = [...bad].find(hasControl);
  if (control === undefined) {
    const help = 'leave it out; HAProxy ends the line at an empty word';
    return { message: `${quote(text)} holds an empty word`, help };
  }
  const help = 'write a blank instead, or leave it out';
  return { message: `${quote(bad)} holds ${nameCharacter(control)}`, help };
}
