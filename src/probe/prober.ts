import { createPublicKey } from 'node:crypto';
import { lookup as systemLookup } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { isDocumentationAddress } from '../haproxy/facts/ip.ts';
import { checkKinds } from '../inventory/check-kinds.ts';
import { exchange, type Terms } from './exchange.ts';
import { describeLookup } from './failure.ts';
import type { ProbePlan, Target, Tls } from './probe-plan.ts';

/** How many servers are asked at once. */
const atOnce = 256;

/** What came of a target; a time in milliseconds where it was asked. */
export type ProbeAnswer =
  | { readonly target: Target; readonly result: 'not checked'; readonly detail: string }
  | {
      readonly target: Target;
      readonly result: 'ok' | 'failed';
      readonly detail: string;
      readonly ms: number;
      /** Whether a person took the node out by its state file, and said why. */
      readonly isDrained: boolean;
    };

/** What verifies certificates, by the files that say how. */
export type Contexts = ReadonlyMap<string, SecureContext>;

/** The files that certificates are verified with, as a key of the contexts. */
export function contextKey({ caFile, crlFile }: Tls): string {
  return JSON.stringify([caFile, crlFile]);
}

const crlBlock = /-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----/g;
const certificate = /-----BEGIN (X509 )?CERTIFICATE-----[^-]*-----END \1CERTIFICATE-----/g;

/** Reads a CA file, or none to verify nothing; throws where it holds what is no certificate, or none. */
export function readCertificates(pem: Uint8Array | undefined, crl?: Uint8Array): SecureContext {
  if (pem === undefined) return createSecureContext({ ca: [] });
  const blocks = Buffer.from(pem).toString('latin1').match(certificate) ?? [];
  if (blocks.length === 0) throw new Error('it holds no certificate');
  if (!blocks.every(isCertificate)) throw new Error('a certificate in it is broken');
  const lists = crl === undefined ? undefined : Buffer.from(crl).toString('latin1').match(crlBlock);
  if (lists === null) throw new Error('its CRL file holds no CRL');
  return createSecureContext({ ca: blocks, crl: lists });
}

/** A context leaves out what it can't read, and says nothing. */
function isCertificate(block: string): boolean {
  try {
    return createPublicKey(block).type === 'public';
  } catch {
    return false;
  }
}

/** The first address that the system finds for a name, as HAProxy takes it when it starts. */
export type Lookup = (name: string) => Promise<string>;

/**
 * Asks every target, at most 256 at once, and tells each answer when it comes; a name is looked up
 * once. Where telling throws, it ends with that error, and with every connection closed.
 */
export async function askAll(
  targets: readonly Target[],
  contexts: Contexts,
  tell: (answer: ProbeAnswer) => void,
  lookup: Lookup = lookUp,
): Promise<void> {
  const open = new Set<Socket>();
  const found = new Map<string, Promise<string>>();
  const find = (name: string): Promise<string> => {
    const known = found.get(name) ?? lookup(name);
    found.set(name, known);
    return known;
  };
  const queue = each(targets);
  const work = async (): Promise<void> => {
    for (const target of queue) tell(await answerOf(target, contexts, open, find));
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, targets.length) }, work));
  } finally {
    for (const socket of open) socket.destroy();
  }
}

/** A generator is over for everyone as soon as one who takes from it throws. */
function* each<T>(items: readonly T[]): Generator<T> {
  yield* items;
}

async function answerOf(
  target: Target,
  contexts: Contexts,
  open: Set<Socket>,
  find: Lookup,
): Promise<ProbeAnswer> {
  const { plan, address } = target;
  if ('notChecked' in plan) {
    return { target, result: 'not checked', detail: plan.notChecked };
  }
  const secure = secureOf(plan, contexts);
  let ip = address;
  try {
    if (isIP(address) === 0) ip = await find(address);
  } catch (error) {
    return {
      target,
      result: 'failed',
      detail: describeLookup(error, address),
      ms: 0,
      isDrained: false,
    };
  }
  if (isDocumentationAddress(ip)) {
    const detail = `"${ip}" is an address of a documentation; write that of the server`;
    return { target, result: 'failed', detail, ms: 0, isDrained: false };
  }
  const outcome = await exchange({ target, question: plan, ip, secure, open });
  const { isGood, detail, ms } = outcome;
  const isDrained = outcome.isDrained === true && checkKinds[target.kind].asksScript;
  return { target, result: isGood ? 'ok' : 'failed', detail, ms, isDrained };
}

function secureOf({ tls }: ProbePlan, contexts: Contexts): Terms['secure'] {
  if (tls === undefined) return undefined;
  const context = contexts.get(contextKey(tls));
  if (context === undefined) throw new Error(`the certificates of ${tls.caFile} were not read`);
  return { tls, context };
}

function lookUp(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    systemLookup(name, (error, address) => {
      if (error === null) resolve(address);
      else reject(error);
    });
  });
}
