import { it } from 'vitest';
import { parseBalance } from '../../src/inventory/values/balance.ts';
import { parseHashType } from '../../src/inventory/values/hash-type.ts';
import { expectCases } from './cases.ts';

it('algorithms are those that choose for TCP', async () => {
  await expectCases('balance', parseBalance);
});

it('hash types are in the words of HAProxy', async () => {
  await expectCases('hash-type', parseHashType);
});
