import type { Span } from '../text/positions.ts';
import { readLine } from './hints/line.ts';

/** A kind of text file that is no inventory and not YAML at all. */
export type OtherFile = 'haproxy' | 'ini' | 'toml' | 'html' | 'xml' | 'pem' | 'patch' | 'puppet';

const sections: ReadonlySet<string> = new Set([
  'backend',
  'cache',
  'defaults',
  'frontend',
  'global',
  'listen',
  'mailers',
  'peers',
  'program',
  'resolvers',
  'ring',
  'userlist',
]);

/** What a text is that is no YAML mapping, told by its first two lines of content. */
export function findOtherFile(text: string): { is: OtherFile; span: Span } | undefined {
  const [first, second] = contentLines(text);
  if (first === undefined) return undefined;
  const is = kindOf(slice(text, first), second === undefined ? '' : slice(text, second));
  return is === undefined ? undefined : { is, span: first };
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, Math.min(end, start + 500)).trimEnd();
}

/** The first two lines that are neither empty nor a comment. */
function contentLines(text: string): Span[] {
  const found: Span[] = [];
  for (let at = 0; at < text.length && found.length < 2; ) {
    const line = readLine(text, at);
    if (line.body < line.end && !'#;'.includes(text.charAt(line.body))) {
      found.push({ start: line.body, end: line.end });
    }
    at = line.next;
  }
  return found;
}

function kindOf(first: string, second: string): OtherFile | undefined {
  if (/^<(?:!doctype html|html)/i.test(first)) return 'html';
  if (/^<\?xml|^<!--/.test(first)) return 'xml';
  if (first.startsWith('-----BEGIN ')) return 'pem';
  if (first.startsWith('diff --git ') || (/^--- \S/.test(first) && second.startsWith('+++ '))) {
    return 'patch';
  }
  if (/^\[[^[\],:{}]+\]$/.test(first) && /^[\w. -]+=/.test(second)) return 'ini';
  if (/^\[\[[^[\],:{}]+\]\]$/.test(first) && /^[\w. -]+=/.test(second)) return 'toml';
  if (/^(?:class|node|define) .*\{$/.test(first)) return 'puppet';
  const word = /^[a-z]+(?=\s|$)/.exec(first)?.[0];
  const isEntry = /^-(?:\s|$)|:(?:\s|$)/.test(second);
  return word !== undefined && sections.has(word) && !isEntry && !/:(?:\s|$)/.test(first)
    ? 'haproxy'
    : undefined;
}
