import { nameCharacter, quote } from '../../text/characters.ts';
import type { Slice } from './draft.ts';
import { asWritten, pairText } from './hint.ts';
import { flowEnd } from './value.ts';

type Groups = Readonly<Record<string, string>>;

/** A pattern whose group `at` is shown, and `put`, or else `at`, replaced where it matches. */
interface Rule {
  readonly pattern: RegExp;
  readonly text: string | ((groups: Groups) => string);
  readonly message: string | ((groups: Groups) => string);
  readonly help: string | ((groups: Groups) => string);
  /** What the fix does, where it is the one right answer. */
  readonly title?: (groups: Groups) => string | undefined;
  readonly isSure?: boolean;
  /** Only in lines that close more than they open. */
  readonly isUneven?: boolean;
}

const blankBefore = 'write a blank before the comment';

/** What a line can have wrong between its words: dashes, colons, commas, signs of comments, closing brackets. */
const rules: readonly Rule[] = [
  {
    pattern: /^\s*(?<at>EO[A-Z]+|END|:[a-z]{1,3}!?|[$#] .*|[\w.-]+@[\w.-]+:.*[$#] .*|cat <<.*)$/dg,
    text: '',
    message: ({ at = '' }) => `${quote(at)} belongs to a shell or an editor`,
    help: 'delete the line',
  },
  {
    pattern: /^(?<put>---\s*)(?<at>[^\s#-].*)$/dg,
    text: '',
    message: 'nothing can follow "---" on its line',
    help: 'write it on the next line, or delete "---"',
  },
  {
    pattern: /^(?:\s*|[[{] *)(?<at>\/\/|\/\*|--(?!-)|;)/dg,
    text: '#',
    message: ({ at }) => `"${at}" does not begin a comment in YAML`,
    help: 'write "#"',
    title: ({ at }) => (at === '//' ? 'write #' : undefined),
  },
  {
    pattern: /[^\s#](?<at>#)(?= |$)/dg,
    text: ' #',
    message: 'a blank is missing before "#"',
    help: blankBefore,
    title: () => blankBefore,
  },
  {
    pattern: /^\s*(?<at>[–—‐‑−•·*+])\s+(?=\S)/dg,
    text: '-',
    message: ({ at = '' }) =>
      `"${at}"${at > '~' ? ` (${nameCharacter(at)})` : ''} does not begin an item of a list`,
    help: 'write "-"',
    title: () => 'write -',
  },
  {
    pattern: /^\s*(?<at>-)(?=[A-Za-z{["'])(?<rest>.*)$/dg,
    text: '- ',
    message: 'a blank is missing after "-"',
    help: ({ rest = '' }) => `write - ${rest.trim()}`,
    title: () => 'write a blank after "-"',
    isSure: true,
  },
  {
    pattern: /^\s*-(?<at>\t+)/dg,
    text: ' ',
    message: 'a tab cannot stand between "-" and a key',
    help: 'write a blank instead',
  },
  {
    pattern: /(?<=[\w."'-])(?<at>[：﹕︰∶꞉])(?<behind> *)/dg,
    text: ({ behind }) => (behind === '' ? ': ' : ':'),
    message: ({ at = '' }) => `"${at}" (${nameCharacter(at)}) is not a colon to YAML`,
    help: 'write ":" and a blank',
    title: () => 'write ":"',
  },
  {
    pattern:
      /(?:^\s*(?:- +)*|[[{,] *)(?<at>(?<sign>["']?)(?<key>[A-Za-z][\w-]*)\k<sign>(?<put> *(?:=>|:=|=) *| *:))(?=(?<rest>[^\s:].*))/dg,
    text: ': ',
    message: ({ key, put = '' }) =>
      put.trim() === ':'
        ? `a blank is missing after "${key}:"`
        : `"${put.trim()}" does not stand between a key and its value`,
    help: ({ key = '', rest = '' }) =>
      `write ${pairText(key, rest.slice(0, flowEnd(rest, 0)).trim())}`,
    title: ({ key }) => `write "${key}: "`,
  },
  {
    pattern:
      /^\s*(?:- +)?(?<at>server\s+(?<name>[\w.-]+)\s+(?<host>[\w.-]+|\[[\da-f:]+\]):(?<port>\d+)\b.*)$/dg,
    text: '',
    message: 'this is a server line of HAProxy',
    help: ({ name, host = '', port }) => {
      const address = host.replace(/[[\]]/g, '');
      const entry = `name: ${name}, address: ${address.includes(':') ? `"${address}"` : address}`;
      return `write - { ${entry}${port === '8140' ? '' : `, port: ${port}`} } below "servers:"`;
    },
  },
  {
    pattern:
      /^\s*(?:- +)?(?<at>(?:listen|backend|default_backend|option|mode|stats)\s+[^\s:=].*)$/dg,
    text: '',
    message: 'this is a line of HAProxy',
    help: 'write "sections: |" above such lines, below "haproxy:", or let puppetlb import read them',
  },
  {
    // The shortest value is tried, for its own may have other mistakes.
    pattern:
      /(?:^\s*(?:- +)*|[[{,] *)(?<put>(?<at>[A-Za-z][\w.-]*)(?:[ ;]+(?<rest>[^\s:,;}\]][^,}\]]*))?;?)(?=$|[,}\]])/dg,
    text: ({ at, rest }) => (rest === undefined ? `${at}:` : `${at}: x`),
    message: ({ at = '' }) => `a colon is missing after ${asWritten(at)}`,
    help: ({ at = '', rest = '' }) => `write ${pairText(at, rest.trim())}`,
  },
  {
    pattern: /^\s*(?<at>(["'])[\w.-]+\2)(?= +[[{"'].*$)/dg,
    text: ({ at }) => `${at}:`,
    message: ({ at = '' }) => `a colon is missing after ${asWritten(at)}`,
    help: ({ at }) => `write ${at}:`,
  },
  {
    pattern:
      /(?<after>"[^"]*"|'[^']*'|[^\s,;{}[\]"']*[^\s,;:{}[\]"'-]|[}\]])(?<put>(?=\s)) +(?=(?<at>"[^"]*"|'[^']*'|[A-Za-z][\w-]*:(?=\s)|(?<=[}\]"'] +)[{[]))/dg,
    text: ',',
    message: ({ at = '' }) => `a comma is missing before ${asWritten(at)}`,
    help: ({ after, at }) => `write ${after}, ${at}`,
    title: () => 'add the comma',
  },
  {
    pattern: /(?<after>"[^"]*"|'[^']*'|[^\s,;{}[\]"']+|[}\]])\s*(?<at>;)(?=\s*(?<next>\S+))/dg,
    text: ',',
    message: '";" does not separate entries in brackets',
    help: ({ after, next }) => `write ${after}, ${next}`,
  },
  {
    pattern: /(?<sign>[,[{])\s*(?<at>,)/dg,
    text: '',
    message: ({ sign }) =>
      `there is nothing ${sign === ',' ? 'between these two commas' : 'before this comma'}`,
    help: 'delete the comma',
    title: () => 'delete the comma',
  },
  {
    pattern: /(?<=[^\s,:])(?<at>,+)(?=\s*(?: #.*)?$)/dg,
    text: '',
    message: 'a comma does not end a line outside brackets',
    help: 'delete the comma',
    title: () => 'delete the comma',
  },
  {
    pattern: /(?<=^|[^\s:] *)(?<at>[\]}])(?=,?\s*(?: #.*)?$)/dg,
    text: '',
    message: ({ at }) => `"${at}" closes nothing that was opened`,
    help: 'delete it, or open it where it begins',
    isUneven: true,
  },
  {
    pattern: /(?<sign>[\]}])\s+(?<at>[^\s#,\]}:].*?)(?=\s*(?: #.*)?$)/dg,
    text: '',
    message: ({ at = '', sign }) => `${quote(at)} stands behind the closing "${sign}"`,
    help: ({ sign }) => `delete it, write it before the "${sign}", or begin a comment with "#"`,
  },
];

/** What could be wrong between the words of a line. */
export function* findWords(line: string): Generator<Slice> {
  const isEven = countOf(line, /[[{]/g) >= countOf(line, /[\]}]/g);
  for (const { pattern, title, isSure, isUneven, ...words } of rules) {
    if (isUneven === true && isEven) continue;
    for (const { indices, groups = {} } of line.matchAll(pattern)) {
      const [start, end] = indices?.groups?.['at'] ?? [0, line.length];
      const [from, to] = indices?.groups?.['put'] ?? [start, end];
      const say = (word: Rule['text']) => (typeof word === 'string' ? word : word(groups));
      const [text, message, help] = [say(words.text), say(words.message), say(words.help)];
      yield { start, end, from, to, text, message, help, title: title?.(groups), isSure };
    }
  }
}

function countOf(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}
