import { it } from 'vitest';
import { parseLog } from '../../src/inventory/values/log.ts';
import { parseStatsSocket } from '../../src/inventory/values/stats-socket.ts';
import { expectCases } from './cases.ts';

it('log targets are in the order of HAProxy', async () => {
  await expectCases('log', parseLog);
});

it('stats sockets say who may use them', async () => {
  await expectCases('stats-socket', parseStatsSocket);
});
