import { kindOf } from '../inventory/check-kinds.ts';
import type { Inventory, Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { extraLines } from './shared/extra-lines.ts';
import { optionCheck } from './shared/option-check.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/** What a check sends is no request that a web server must answer. */
export const oddCheckRequest: Rule = {
  code: 'CHK240',
  name: 'odd-check-request',
  severity: 'warning',
  summary: 'A check sends a request that a web server may refuse.',
  why: 'HAProxy sends any word as method and version. A server may answer 400 to it, or to HTTP/1.1 without Host, and is then DOWN.',
  *check(inventory) {
    for (const request of requestsOf(inventory)) yield* oddIn(request);
  },
};

interface Request {
  readonly method: string;
  readonly version: string;
  /** Of its headers. */
  readonly names: readonly string[];
  readonly at: Origin;
  /** What to write where there is no Host header. */
  readonly host: string;
}

function* requestsOf(inventory: Inventory): Iterable<Request> {
  for (const { words, at } of extraLines(inventory)) {
    if (words[0] !== 'http-check' || words[1] !== 'send') continue;
    const method = wordBehind(words, 'meth') ?? 'OPTIONS';
    const version = wordBehind(words, 'ver') ?? 'HTTP/1.0';
    const names = words.filter((_, index) => words[index - 1] === 'hdr');
    yield { method, version, names, at, host: 'add hdr Host NAME, or write ver HTTP/1.0' };
  }
  for (const pool of inventory.pools) if (pool.isValid) yield* requestOf(pool);
}

function* requestOf(pool: Pool): Iterable<Request> {
  const { method, version, headers, kind, lines } = pool.check;
  const asked = optionCheck(pool);
  const { options } = kindOf(pool.check);
  if (options.includes('lines') && lines !== undefined && asked?.kind === 'http') {
    const names = asked.headers.map(([name]) => name);
    yield { ...asked, names, at: lines.from, host: 'add the line http-check send hdr Host NAME' };
  }
  if (!options.includes('method')) return;
  yield {
    method: method?.value ?? 'OPTIONS',
    version: version?.value ?? 'HTTP/1.0',
    names: headers?.value.map(([name]) => name) ?? [],
    at: (version ?? method ?? kind).from,
    host: 'add headers: { Host: NAME }, or write version: HTTP/1.0',
  };
}

function* oddIn({ method, version, names, at, host }: Request): Iterable<Finding> {
  const upper = method.toUpperCase();
  if (!methods.has(method)) {
    const help = `write ${methods.has(upper) ? upper : `one of ${[...methods].join(', ')}`}`;
    yield { message: `${quote(method)} is not a method for a check`, at, help };
  } else if (version !== 'HTTP/1.0' && version !== 'HTTP/1.1') {
    yield { message: `${quote(version)} is not a version for a check`, at, help: 'write HTTP/1.0' };
  } else if (version === 'HTTP/1.1' && !names.some((name) => /^host$/i.test(name))) {
    yield { message: 'the HTTP/1.1 request has no Host header', at, help: host };
  }
}

function wordBehind(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name, 2);
  return at === -1 ? undefined : words[at + 1];
}
