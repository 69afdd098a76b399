import { announcesSecret, isFileName, isSecretName } from './secret-names.ts';

/** Says from which word to which words are secret because of the one at a place; nothing where it says nothing. */
type Rule = (line: LineWords, at: number) => readonly (readonly [number, number])[] | undefined;

/** The words of a line without their quotes. */
class LineWords {
  readonly all: readonly string[];

  constructor(all: readonly string[]) {
    this.all = all;
  }

  /** A word, empty where there is none. */
  at(index: number): string {
    return this.all[index] ?? '';
  }

  /** The first word from a place on that looks like an end; the end of the line where none does. */
  next(from: number, ends: RegExp): number {
    const found = this.all.slice(from).findIndex((word) => ends.test(word));
    return found === -1 ? this.all.length : from + found;
  }

  /** Where the condition of a rule begins. */
  condition(from: number): number {
    return this.next(from, /^(?:if|unless)$/);
  }
}

/** HAProxy takes 64 words; nobody looks at what stands behind so many of them. */
const most = 500;

/** The words of a line that are masked as a whole, by their numbers; a file that holds a secret is none. */
export function hiddenWords(words: readonly string[]): ReadonlySet<number> {
  // Brackets and commas of YAML belong to no word.
  const plain = words.slice(0, most).map((word) => word.replace(/^[[{(]+(?=\w)|,$/g, ''));
  const line = new LineWords(plain);
  const hidden = new Set<number>();
  for (let at = most; at < words.length; at += 1) hidden.add(at);
  for (const at of line.all.keys()) {
    for (const [from, to] of firstOf(line, at, hidden.has(at) ? always : rules)) {
      for (let one = from; one < Math.min(to, line.all.length); one += 1) {
        if (!isFileName(line.at(one))) hidden.add(one);
      }
    }
  }
  return hidden;
}

function firstOf(line: LineWords, at: number, asked: readonly Rule[]): ReturnType<Rule> & object {
  for (const rule of asked) {
    const found = rule(line, at);
    if (found !== undefined) return found;
  }
  return [];
}

const alone: Rule = (line, at) => {
  const isOne =
    /^(?:(?:insecure-)?password|tcp-md5sig|cluster-secret|dynamic-cookie-key)$/.test(line.at(at)) ||
    (line.at(at) === 'auth' && line.at(at - 1) === 'stats');
  return isOne ? [[at + 1, at + 2]] : undefined;
};

const variable: Rule = (line, at) => {
  const word = line.at(at);
  if (/^(?:pre)?setenv$/.test(word)) return named(line.at(at + 1), at + 2, line.condition(at));
  if (!/^set-var(?:-fmt)?\b/.test(word)) return undefined;
  const inside = /\((?:\w+\.)?([^,)]*)/.exec(word)?.[1];
  const from = inside === undefined ? at + 2 : at + 1;
  return named(inside ?? line.at(at + 1), from, line.condition(at));
};

function named(name: string, from: number, to: number): ReturnType<Rule> {
  return isSecretName(name) ? [[from, to]] : undefined;
}

const setters =
  /^(?:set-header|add-header|early-hint|replace-header|replace-value|set-param|hdr|hdr-lf)$/;

const header: Rule = (line, at) => {
  if (!setters.test(line.at(at)) || !isSecretHeader(line.at(at + 1))) return undefined;
  // Behind the one value of "hdr" the line goes on.
  return [[at + 2, line.at(at).startsWith('hdr') ? at + 3 : line.condition(at)]];
};

function isSecretHeader(name: string): boolean {
  return isSecretName(name) || /^(?:set-)?cookie2?$/i.test(name);
}

const greeting = /^(?:ping|quit|role|info|replication|noop|ehlo|helo)?(?:\\*[rn]|[\r\n])*$/i;

/** What a check sends may log it in. */
const payload: Rule = (line, at) => {
  const word = line.at(at);
  if (/^body(?:-lf)?$/.test(word) && line.all.includes('http-check')) return [[at + 1, at + 2]];
  if (!/^send(?:-lf|-binary|-binary-lf)?$/.test(word)) return undefined;
  if (line.at(at - 1) !== 'tcp-check') return undefined;
  return oneByOne(at + 1, line.next(at, /^comment$/), (one) => !greeting.test(line.at(one)));
};

function oneByOne(from: number, to: number, isHidden: (at: number) => boolean): [number, number][] {
  const all = Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step);
  return all.filter(isHidden).map((at) => [at, at + 1]);
}

/** Of the arguments of a program everything may be a secret but flags and files. */
const command: Rule = (line, at) => {
  const isProgram = line.at(at) === 'command' && /^(?:external-check|-|)$/.test(line.at(at - 1));
  if (!isProgram) return undefined;
  const isFlag = (word: string): boolean => /^(?:--[\w-]+|-\w)$/.test(word);
  return oneByOne(at + 2, line.all.length, (one) => !isFlag(line.at(one)));
};

/** Whether a word stands in an ACL, behind its name or in braces. */
function isTested(line: LineWords, at: number): boolean {
  const before = line.all.slice(0, at);
  const acl = before.indexOf('acl');
  return (acl !== -1 && at >= acl + 2) || before.lastIndexOf('{') > before.lastIndexOf('}');
}

/** The patterns with which a fetch of a secret is compared; flags, and what belongs to them, are none. */
const pattern: Rule = (line, at) => {
  if (!fetchesSecret(line.at(at)) || !isTested(line, at)) return undefined;
  const end = line.next(at + 1, /^(?:\}|\|\||or|if|unless)$/);
  const isFlag = (one: number): boolean =>
    /^(?:-\w|--)$/.test(line.at(one)) || /^-[mf]$/.test(line.at(one - 1));
  return oneByOne(at + 1, end, (one) => !isFlag(one));
};

/** By its own name, or that of what it takes. */
function fetchesSecret(word: string): boolean {
  const [fetch = '', inside = ''] = word.split('(', 2);
  const name = inside.replace(/[,)].*/s, '');
  const isOfHeader = /hdr|head|cook/.test(fetch) && isSecretHeader(name);
  return (
    announcesSecret(fetch) ||
    /^http_auth_(?:bearer|pass)/.test(fetch) ||
    isOfHeader ||
    isSecretName(name)
  );
}

/** Behind these words a name stands, which is no secret. */
const naming =
  /^(?:acl|server|server-template|peer|backend|frontend|listen|use_backend|default_backend|table|user|group|userlist|program|header|cookie|del-header|if|unless)$/;

/** The name of a secret before it, as in `--token X`, `token: X`, `token = X`, `token X`. */
const announced: Rule = (line, at) => (isAnnounced(line, at) ? [[at + 1, at + 2]] : undefined);

function isAnnounced(line: LineWords, at: number): boolean {
  const word = line.at(at);
  if (word === '=') return isSecretName(line.at(at - 1));
  if (/^--?[\w-]+$/.test(word)) return isSecretName(word.slice(1));
  if (/[:=]$/.test(word)) return isSecretName(word.slice(0, -1));
  const isBare =
    /^(?:basic|bearer)$/i.test(word) || (/^[\w-]+$/.test(word) && announcesSecret(word));
  return isBare && !naming.test(line.at(at - 1)) && !naming.test(line.at(at + 1));
}

/** What is masked already may name what follows, but is compared with nothing. */
const always: readonly Rule[] = [alone, variable, header, payload, command, announced];
const rules: readonly Rule[] = [pattern, ...always];
