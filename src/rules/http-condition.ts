import { isNewerAcl } from '../haproxy/facts/predefined-acls.ts';
import { readRuleLine } from '../haproxy/syntax/rule-line.ts';
import type { Pool } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';

/** A condition of a pool reads HTTP, which TLS hides. */
export const httpCondition: Rule = {
  code: 'HAP351',
  name: 'http-condition',
  severity: 'error',
  summary: 'A condition of a pool looks at HTTP, which TLS hides.',
  why: "Puppet's agents speak TLS, and HAProxy forwards it without decryption in mode tcp. It accepts the line, but a condition on HTTP never matches (seen in 2.2, 2.6, 3.0 and 3.2).",
  *check({ pools, haproxy }) {
    for (const pool of pools) {
      if (mayBePlain(pool)) continue;
      for (const { fetch, at } of fetchesOf(pool)) {
        // A name that this HAProxy refuses is another finding.
        if (!ofHttp.test(fetch) || isNewerAcl(fetch, haproxy.version.value)) continue;
        yield {
          message: `${quote(fetch)} never matches, because TLS hides HTTP in ${poolName(pool)}`,
          at,
          help: 'remove the line, or use src, dst, dst_port or req.ssl_sni',
        };
      }
    }
  },
};

/** What services that are not Puppet's speak is not known; PuppetDB speaks plain text on 8080. */
function mayBePlain({ role, servers }: Pool): boolean {
  return role.value === 'other' || servers.some(({ port }) => port.value === 8080);
}

interface Fetch {
  readonly fetch: string;
  readonly at: Origin;
}

/** What is asked in conditions: in braces, by a predefined name, or by an ACL of the pool that one names. */
function fetchesOf({ extra }: Pool): Fetch[] {
  const acls = extra.filter(({ value: [first] }) => first === 'acl');
  const names = new Set(acls.map(({ value: [, name] }) => name));
  const terms = extra.flatMap(({ value, from: at }) =>
    readRuleLine(value).conditions.flatMap((all) => all.map((term) => ({ term, at }))),
  );
  const used = new Set<string | undefined>();
  const fetches = terms.flatMap(({ term, at }) => {
    if (term.kind === 'anonymous') return { fetch: nameOf(term.words[0]), at };
    if (!names.has(term.name)) return { fetch: term.name, at };
    used.add(term.name);
    return [];
  });
  const named = acls.filter(({ value: [, name] }) => used.has(name));
  return [...fetches, ...named.map(({ value, from: at }) => ({ fetch: nameOf(value[2]), at }))];
}

/** A fetch without its arguments and converters. */
function nameOf(word: string = ''): string {
  return /^[^(,]*/.exec(word)?.[0] ?? '';
}

/** Fetches of HTTP, their forms as ACLs and predefined ones (configuration manual 7.3.6); `HTTP` asks for plain text. */
const ofHttp = new RegExp(
  String.raw`^(METH_\w+|HTTP_\S+|base(q|32)?(\+src)?|capture\.re[qs]\.\w+|(set[-_])?cook(ie)?|scook|s?hdr|` +
    String.raw`http_auth\w*|http_first_req|method|pathq?|query|re[qs]\.(body\w*|cook\w*|f?hdrs?\w*|ver)|` +
    String.raw`re(q|sp)_ver|status|url(p|_param|32(\+src)?)?)(_(beg|dir|dom|end|len|reg|sub|cnt|val|ip|port|names))*$`,
);
