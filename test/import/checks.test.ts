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
