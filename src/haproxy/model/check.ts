import type { Directive, Effective, ProxyCheck } from './proxies.ts';

type HttpCheck = Extract<ProxyCheck, { kind: 'http' }>;

/**
 * What checks ask: `option httpchk` with what a lone `http-check send` adds to it, or another option
 * with its rules (configuration manual 4.2, "option httpchk", "http-check send").
 */
export function readCheck(directives: readonly Directive[]): Effective<ProxyCheck> | undefined {
  const option = directives.find(({ key }) => key === 'option check');
  if (option === undefined) return undefined;
  const words = option.words.slice(1);
  const of = (keyword: string) => directives.filter(({ words: [first] }) => first === keyword);
  if (words[0] !== 'httpchk') {
    const rules = of('tcp-check');
    return { value: { kind: 'other', words, rules }, directive: option };
  }
  return { value: withSend(fromOption(words.slice(1)), of('http-check')), directive: option };
}

/** One word is the path; several are the method, the path and the version. */
function fromOption(words: readonly string[]): HttpCheck {
  const [first = '/', uri, ...version] = words;
  return {
    kind: 'http',
    method: uri === undefined ? 'OPTIONS' : first,
    uri: uri ?? first,
    version: version[0] ?? 'HTTP/1.0',
    headers: [],
    rules: [],
  };
}

function withSend(check: HttpCheck, rules: readonly Directive[]): HttpCheck {
  const sends = rules.filter(({ words }) => words[1] === 'send');
  const [send] = sends;
  const isPlain = sends.length === 1 && !rules.some(({ words }) => words[1] === 'connect');
  if (send === undefined || !isPlain) return { ...check, rules };
  const merged = mergeSend(check, send.words.slice(2));
  if (merged === undefined) return { ...check, rules };
  return { ...merged, rules: rules.filter((rule) => rule !== send) };
}

function mergeSend(check: HttpCheck, words: readonly string[]): HttpCheck | undefined {
  let merged = check;
  for (let at = 0; at < words.length; ) {
    const [name, value, second] = words.slice(at, at + 3);
    if (value === undefined) return undefined;
    if (name === 'meth') merged = { ...merged, method: value };
    else if (name === 'uri') merged = { ...merged, uri: value };
    else if (name === 'ver') merged = { ...merged, version: value };
    else if (name === 'hdr' && second !== undefined) {
      merged = { ...merged, headers: [...merged.headers, [value, second]] };
      at += 1;
    } else return undefined;
    at += 2;
  }
  return merged;
}
