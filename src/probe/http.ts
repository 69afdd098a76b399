import { type Body, readBody } from './http-body.ts';

/** An answer to a request, as far as it came. */
export type Response =
  | { readonly state: 'incomplete' }
  | { readonly state: 'malformed'; readonly line: string }
  | (Body & { readonly state: 'answered'; readonly status: number; readonly reason: string });

/** HAProxy takes a head that fits into its buffer beside what it notes of it (2.6, measured). */
const longestHead = 16_300;

/** HAProxy's tune.http.maxhdr is 101, and the status line is one of them (2.6, measured). */
const mostFields = 100;

/**
 * Reads the bytes of an answer, each as one character, as strictly as HAProxy 2.6 does; a line that is
 * no HTTP is returned as it came.
 */
export function readResponse(bytes: Uint8Array): Response {
  const text = toText(bytes).replace(/^[\r\n]+/, '');
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  if (!'HTTP/'.startsWith(text.slice(0, 5))) return { state: 'malformed', line: firstLine };
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { state: 'incomplete' };
  const [first = '', ...fields] = text.slice(0, end.index).split(/\r?\n/);
  const status = /^HTTP\/\d\.\d[ \t]+(\d{3})(?:[ \t]+(.*))?$/.exec(first);
  if (status === null) return { state: 'malformed', line: first };
  const bad = findBadField(fields);
  if (bad !== undefined) return { state: 'malformed', line: bad };
  if (end.index > longestHead) return { state: 'malformed', line: 'a head of more than 16 KiB' };
  const start = end.index + end[0].length;
  const code = Number(status[1]);
  const body = readBody(text.slice(start), code, fields);
  if (typeof body === 'string') return { state: 'malformed', line: body };
  return { state: 'answered', status: code, reason: (status[2] ?? '').trim(), ...body };
}

function toText({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** A field is a name and a value, or goes on with the value above it. */
function findBadField(fields: readonly string[]): string | undefined {
  if (fields.length > mostFields) return `more than ${mostFields} fields`;
  return fields.find((line, index) => {
    const isContinued = index > 0 && /^[ \t]/.test(line);
    const isNamed = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:/.test(line);
    return !(isContinued || isNamed) || /[\0\r]/.test(line);
  });
}
