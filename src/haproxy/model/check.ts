import type { Directive, HttpCheck, ProxyCheck, Words } from './proxies.ts';

/** A line as far as a check is read of it. */
type CheckLine = Pick<Directive, 'key' | 'words'>;

/**
 * What checks ask: `option httpchk` with what a lone `http-check send` adds to it, or another option
 * with its rules (configuration manual 4.2, "option httpchk", "http-check send"). `option tcp-check`
 * without a rule connects, as a check without an option does (2.2 to 3.2, asked).
 */
export function readCheck<Line extends CheckLine>(
  directives: readonly Line[],
): { readonly value: ProxyCheck; readonly directive: Line } | undefined {
  const option = directives.find(({ key }) => key === 'option check');
  if (option === undefined) return undefined;
  const words = option.words.slice(1);
  const of = (keyword: string) => directives.filter(({ words: [first] }) => first === keyword);
  if (words[0] === 'httpchk') {
    const check = withSend(fromOption(words.slice(1)), of('http-check'));
    return { value: check, directive: option };
  }
  const rules = of('tcp-check');
  if (words[0] === 'tcp-check' && rules.length === 0) return undefined;
  return { value: { kind: 'other', words, rules }, directive: option };
}

/** One word is the path; several are the method, the path and the version. */
function fromOption(words: readonly string[]): HttpCheck {
  const [first = '/', uri, written = 'HTTP/1.0'] = words;
  const { version, headers } = splitVersion(written);
  return {
    kind: 'http',
    method: uri === undefined ? 'OPTIONS' : first,
    uri: uri ?? first,
    version,
    headers,
    rules: [],
  };
}

/** Up to 2.6 headers may hide behind the version; a body may, too, and is left there. */
function splitVersion(written: string): Pick<HttpCheck, 'version' | 'headers'> {
  const [version = '', ...lines] = written.replace(/(\r\n)+$/, '').split('\r\n');
  const headers = lines.map((line) => /^([^:\s]+):[ \t]*(.*)$/.exec(line)?.slice(1) ?? []);
  const isPlain = headers.every(([name, value]) => name !== undefined && value !== undefined);
  if (!isPlain) return { version: written, headers: [] };
  return { version, headers: headers.map(([name = '', value = '']) => [name, value]) };
}

function withSend(check: HttpCheck, rules: readonly Words[]): HttpCheck {
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
