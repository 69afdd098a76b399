import { describe, it } from 'vitest';
import { haproxies } from './haproxies.ts';
import { expectLabels } from './mutations.ts';

describe.sequential('mutations of a configuration', () => {
  for (const haproxy of haproxies.filter(({ version }) => version !== '2.6')) {
    it(`are to HAProxy ${haproxy.version} what their labels say`, async () => {
      await expectLabels(haproxy);
    }, 300_000);
  }
});
