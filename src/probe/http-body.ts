/** A body, each byte as one character. */
export interface Body {
  readonly body: string;
  /** Whether it is there to its end. */
  readonly isWhole: boolean;
}

/**
 * Reads what came of a body by the fields of its head; returns the line that is wrong where its length
 * can't be told, as HAProxy 2.6 judges it. Without a length the body ends with the connection.
 */
export function readBody(rest: string, status: number, fields: readonly string[]): Body | string {
  const encodings = fields.filter((line) => /^transfer-encoding:/i.test(line));
  const unknown = encodings.find((line) => !/:[ \t]*chunked[ \t]*$/i.test(line));
  if (unknown !== undefined) return unknown;
  const lengths = fields.filter((line) => /^content-length:/i.test(line));
  const length = lengths.length === 0 ? undefined : readLength(lengths);
  if (typeof length === 'string') return length;
  if (status === 204 || status === 304) return { body: '', isWhole: true };
  if (encodings.length > 0) return readChunks(rest);
  if (length === undefined) return { body: rest, isWhole: false };
  return { body: rest.slice(0, length), isWhole: rest.length >= length };
}

/** The one length that all fields say; the field that says none, or another one. */
function readLength(fields: readonly string[]): number | string {
  let length: string | undefined;
  for (const field of fields) {
    for (const part of field.slice(field.indexOf(':') + 1).split(',')) {
      const digits = part.trim();
      const isSame = length === undefined || length === digits;
      if (!/^\d{1,19}$/.test(digits) || BigInt(digits) >= 2n ** 63n || !isSame) return field;
      length = digits;
    }
  }
  return Number(length);
}

function readChunks(rest: string): Body | string {
  let body = '';
  let at = 0;
  for (;;) {
    const end = rest.indexOf('\n', at);
    if (end === -1) return { body, isWhole: false };
    const line = rest.slice(at, end);
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(line);
    if (size === null) return line;
    const length = Number.parseInt(size[1] ?? '', 16);
    if (length === 0) return { body, isWhole: true };
    const start = end + 1;
    body += rest.slice(start, start + length);
    const after = /^(?:\r?\n|\r?$)/.exec(rest.slice(start + length, start + length + 2));
    if (after === null) return rest.slice(start + length, start + length + 80);
    at = start + length + after[0].length;
    if (at >= rest.length) return { body, isWhole: false };
  }
}
