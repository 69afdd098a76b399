import type { Target } from '../probe/probe-plan.ts';
import type { Contexts } from '../probe/prober.ts';
import { FileError } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';

/** The files of a CA are read once, before anything is asked: without them HAProxy does not start. */
export async function readContexts(targets: readonly Target[], io: Io): Promise<Contexts> {
  const { contextKey, readCertificates } = await import('../probe/prober.ts');
  const contexts = new Map<string, ReturnType<typeof readCertificates>>();
  for (const { plan } of targets) {
    const tls = 'tls' in plan ? plan.tls : undefined;
    if (tls === undefined || contexts.has(contextKey(tls))) continue;
    const [pem, crl] = [tls.caFile, tls.crlFile].map((file) => readFileOfCa(file, io));
    try {
      contexts.set(contextKey(tls), readCertificates(pem, crl));
    } catch (error) {
      throw new FileError(`${tls.caFile}: ${(error as Error).message}`);
    }
  }
  return contexts;
}

function readFileOfCa(file: string | undefined, io: Io): Uint8Array | undefined {
  if (file === undefined) return undefined;
  const pem = readIfThere(io, file);
  if (pem !== undefined) return pem;
  throw new FileError(`${file}: no such file; run probe on a balancer, which has the CA file`);
}
