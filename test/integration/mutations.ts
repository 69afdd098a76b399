import { expect } from 'vitest';
import { isChanged } from '../diff/mutating.ts';
import { type Mutation, mutations, pickBy } from '../diff/mutations.ts';
import type { RealHaproxy } from './haproxies.ts';
import { startNetwork } from './observation.ts';

/** Something of each kind that a mutation is about; the backends have different servers. */
const sample = `global
  stats socket SOCKET level admin
  maxconn 500
  hard-stop-after 1s
defaults
  mode tcp
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend f
  bind 127.0.0.1:P1
  bind 127.0.0.1:P2
  default_backend b
listen c
  bind 127.0.0.1:P3
  timeout client 40s
  timeout server 50s
  server c1 127.0.0.1:S1
  server c2 127.0.0.1:S2 disabled
listen e
  bind :P4
  balance leastconn
  timeout server 50s
  option httpchk GET /e
  server e1 127.0.0.1:S2 check inter 200 rise 3
  server e2 127.0.0.1:S2 check inter 200
backend b
  timeout server 50s
  option httpchk GET /b
  server b1 127.0.0.1:S1 check inter 200
backend d
  timeout server 50s
  server d1 127.0.0.1:S3
`;

/** What would be seen after minutes, or of other addresses alone, made so that it is seen at once. */
function hastened(text: string): string {
  return text.replaceAll('1234s', '300ms').replaceAll('192.0.2.0/24', '127.0.0.0/8');
}

/** Lets HAProxy and diff judge each mutation: both find a change exactly where its label says one. */
export async function expectLabels(haproxy: RealHaproxy): Promise<void> {
  const network = await startNetwork();
  try {
    const before = network.fill(sample);
    const usual = await network.observe(haproxy, before);
    for (const mutation of mutations) {
      const { name, label } = mutation;
      const after = firstOf(before, mutation);
      expect(isChanged(before, after), name).toBe(label === 'changes');
      const seen = await network.observe(haproxy, hastened(after));
      if (label === 'changes') expect(seen, name).not.toEqual(usual);
      else expect(seen, name).toEqual(usual);
    }
  } finally {
    network.stop();
  }
}

/** The text by the first seed at which something can be done. */
function firstOf(text: string, { name, apply }: Mutation): string {
  for (let seed = 0; seed < 50; seed += 1) {
    const after = apply(text, pickBy(seed));
    if (after !== undefined) return after;
  }
  throw new Error(`nothing has ${name}`);
}
