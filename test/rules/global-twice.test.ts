import { expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

const pool =
  'pools: [{ name: a, bind: "10.0.0.9:8140", servers: [{ name: b, address: 10.0.0.1 }] }]\n';

/** Codes and severities of findings where the sections have a line of global. */
function found(line: string): string[] {
  const text = `haproxy:\n  balancers: [10.0.0.11]\n  sections: |\n    global\n      ${line}\n${pool}`;
  const { diagnostics } = lint({ name: 'inventory.yaml', bytes: new TextEncoder().encode(text) });
  const own = diagnostics.filter(({ code }) => code === 'HAP346');
  return own.map(({ severity, help }) => `${severity}: ${help}`);
}

it('is an error, for HAProxy ignores the second with an alert', () => {
  expect(found('maxconn 100')).toEqual(['error: write maxconn in haproxy.global instead']);
  expect(found('nbproc 1')).toEqual([]);
});
