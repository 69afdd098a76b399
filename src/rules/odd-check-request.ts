import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { extraLines } from './shared/extra-lines.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** What a check sends is no request that a web server must answer. */
export const oddCheckRequest: Rule = {
  code: 'CHK240',
  name: 'odd-check-request',
  severity: 'warning',
  summary:
    'What "http-check send" says is a request of HTTP/1.0, or of HTTP/1.1 with a Host header.',
  why: 'HAProxy sends any word as method and version; a server may answer 400 to it, or to HTTP/1.1 without Host, and is then taken out.',
  *check(inventory) {
    for (const { words, at } of extraLines(inventory)) {
      if (words[0] !== 'http-check' || words[1] !== 'send') continue;
      const method = wordBehind(words, 'meth') ?? 'OPTIONS';
      const version = wordBehind(words, 'ver') ?? 'HTTP/1.0';
      const hasHost = words.some(
        (word, index) => /^host$/i.test(word) && words[index - 1] === 'hdr',
      );
      if (!methods.has(method)) {
        const help = `write ${[...methods].join(', ')}`;
        yield { message: `${quote(method)} is no method of a check`, at, help };
      } else if (version !== 'HTTP/1.0' && version !== 'HTTP/1.1') {
        yield { message: `${quote(version)} is no version of a check`, at, help: 'write HTTP/1.0' };
      } else if (version === 'HTTP/1.1' && !hasHost) {
        const help = 'write hdr Host NAME, or ver HTTP/1.0';
        yield { message: 'a request of HTTP/1.1 has no Host header', at, help };
      }
    }
  },
};

function wordBehind(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name, 2);
  return at === -1 ? undefined : words[at + 1];
}
