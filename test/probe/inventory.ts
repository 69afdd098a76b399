import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { hasError } from '../../src/findings/diagnostic.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { planProbe } from '../../src/probe/probe-plan.ts';
import {
  askAll,
  contextKey,
  type Lookup,
  type ProbeAnswer,
  readCertificates,
} from '../../src/probe/prober.ts';
import { lint } from '../../src/rules/lint.ts';

/** An inventory without errors, from the value that its YAML holds. */
export function inventoryOf(value: unknown): Inventory {
  const text = stringify(value, { aliasDuplicateObjects: false });
  const { inventory, diagnostics } = lint({
    name: 'inventory.yaml',
    bytes: new TextEncoder().encode(text),
  });
  // The stubs stand for services with TLS and without on one port.
  const others = diagnostics.filter(({ code }) => code !== 'CHK206');
  if (inventory === undefined || hasError(others)) {
    throw new Error(`${diagnostics.map(({ message }) => message).join('\n')}\n${text}`);
  }
  return inventory;
}

/** Asks every server of an inventory; the answers by POOL/SERVER. */
export async function probe(
  inventory: Inventory,
  lookup?: Lookup,
): Promise<Map<string, ProbeAnswer>> {
  const targets = planProbe(inventory);
  const contexts = new Map<string, ReturnType<typeof readCertificates>>();
  const read = (file: string | undefined) => (file === undefined ? file : readFileSync(file));
  for (const { plan } of targets) {
    const tls = 'tls' in plan ? plan.tls : undefined;
    if (tls === undefined) continue;
    contexts.set(contextKey(tls), readCertificates(read(tls.caFile), read(tls.crlFile)));
  }
  const answers = new Map<string, ProbeAnswer>();
  await askAll(
    targets,
    contexts,
    (answer) => answers.set(`${answer.target.pool}/${answer.target.server}`, answer),
    lookup,
  );
  return answers;
}

/** The one answer of an inventory with one server. */
export async function probeOne(inventory: Inventory, lookup?: Lookup): Promise<ProbeAnswer> {
  const [answer] = (await probe(inventory, lookup)).values();
  if (answer === undefined) throw new Error('no answer');
  return answer;
}
