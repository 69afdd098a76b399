import { readWords } from '../haproxy/syntax/read-words.ts';
import { isError } from '../text/result.ts';

/** What stands in place of a secret. */
const mask = '********';

const secretName = /^[\w-]*(passw|secret|token|api-?_?key|credential)[\w-]*$/i;
const headerLines = /^(http-request|http-response|http-after-response|http-check|tcp-check)$/;

/**
 * The words of a line with secrets masked: passwords of userlists, `stats auth` and TCP signatures, of
 * checks that log in, headers of authorization, variables that are called like a secret, URLs with one.
 */
export function maskWords(words: readonly string[]): string[] {
  return words.map((word, at) => maskWord(word, words, at));
}

function maskWord(word: string, words: readonly string[], at: number): string {
  const before = words[at - 1]?.toLowerCase() ?? '';
  const [first = '', second = ''] = words;
  if (/^(insecure-password|password|tcp-md5sig)$/.test(before)) return mask;
  if (first === 'stats' && before === 'auth') return word.replace(/:.*/s, `:${mask}`);
  if (/^(setenv|presetenv)$/.test(first) && at === 2 && secretName.test(second)) return mask;
  if (headerLines.test(first) && at > 1) {
    const isHeader = /^(proxy-authorization|authorization|cookie)$/.test(before);
    if (isHeader || secretName.test(before)) return mask;
  }
  return word
    .replace(/^(AUTH )[^\r\n]+/i, `$1${mask}`)
    .replace(/\b(Basic|Bearer) +[^\s"]+/gi, `$1 ${mask}`)
    .replace(/(\b[\w-]*(?:passw(?:or)?d|secret|token|api-?_?key)=)[^&\s"']+/gi, `$1${mask}`)
    .replace(/(:\/\/[^:/@\s]+:)[^@\s]+@/g, `$1${mask}@`);
}

/** A line of a configuration with its secrets masked, in comments too; the rest stays as it is. */
export function maskLine(line: string): string {
  const read = readWords(line, { isStrict: false });
  if (isError(read)) return line.replace(/(pass|secret|token|auth)\S*(\s+\S+)+/i, `$1 ${mask}`);
  const { words, end } = read.value;
  const texts = words.map(({ text }) => text);
  const masked = maskWords(texts);
  let shown = '';
  let from = 0;
  for (const [at, { start, end: stop }] of words.entries()) {
    if (masked[at] === texts[at]) continue;
    shown += `${line.slice(from, start)}${masked[at]}`;
    from = stop;
  }
  const rest = line.slice(from);
  const behind = end < line.length ? line.slice(end + 1) : '';
  if (behind === '') return shown + rest;
  return shown + line.slice(from, end + 1) + maskLine(behind);
}
