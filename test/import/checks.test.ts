import { describe, expect, it } from 'vitest';
import { checkCases, withCheck } from './check-cases.ts';
import { build, importText, meaning } from './meaning.ts';

describe('the check of a service is imported as it is', () => {
  for (const one of checkCases) {
    it(one.name, () => {
      const text = withCheck(one, '/etc/ca.pem', '/etc/crl.pem');
      const imported = importText(text);
      for (const said of one.says) {
        expect(imported.text).toContain(
          said.replaceAll(/\bCA\b/g, '/etc/ca.pem').replaceAll(/\bCRL\b/g, '/etc/crl.pem'),
        );
      }
      const built = build(imported.text ?? '') ?? '';
      expect(meaning(built, imported)).toEqual(meaning(text, imported));
      expect(importText(built).text).toBe(imported.text);
    });
  }
});

/** What an inventory has as role, port and check of a service. */
function poolOf(name: string, server: string, ...lines: string[]): string {
  const text = `listen ${name}\n  bind 10.0.0.100:9999\n  mode tcp\n  balance source\n  ${lines.join('\n  ')}\n  server m1 10.0.0.1:${server}\n  server m2 10.0.0.2:${server}\n`;
  const imported = importText(text);
  const built = build(imported.text ?? '') ?? '';
  expect(meaning(built, imported)).toEqual(meaning(text, imported));
  const pool = imported.text?.split('pools:\n')[1] ?? '';
  return pool
    .split('\n')
    .filter((line) => /^ +(role|port|check):/.test(line))
    .map((line) => line.trim())
    .join('; ');
}

it('takes the role from the port of the servers, then from the name', () => {
  expect(poolOf('pxp', '8142 check')).toBe('role: pcp # guessed; check: { kind: tcp, rise: 2 }');
  expect(poolOf('pe', '8143 check')).toBe('role: orchestrator # guessed; check: { rise: 2 }');
  expect(poolOf('pe', '4433')).toBe('role: classifier # guessed; check: none');
  expect(poolOf('pe_console', '443 check')).toBe('role: console # guessed; check: { rise: 2 }');
  expect(poolOf('portal', '443 check')).toBe(
    'role: other # guessed; port: 443; check: { rise: 2 }',
  );
  expect(poolOf('puppet', '18140 check')).toBe('port: 18140; check: { kind: tcp, rise: 2 }');
});

it("asks Puppet and its script only in pools of Puppet's roles", () => {
  const script = ['option httpchk'];
  expect(poolOf('puppet', '8140 check port 9200', ...script)).toBe('check: { rise: 2 }');
  expect(poolOf('galera', '3306 check port 9200', ...script)).toBe(
    'role: other # guessed; port: 3306; check: { kind: http, port: 9200, rise: 2 }',
  );
});
