import { connect, type Socket } from 'node:net';
import { type SecureContext, type TLSSocket, connect as wrapInTls } from 'node:tls';
import type { Expectation } from '../haproxy/model/expectation.ts';
import { explainCertificate } from './certificate.ts';
import { type CheckResult, check, failed } from './check-answer.ts';
import {
  type Circumstances,
  describeClose,
  describeError,
  describeReset,
  describeSilence,
  type ProbePhase,
} from './failure.ts';
import type { ProbePlan, ProbeRequest, Target, Tls } from './probe-plan.ts';

/** The most bytes of an answer that are looked at: HAProxy's own buffer (tune.bufsize). */
const maxBytes = 16_384;

/**
 * How long a reset may follow a good answer and still spoil it, in milliseconds. HAProxy delays its
 * acknowledgements by 40 ms (Linux, TCP_DELACK_MIN), and where an answer is written in parts, as bash
 * writes its lines, Nagle's algorithm holds back all but the first until then: the reset of a server
 * that closes without having read the request throws them away. Here they do arrive, so the reset is
 * what is looked for.
 */
const resetWindow = 50;

/** A verdict and how long it took, in milliseconds. */
export interface ExchangeOutcome extends CheckResult {
  readonly ms: number;
}

/** Where a conversation goes, and what it needs. */
export interface Terms {
  readonly target: Target;
  readonly question: ProbePlan;
  readonly ip: string;
  /** What the certificate is judged by, and verified with. */
  readonly secure: { readonly tls: Tls; readonly context: SecureContext } | undefined;
  /** Every open connection; to destroy one ends its conversation. */
  readonly open: Set<Socket>;
}

/** Asks one server what HAProxy's check asks it; always comes to an end, and never throws. */
export function exchange(terms: Terms): Promise<ExchangeOutcome> {
  return new Promise((resolve) => new Conversation(terms, resolve).start());
}

class Conversation {
  readonly #terms: Terms;
  readonly #resolve: (outcome: ExchangeOutcome) => void;
  readonly #started = performance.now();
  readonly #socket: Socket;
  #stream: Socket;
  #timer: NodeJS.Timeout | undefined;
  #phase: ProbePhase = 'connection';
  #bytes: Buffer = Buffer.alloc(0);
  #good: ExchangeOutcome | undefined;
  /** The verdict on an answer whose text is still waited for. */
  #partial: ExchangeOutcome | undefined;
  #reads = 0;

  constructor(terms: Terms, resolve: (outcome: ExchangeOutcome) => void) {
    this.#terms = terms;
    this.#resolve = resolve;
    const { ip: host, target } = terms;
    this.#socket = connect({ host, port: target.port, allowHalfOpen: true, noDelay: true });
    this.#stream = this.#socket;
    terms.open.add(this.#socket);
  }

  start(): void {
    this.#limit(this.#terms.question.connectTimeout);
    this.#watch(this.#socket);
    this.#socket.once('connect', () => this.#onConnect());
  }

  /** What came in time counts also where this process was too busy to look: it looks once more. */
  #limit(ms: number): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      setImmediate(() => {
        if (timer !== this.#timer) return;
        this.#end(this.#good ?? this.#partial ?? failed(describeSilence(this.#circumstances())));
      });
    }, ms);
    this.#timer = timer;
  }

  /** A socket that is destroyed may still have an error to tell. */
  #watch(socket: Socket): void {
    socket.on('error', (error) => this.#onError(error));
    socket.once('close', () =>
      this.#end(this.#partial ?? failed(describeClose(this.#circumstances()))),
    );
  }

  /** Who resets a connection has accepted it, which is all that a check without a question asks. */
  #onError(error: NodeJS.ErrnoException): void {
    const { question: plan } = this.#terms;
    const isConnect = plan.request === undefined && plan.tls === undefined;
    const isAccepted = error.code === 'ECONNRESET' && isConnect;
    if (isAccepted) this.#end({ isGood: true, detail: 'connected' });
    else this.#end(this.#partial ?? failed(describeError(error, this.#circumstances())));
  }

  #circumstances(): Circumstances {
    const { target, question: plan } = this.#terms;
    return { target, question: plan, phase: this.#phase, bytes: this.#bytes };
  }

  #onConnect(): void {
    const { ip, target, question: plan, secure } = this.#terms;
    if (plan.proxyHeader !== undefined) {
      const to = { ip, port: target.port };
      this.#socket.write(formatProxyHeader(plan.proxyHeader, this.#socket, to));
    }
    if (secure === undefined) this.#talk('connected');
    else this.#shakeHands(secure.context, secure.tls);
  }

  #shakeHands(secureContext: SecureContext, tls: Tls): void {
    this.#phase = 'handshake';
    const stream = wrapInTls({
      socket: this.#socket,
      secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    this.#stream = stream;
    this.#watch(stream);
    stream.once('secureConnect', () => {
      const error = this.#fail(stream, tls);
      if (error === undefined) this.#talk('connected with TLS');
      else this.#end(failed(error));
    });
  }

  #fail(stream: TLSSocket, tls: Tls): string | undefined {
    const chainError = stream.authorized ? undefined : String(stream.authorizationError);
    return explainCertificate(stream.getPeerX509Certificate(), chainError, tls);
  }

  /** Asks over what is connected; where there is nothing to ask, that is the answer. */
  #talk(detail: string): void {
    const { answerTimeout, request } = this.#terms.question;
    if (request === undefined) {
      this.#end({ isGood: true, detail });
      return;
    }
    this.#phase = 'answer';
    if (answerTimeout !== undefined) this.#limit(answerTimeout);
    this.#stream.on('data', (chunk: Buffer) => this.#onData(chunk, request));
    this.#stream.once('end', () => this.#end(this.#checkEnd(request.expect)));
    this.#stream.write(formatRequest(request));
  }

  #onData(chunk: Buffer, { expect }: ProbeRequest): void {
    if (this.#good !== undefined) return;
    this.#reads += 1;
    const room = maxBytes - this.#bytes.length;
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, room)]);
    const result = check(expect, this.#bytes, chunk.length >= room ? 'full' : undefined);
    if (result === undefined) return;
    if (result.isPartial === true) this.#awaitText(result);
    else if (result.isGood && this.#isSpoiltByReset()) this.#awaitReset(result);
    else this.#end(result);
  }

  /** An answer that came at once is taken, whatever follows, by HAProxy 2.6 and later (asked: 2.2, 2.6, 3.0, 3.2). */
  #isSpoiltByReset(): boolean {
    const { question: plan, secure } = this.#terms;
    return secure === undefined && !(plan.takesUnread && this.#reads === 1);
  }

  #awaitText(result: CheckResult): void {
    if (this.#partial === undefined) this.#limit(resetWindow);
    this.#partial = this.#outcome(result);
  }

  #awaitReset(result: CheckResult): void {
    this.#good = this.#outcome(result);
    this.#limit(resetWindow);
  }

  #checkEnd(expect: Expectation): CheckResult | ExchangeOutcome {
    const circumstances = this.#circumstances();
    if (this.#partial !== undefined) return check(expect, this.#bytes, 'closed') ?? this.#partial;
    if (this.#terms.secure === undefined && hasNoPeer(this.#stream)) {
      return failed(describeReset(circumstances));
    }
    if (this.#good !== undefined) return this.#good;
    const result = this.#bytes.length === 0 ? undefined : check(expect, this.#bytes, 'closed');
    return result ?? failed(describeClose(circumstances));
  }

  #outcome(result: CheckResult): ExchangeOutcome {
    return { ...result, ms: Math.round(performance.now() - this.#started) };
  }

  #end(result: CheckResult | ExchangeOutcome): void {
    clearTimeout(this.#timer);
    this.#terms.open.delete(this.#socket);
    this.#stream.destroy();
    if (this.#terms.question.request === undefined) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
    this.#resolve('ms' in result ? result : this.#outcome(result));
  }
}

/** Node tells a reset that comes with data as an end; the system no longer knows the peer then. */
function hasNoPeer(stream: Socket): boolean {
  return stream.remoteAddress === undefined;
}

/**
 * A request as HAProxy writes it: header names in lower case, then what it adds itself (seen of 2.6,
 * 3.0 and 3.2).
 */
function formatRequest({ method, path, version, headers }: ProbeRequest): string {
  const fields = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`);
  if (!withoutBody.has(method)) fields.push('content-length: 0\r\n');
  if (version !== 'HTTP/1.0') fields.push('connection: close\r\n');
  return `${method} ${path} ${version}\r\n${fields.join('')}\r\n`;
}

/** Methods that need no length of a body. */
const withoutBody: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS']);

/**
 * The PROXY header of a check: version 1 names both ends, version 2 says LOCAL and names none (PROXY
 * protocol 2.1 and 2.2; seen of HAProxy 2.6).
 */
function formatProxyHeader(
  version: 'v1' | 'v2',
  { localAddress, localPort }: Socket,
  to: { readonly ip: string; readonly port: number },
): Uint8Array {
  if (version === 'v2') {
    return Uint8Array.from([13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10, 0x20, 0, 0, 0]);
  }
  const family = to.ip.includes(':') ? 'TCP6' : 'TCP4';
  return Buffer.from(`PROXY ${family} ${localAddress} ${to.ip} ${localPort} ${to.port}\r\n`);
}
