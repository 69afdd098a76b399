import { expect, it } from 'vitest';
import { maxTime, parseTime, parseTimeout } from '../../src/inventory/values/time.ts';
import { expectCases } from './cases.ts';

it('times are read as HAProxy reads them, and others named in its spelling', async () => {
  await expectCases('time', parseTime);
});

it('numbers of YAML are times in milliseconds', () => {
  expect(parseTime(2000)).toEqual({ value: { ms: 2000, text: '2000' } });
  expect(parseTime(maxTime)).toHaveProperty('value');
  expect(parseTime(maxTime + 1)).toHaveProperty('message');
  expect(parseTime(0)).toHaveProperty('message', '"0" is zero');
  expect(parseTime(-1)).toHaveProperty('message', '"-1" is negative');
  expect(parseTime(50)).toHaveProperty('help', 'write 50s for seconds, or 50ms for milliseconds');
  expect(parseTimeout(50)).toEqual({
    value: { ms: 50, text: '50' },
    doubt: {
      message: '"50" without a unit means 50 milliseconds',
      help: 'write 50s for seconds, or 50ms for milliseconds',
    },
  });
  expect(parseTimeout(100)).not.toHaveProperty('doubt');
  expect(parseTimeout('50ms')).not.toHaveProperty('doubt');
  expect(parseTime(1.5)).toHaveProperty('help', 'write 1500ms, if you mean seconds');
  expect(parseTime(1e21)).toHaveProperty('help', 'write 24d or less');
});
