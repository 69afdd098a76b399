import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { withFolder } from '../folder.ts';
import { type CheckCase, checkCases, withCheck } from '../import/check-cases.ts';
import { build, importText } from '../import/meaning.ts';
import { makeAuthority } from '../probe/certificates.ts';
import { check, haproxies, pathIn, temporaryOf } from './haproxies.ts';

const authority = makeAuthority('Puppet CA');
const list = authority.listRevoked();
afterAll(authority.remove);

describe('the check of an imported service', () => {
  for (const haproxy of haproxies) {
    it(`is taken by HAProxy ${haproxy.version} where the original is`, () => {
      withFolder((folder) => {
        const [ca = '', crl = ''] = [authority.caFile, list].map((file, index) =>
          pathIn(haproxy.root, folder.write(`${index}.pem`, readFileSync(file, 'utf8'))),
        );
        for (const one of checkCases.filter((each) => isKnown(each, haproxy.version))) {
          const text = withCheck(one, ca, crl);
          const built = build(importText(text).text ?? '') ?? '';
          if (one.warns === undefined)
            expect([one.name, said(haproxy, text)]).toEqual([one.name, []]);
          expect([one.name, said(haproxy, built)]).toEqual([one.name, []]);
        }
      }, temporaryOf(haproxy));
    }, 120_000);
  }
});

function isKnown({ since = '2.2', until = '3.2' }: CheckCase, version: string): boolean {
  return since <= version && version <= until;
}

function said(haproxy: (typeof haproxies)[number], text: string): string[] {
  return check(haproxy, text)
    .messages.filter(({ level, machine }) => machine === undefined && /alert|warning/.test(level))
    .map((message) => message.text);
}
