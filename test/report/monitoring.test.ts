import { expect, it } from 'vitest';
import { nagiosLine, prometheusText } from '../../src/report/monitoring.ts';

it('keeps a line for Nagios one line, and its performance data apart', () => {
  const line = nagiosLine('X', 'WARNING', 'a | b\nc', { n: 1, m: 2 });
  expect(line).toBe('X WARNING - a / b c | n=1 m=2\n');
  expect(nagiosLine('X', 'OK', 'y'.repeat(5000)).length).toBeLessThan(1100);
});

it('escapes what labels of Prometheus may not hold', () => {
  const text = prometheusText([
    { name: 'x', help: 'H.', values: [[{ pool: 'a"b\\c\nd' }, 1]] },
    { name: 'none', help: 'N.', values: [] },
  ]);
  expect(text).toBe('# HELP x H.\n# TYPE x gauge\nx{pool="a\\"b\\\\c\\nd"} 1\n');
});
