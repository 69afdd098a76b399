import { readCheck } from '../../haproxy/model/check.ts';
import type { ProxyCheck } from '../../haproxy/model/proxies.ts';
import type { Pool } from '../../inventory/model.ts';

type Lines = NonNullable<Pool['check']['lines']>;

const known = new WeakMap<Lines, { readonly check: ProxyCheck | undefined }>();

/** What the lines of a check of kind option ask; undefined where they only connect, or there are none. */
export function optionCheck({ check: { lines } }: Pool): ProxyCheck | undefined {
  if (lines === undefined) return undefined;
  const found = known.get(lines) ?? { check: readLines(lines) };
  known.set(lines, found);
  return found.check;
}

function readLines(lines: Lines): ProxyCheck | undefined {
  const directives = lines.value.map(({ value: words }) => ({
    key: words[0] === 'option' ? 'option check' : undefined,
    words,
  }));
  return readCheck(directives)?.value;
}
