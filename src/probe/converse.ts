import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { type SecureContext, type TLSSocket, connect as wrapInTls } from 'node:tls';
import type { CheckRequest } from '../deployment/check.ts';
import { refuseCertificate } from './certificate.ts';
import {
  type Circumstances,
  describeClose,
  describeError,
  describeReset,
  describeSilence,
  type Phase,
} from './failure.ts';
import { failed, judge, type Verdict } from './judge.ts';
import { formatProxyHeader, formatRequest } from './message.ts';
import type { Question, Target, Tls } from './question.ts';

/** The most bytes of an answer that are looked at: HAProxy's own buffer (tune.bufsize). */
const maxBytes = 16_384;

/**
 * How long a reset may follow a good answer and still spoil it, in milliseconds. HAProxy delays its
 * acknowledgements by 40 ms (Linux, TCP_DELACK_MIN), and where an answer is written in parts Nagle's
 * algorithm holds back all but the first until then: the reset of a server that closes without having
 * read the request throws them away. They do arrive here, so the reset is what is looked for.
 */
const resetWindow = 50;

/** A verdict and how long it took, in milliseconds. */
export interface Outcome extends Verdict {
  readonly ms: number;
}

/** Where a conversation goes, and what it needs. */
export interface Terms {
  readonly target: Target;
  readonly question: Question;
  readonly ip: string;
  /** What certificates are verified with; needed for a check over TLS. */
  readonly context: SecureContext | undefined;
  /** Every open connection; to destroy one ends its conversation. */
  readonly open: Set<Socket>;
}

/** Asks one server what HAProxy's check asks it; always comes to an end, and never throws. */
export function converse(terms: Terms): Promise<Outcome> {
  return new Promise((resolve) => new Conversation(terms, resolve).start());
}

class Conversation {
  readonly #terms: Terms;
  readonly #resolve: (outcome: Outcome) => void;
  readonly #started = performance.now();
  readonly #socket: Socket;
  #timer: NodeJS.Timeout | undefined;
  #phase: Phase = 'connection';
  #bytes: Buffer = Buffer.alloc(0);
  #good: Outcome | undefined;

  constructor(terms: Terms, resolve: (outcome: Outcome) => void) {
    this.#terms = terms;
    this.#resolve = resolve;
    const { ip: host, target } = terms;
    this.#socket = connect({ host, port: target.port, allowHalfOpen: true, noDelay: true });
    terms.open.add(this.#socket);
  }

  start(): void {
    this.#limit(this.#terms.question.connectTimeout);
    this.#watch(this.#socket);
    this.#socket.once('connect', () => this.#onConnect());
  }

  #limit(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#end(this.#good ?? failed(describeSilence(this.#circumstances())));
    }, ms);
  }

  /** A socket that is destroyed may still have an error to tell. */
  #watch(socket: Socket): void {
    socket.on('error', (error) => this.#end(failed(describeError(error, this.#circumstances()))));
    socket.once('close', () => this.#end(failed(describeClose(this.#circumstances()))));
  }

  #circumstances(): Circumstances {
    const { target, question } = this.#terms;
    return { target, question, phase: this.#phase, bytes: this.#bytes };
  }

  #onConnect(): void {
    const { question, context } = this.#terms;
    if (question.proxyHeader !== undefined) {
      this.#socket.write(formatProxyHeader(question.proxyHeader, this.#socket));
    }
    if (question.tls !== undefined && context !== undefined) {
      this.#shakeHands(question.tls, context);
    } else if (question.request !== undefined) this.#talk(this.#socket, question.request);
    else this.#end({ isGood: true, detail: 'connected' });
  }

  #shakeHands(tls: Tls, secureContext: SecureContext): void {
    this.#phase = 'handshake';
    const secure = wrapInTls({
      socket: this.#socket,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    this.#watch(secure);
    secure.once('secureConnect', () => this.#onSecure(secure, tls));
  }

  #onSecure(secure: TLSSocket, tls: Tls): void {
    const chainError = secure.authorized ? undefined : String(secure.authorizationError);
    const refusal = refuseCertificate(secure.getPeerX509Certificate(), chainError, tls);
    const { request } = this.#terms.question;
    if (refusal !== undefined) this.#end(failed(refusal));
    else if (request !== undefined) this.#talk(secure, request);
    else this.#end({ isGood: true, detail: 'connected with TLS' });
  }

  #talk(stream: Socket, request: CheckRequest): void {
    this.#phase = 'answer';
    const { answerTimeout } = this.#terms.question;
    if (answerTimeout !== undefined) this.#limit(answerTimeout);
    stream.on('data', (chunk: Buffer) => this.#onData(chunk, request));
    stream.once('end', () => this.#onEnd(stream, request));
    stream.write(formatRequest(request));
  }

  #onData(chunk: Buffer, { expect }: CheckRequest): void {
    if (this.#good !== undefined) return;
    const room = maxBytes - this.#bytes.length;
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, room)]);
    const verdict = judge(expect, this.#bytes, chunk.length >= room ? 'full' : undefined);
    if (verdict === undefined) return;
    if (!verdict.isGood || this.#terms.question.tls !== undefined) return this.#end(verdict);
    this.#good = this.#outcome(verdict);
    this.#limit(resetWindow);
  }

  #onEnd(stream: Socket, { expect }: CheckRequest): void {
    const isReset = this.#terms.question.tls === undefined && hasNoPeer(stream);
    const circumstances = this.#circumstances();
    if (isReset) this.#end(failed(describeReset(circumstances)));
    else if (this.#bytes.length === 0) this.#end(failed(describeClose(circumstances)));
    else {
      const verdict = this.#good ?? judge(expect, this.#bytes, 'closed');
      this.#end(verdict ?? failed(describeClose(circumstances)));
    }
  }

  #outcome(verdict: Verdict): Outcome {
    return { ...verdict, ms: Math.round(performance.now() - this.#started) };
  }

  #end(verdict: Verdict | Outcome): void {
    clearTimeout(this.#timer);
    this.#terms.open.delete(this.#socket);
    this.#socket.destroy();
    this.#resolve('ms' in verdict ? verdict : this.#outcome(verdict));
  }
}

/** Node tells a reset that comes with data as an end; the system no longer knows the peer then. */
function hasNoPeer(stream: Socket): boolean {
  return stream.remoteAddress === undefined;
}
