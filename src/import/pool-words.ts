import { type ProxyNumber, proxyNumberNames, proxyNumbers } from '../haproxy/facts/proxy-words.ts';
import type { Directive } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { number, type YamlEntry } from './yaml-text.ts';

/** What an inventory takes; what HAProxy reads in another text stays a line of its own. */
const plainNumber: Readonly<Record<ProxyNumber, RegExp>> = {
  maxconn: /^([1-9][0-9]{0,5}|1000000)$/,
  retries: /^(0|[1-9][0-9]{0,2}|1000)$/,
};

/** Whether an inventory has a property for a directive. */
export function isPoolWord({ words: [first, value = '', ...more] }: Directive): boolean {
  const name = proxyNumberNames.find((one) => one === first);
  return name !== undefined && more.length === 0 && plainNumber[name].test(value);
}

/** The directives that are properties of a pool, in the order of an inventory; each of the side that it is for. */
export function poolWordEntries({ front, back }: Service): YamlEntry[] {
  return proxyNumberNames.flatMap((name) => {
    const { directives } = proxyNumbers[name].side === 'frontend' ? front : back;
    const found = directives.find((one) => one.words[0] === name && isPoolWord(one));
    return found === undefined ? [] : [{ key: name, value: number(found.words[1] ?? '') }];
  });
}
