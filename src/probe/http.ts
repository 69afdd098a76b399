/** An answer to a request, as far as it came. */
export type Response =
  | { readonly state: 'incomplete' }
  | { readonly state: 'not HTTP' }
  | {
      readonly state: 'answered';
      /** The status code and its reason phrase. */
      readonly status: number;
      readonly reason: string;
      readonly body: string;
      /** Whether the body is there to its end. */
      readonly isWhole: boolean;
    };

/** Reads the bytes of an answer, each as one character (RFC 9112). */
export function readResponse(bytes: Uint8Array): Response {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/^[\r\n]+/, '');
  if (!'HTTP/'.startsWith(text.slice(0, 5))) return { state: 'not HTTP' };
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { state: 'incomplete' };
  const [first = '', ...fields] = text.slice(0, end.index).split(/\r?\n/);
  const status = /^HTTP\/\d\.\d[ \t]+(\d{3})(?:[ \t]+(.*))?$/.exec(first);
  if (status === null || !fields.every(isField)) return { state: 'not HTTP' };
  const code = Number(status[1]);
  const rest = text.slice(end.index + end[0].length);
  return {
    state: 'answered',
    status: code,
    reason: (status[2] ?? '').trim(),
    ...readBody(rest, code, fields),
  };
}

/** A name and a value, or what goes on with the value above it. */
function isField(line: string): boolean {
  return /^([!#$%&'*+.^_`|~0-9A-Za-z-]+:|[ \t])/.test(line) && !line.includes('\0');
}

interface Body {
  readonly body: string;
  readonly isWhole: boolean;
}

/** Without a length the body ends with the connection. */
function readBody(rest: string, status: number, fields: readonly string[]): Body {
  if (status === 204 || status === 304) return { body: '', isWhole: true };
  if (/\bchunked$/i.test(fieldOf(fields, 'transfer-encoding') ?? '')) return readChunks(rest);
  const length = fieldOf(fields, 'content-length');
  if (length === undefined || !/^\d+$/.test(length)) return { body: rest, isWhole: false };
  return { body: rest.slice(0, Number(length)), isWhole: rest.length >= Number(length) };
}

function fieldOf(fields: readonly string[], name: string): string | undefined {
  const field = fields.find((line) => line.toLowerCase().startsWith(`${name}:`));
  return field?.slice(name.length + 1).trim();
}

function readChunks(rest: string): Body {
  let body = '';
  let at = 0;
  for (;;) {
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?\n/i.exec(rest.slice(at, at + 1024));
    if (size === null) return { body, isWhole: false };
    const length = Number.parseInt(size[1] ?? '0', 16);
    if (length === 0) return { body, isWhole: true };
    const start = at + size[0].length;
    body += rest.slice(start, start + length);
    if (start + length >= rest.length) return { body, isWhole: false };
    at = rest.indexOf('\n', start + length) + 1;
    if (at === 0) return { body, isWhole: false };
  }
}
