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

const spaceBefore = 'write a space before the comment';

/** What a line can have wrong between its words: dashes, colons, commas, comment characters, closing brackets. */
const rules: readonly Rule[] = [
  {
    pattern: /^\s*(?<at>EO[A-Z]+|END|:[a-z]{1,3}!?|[$#] .*|[\w.-]+@[\w.-]+:.*[$#] .*|cat <<.*)$/dg,
    text: '',
    message: ({ at = '' }) => `${quote(at)} is a shell or editor command, not YAML`,
    help: 'remove the line',
  },
  {
    pattern: /^(?<put>---\s*)(?<at>[^\s#-].*)$/dg,
    text: '',
    message: 'nothing can follow "---" on its line',
    help: 'write it on the next line, or remove "---"',
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
    message: 'a space is missing before "#"',
    help: spaceBefore,
    title: () => spaceBefore,
  },
  {
    pattern: /^\s*(?<at>[–—‐‑−•·*+])\s+(?=\S)/dg,
    text: '-',
    message: ({ at = '' }) =>
      `"${at}"${at > '~' ? ` (${nameCharacter(at)})` : ''} does not begin a list item`,
    help: 'write "-"',
    title: () => 'write -',
  },
  {
    pattern: /^\s*(?<at>-)(?=[A-Za-z{["'])(?<rest>.*)$/dg,
    text: '- ',
    message: 'a space is missing after "-"',
    help: ({ rest = '' }) => `write - ${rest.trim()}`,
    title: () => 'write a space after "-"',
    isSure: true,
  },
  {
    pattern: /^\s*-(?<at>\t+)/dg,
    text: ' ',
    message: 'a tab is not allowed between "-" and a key',
    help: 'write a space instead',
  },
  {
    pattern: /(?<=[\w."'-])(?<at>[：﹕︰∶꞉])(?<behind> *)/dg,
    text: ({ behind }) => (behind === '' ? ': ' : ':'),
    message: ({ at = '' }) => `"${at}" (${nameCharacter(at)}) is not a colon in YAML`,
    help: 'write ":" and a space',
    title: () => 'write ":"',
  },
  {
    pattern:
      /(?:^\s*(?:- +)*|[[{,] *)(?<at>(?<mark>["']?)(?<key>[A-Za-z][\w-]*)\k<mark>(?<put> *(?:=>|:=|=) *| *:))(?=(?<rest>[^\s:].*))/dg,
    text: ': ',
    message: ({ key, put = '' }) =>
      put.trim() === ':'
        ? `a space is missing after "${key}:"`
        : `"${put.trim()}" does not separate a key from its value`,
    help: ({ key = '', rest = '' }) =>
      `write ${pairText(key, rest.slice(0, flowEnd(rest, 0)).trim())}`,
    title: ({ key }) => `write "${key}: "`,
  },
  {
    pattern:
      /^\s*(?:- +)?(?<at>server\s+(?<name>[\w.-]+)\s+(?<host>[\w.-]+|\[[\da-f:]+\]):(?<port>\d+)\b.*)$/dg,
    text: '',
    message: 'this is an HAProxy server line',
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
    message: 'this is an HAProxy line, not YAML',
    help: 'write it below "sections: |" in "haproxy:"; or run puppetlb import FILE to convert an HAProxy file',
  },
  {
    // The shortest value is tried, for its own may have other mistakes.
    pattern:
      /(?:^\s*(?:- +)*|[[{,] *)(?<put>(?<at>[A-Za-z][\w.-]*)(?:[ ;]+(?<rest>[^\s:,;}\]][^,}\]]*))?;?)(?=$|[,}\]])/dg,
    text: ({ at, rest }) => (rest === undefined ? `${at}:` : `${at}: x`),
    message: ({ at = '' }) => `a colon is missing after ${asWritten(at)}`,
    help: ({ at = '', rest = '' }) => `write ${pairText(at, rest.trim().replace(/^- +/, ''))}`,
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
    pattern: /(?<before>[,[{])\s*(?<at>,)/dg,
    text: '',
    message: ({ before }) =>
      `there is nothing ${before === ',' ? 'between these two commas' : 'before this comma'}`,
    help: 'remove the comma',
    title: () => 'remove the comma',
  },
  {
    pattern: /(?<=[^\s,:])(?<at>,+)(?=\s*(?: #.*)?$)/dg,
    text: '',
    message: 'a line outside brackets cannot end with a comma',
    help: 'remove the comma',
    title: () => 'remove the comma',
  },
  {
    pattern: /(?<=^|[^\s:] *)(?<at>[\]}])(?=,?\s*(?: #.*)?$)/dg,
    text: '',
    message: ({ at }) => `"${at}" has no opening bracket`,
    help: ({ at }) => `remove it, or write "${at === '}' ? '{' : '['}" where it begins`,
    isUneven: true,
  },
  {
    pattern: /(?<closer>[\]}])\s+(?<at>[^\s#,\]}:].*?)(?=\s*(?: #.*)?$)/dg,
    text: '',
    message: ({ at = '', closer }) => `${quote(at)} follows the closing "${closer}"`,
    help: ({ closer }) => `remove it, move it before the "${closer}", or write "#" before it`,
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
      const render = (word: Rule['text']) => (typeof word === 'string' ? word : word(groups));
      const [text, message, help] = [render(words.text), render(words.message), render(words.help)];
      yield { start, end, from, to, text, message, help, title: title?.(groups), isSure };
    }
  }
}

function countOf(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}
