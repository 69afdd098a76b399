import { checkKinds } from '../inventory/check-kinds.ts';
import { quote } from '../text/characters.ts';
import { quoteFirstLine } from './check-answer.ts';
import type { ProbePlan, Target } from './probe-plan.ts';

/** How far a conversation came. */
export type ProbePhase = 'connection' | 'handshake' | 'answer';

/** What is known of a conversation when it fails. */
export interface Circumstances {
  readonly target: Target;
  readonly question: ProbePlan;
  readonly phase: ProbePhase;
  /** What was answered so far. */
  readonly bytes: Uint8Array;
}

/** What did not come within its time. */
export function describeSilence({ question: plan, phase, bytes }: Circumstances): string {
  const connect = formatTime(plan.connectTimeout);
  switch (phase) {
    case 'connection':
      return `no answer within ${connect}; does a firewall drop it?`;
    case 'handshake':
      return `connected, but no TLS handshake within ${connect}; does the port speak TLS?`;
    case 'answer': {
      const answer = formatTime(plan.answerTimeout ?? plan.connectTimeout);
      return bytes.length === 0
        ? `connected, but no answer within ${answer}; does the service hang?`
        : `the answer was incomplete after ${answer}: ${quoteFirstLine(bytes)}`;
    }
  }
}

/** A time as people write it: 1500 ms, 2 s. */
function formatTime(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

const brokenHandshake = 'closed the connection during the TLS handshake; does the port speak TLS?';

/** The connection was closed before the answer, properly. */
export function describeClose({ target, phase }: Circumstances): string {
  if (phase === 'handshake') return brokenHandshake;
  const filter =
    "; does xinetd's only_from or systemd's IPAddressAllow leave this machine out, or does the port expect TLS?";
  return `closed the connection without an answer${checkKinds[target.kind].asksScript ? filter : ''}`;
}

/**
 * The connection was reset. Where the request was not read the kernel answers the close with a reset,
 * and what was not sent yet is lost (RFC 9293, 3.6; RFC 2525, 2.17).
 */
export function describeReset({ target, phase, bytes }: Circumstances): string {
  if (phase === 'handshake') return brokenHandshake;
  if (bytes.length > 0) {
    return `answered ${quoteFirstLine(bytes)} and reset the connection, because it closed without reading the request; let it read to the empty line first`;
  }
  const guess = checkKinds[target.kind].asksScript
    ? "; does its check close without reading the request or expect TLS, or does xinetd's only_from leave this machine out?"
    : '';
  return `reset the connection before it answered${guess}`;
}

/** Why a connection or a name failed, by the system's or OpenSSL's code. */
export function describeError(error: unknown, circumstances: Circumstances): string {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'EPIPE') return describeReset(circumstances);
  if (/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/.test(code)) {
    return 'answered without TLS to a check over TLS';
  }
  const reason = (error as { readonly reason?: unknown }).reason;
  if (code.startsWith('ERR_SSL_')) {
    return `TLS failed: ${quote(typeof reason === 'string' ? reason : code)}`;
  }
  const words = systemWords(code, circumstances.target);
  return words ?? `the connection failed: ${quote(code === '' ? message : code)}`;
}

function systemWords(code: string, { kind, address }: Target): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return `connection refused; is the ${checkKinds[kind].asksScript ? "check's port" : 'port'} open there?`;
    case 'ETIMEDOUT':
      return 'no answer; does a firewall drop it?';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return `no route to host ${address}`;
    case 'EACCES':
    case 'EPERM':
      return 'this machine does not permit the connection; does its own firewall refuse it?';
    case 'EADDRNOTAVAIL':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOBUFS':
      return `this machine has no room for a further connection (${code})`;
    default:
      return undefined;
  }
}

/** Why a name has no address, by the resolver's code. */
export function describeLookup(error: unknown, name: string): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EAI_AGAIN') {
    return `the name ${quote(name)} does not resolve now: the resolver does not answer`;
  }
  const reason = code === 'ENOTFOUND' ? '' : ` (${quote(code)})`;
  return `the name ${quote(name)} does not resolve${reason}`;
}
