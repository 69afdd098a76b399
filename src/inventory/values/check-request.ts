import { checkOptions } from '../../haproxy/model/directive.ts';
import { readExpectation } from '../../haproxy/model/expectation.ts';
import { hasControl, quote } from '../../text/characters.ts';
import { isError, type Result } from '../../text/result.ts';
import { parseExtra } from './options.ts';
import { refuse } from './suggest.ts';

/** Reads the method of a check, which HAProxy sends as it is written. */
export function parseMethod(text: string): Result<string> {
  if (/^[A-Za-z][A-Za-z_-]{0,31}$/.test(text)) return { value: text };
  return refuse(text, 'is not an HTTP method', 'write method: GET');
}

/** Reads the version of HTTP that a check is sent in. */
export function parseHttpVersion(text: string): Result<string> {
  if (/^HTTP\/[0-9]\.[0-9]$/.test(text)) return { value: text };
  const number = /^(?:http\/)?(1\.[01])$/i.exec(text)?.[1];
  const instead = number === undefined ? undefined : `HTTP/${number}`;
  const refused = refuse(text, 'is not an HTTP version', `write ${instead ?? 'HTTP/1.0'}`);
  return instead === undefined ? refused : { ...refused, instead };
}

/** Reads the name of a header. */
export function parseHeaderName(text: string): Result<string> {
  if (/^[!#$&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(text)) return { value: text };
  return refuse(text, 'is not a header name', 'write a name such as Host');
}

/** Reads the value of a header. */
export function parseHeaderValue(text: string): Result<string> {
  if (![...text].some(hasControl) && text !== '') return { value: text };
  return refuse(text, 'is not a header value', 'write a text on one line');
}

const expectHelp = 'write status 200-399, string TEXT, rstatus REGEX or rstring REGEX';

/** Reads the expected answer, in the words of `http-check expect`. */
export function parseExpect(text: string): Result<readonly string[]> {
  const words = parseExtra(text, () => undefined);
  if (isError(words)) return words;
  const [first = '', second = ''] = words.value;
  const isOther = words.value.some((word) => otherMatches.has(word));
  if (readExpectation(words.value) !== undefined || isOther) return words;
  if (/^[1-5][0-9]{2}([-,][1-5][0-9]{2})*$/.test(text)) {
    return {
      ...refuse(text, 'has no "status" before the number', `write status ${text}`),
      instead: `status ${text}`,
    };
  }
  if (first === 'http-check' && second === 'expect') {
    return refuse(text, 'begins with "http-check expect"', 'remove "http-check expect"');
  }
  const isText = first === 'string' || first === 'rstring';
  if (isText && words.value.length > 2) {
    const pattern = words.value.slice(1).join(' ');
    return refuse(text, 'has more words after the text', `write '${first} "${pattern}"'`);
  }
  return refuse(text, 'is not a valid "http-check expect"', expectHelp);
}

/** What HAProxy accepts, and puppetlb passes on without checking it. */
const otherMatches: ReadonlySet<string> = new Set(
  'fhdr hdr min-recv rstatus rstring string-lf'.split(' '),
);

/** Reads a line of a check of kind option: its option, or a rule of it. */
export function parseCheckLine(text: string): Result<readonly string[]> {
  const words = parseExtra(text, () => undefined);
  if (isError(words)) return words;
  const [first = '', second = ''] = words.value;
  if (first === 'option' && checkOptions.has(second)) return words;
  if (['http-check', 'tcp-check', 'external-check'].includes(first)) return words;
  const message = `${quote(words.value.join(' '))} is not a check line`;
  return { message, help: 'write it in "extra" of the pool' };
}
