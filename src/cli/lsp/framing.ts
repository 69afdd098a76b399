import { Transform, type TransformCallback } from 'node:stream';

/** A header longer than this is none. */
const longest = 8192;

/** Passes messages on; fails at a header that does not say how long its message is, behind which none can be found. */
export class Framing extends Transform {
  /** The header so far, a character for each byte. */
  #header = '';
  /** What is left of the message; undefined where nobody can tell. */
  #left: number | undefined = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    let at = 0;
    while (at < chunk.length && this.#left !== undefined) at = this.#pass(chunk, at);
    if (this.#left === undefined) done(new Error('the start of the next message is unknown'));
    else done(null, chunk);
  }

  /** Goes on by a byte of a header, or by what is there of a message. */
  #pass(chunk: Buffer, at: number): number {
    const left = this.#left ?? 0;
    const count = Math.min(left, chunk.length - at);
    if (count > 0) {
      this.#left = left - count;
      return at + count;
    }
    this.#header += String.fromCharCode(chunk[at] ?? 0);
    if (this.#header.endsWith('\r\n\r\n')) {
      const length = /^content-length:[ \t]*(\d{1,9})[ \t]*\r$/im.exec(this.#header)?.[1];
      this.#left = length === undefined ? undefined : Number(length);
      this.#header = '';
    } else if (this.#header.length > longest) this.#left = undefined;
    return at + 1;
  }
}
