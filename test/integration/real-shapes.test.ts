import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { builtSide, fileSide } from '../../src/diff/side.ts';
import { lint } from '../../src/rules/lint.ts';
import { makeFolder } from '../folder.ts';
import { build, importText } from '../import/meaning.ts';
import { makeAuthority } from '../probe/certificates.ts';
import { check, haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

const shapes = join(import.meta.dirname, '../fixtures/real-shapes');
const authority = makeAuthority('Puppet CA');
afterAll(authority.remove);

/** The file of each part of a certificate that the configurations name. */
function certificates(): Record<string, string> {
  const { cert, key } = authority.issue(['front']);
  const front = cert + key;
  const [ca, crl] = [authority.caFile, authority.listRevoked()].map((file) =>
    readFileSync(file, 'utf8'),
  );
  return { 'front.pem': front, 'ca.pem': ca ?? '', 'crl.pem': crl ?? '' };
}

/** What HAProxy says of a text; places and names of the process aside. */
function said(haproxy: RealHaproxy, text: string): { isTaken: boolean; warnings: string[] } {
  const { status, messages } = check(haproxy, text);
  const warnings = messages
    .filter(({ level }) => level === 'warning')
    .map(({ text: one }) =>
      one.replaceAll(/line [0-9]+|in (defaults|frontend|listen) '[^']*'/g, '...'),
    );
  return { isTaken: status === 0 || !messages.some(({ level }) => level === 'alert'), warnings };
}

describe('what is built from a configuration in the shape of a real one', () => {
  for (const haproxy of haproxies) {
    it(`is taken by HAProxy ${haproxy.version} where the original is, without a new warning`, () => {
      const folder = makeFolder(temporaryOf(haproxy));
      for (const [name, text] of Object.entries(certificates())) folder.write(name, text);
      const pki = pathIn(haproxy.root, folder.path);
      for (const file of readdirSync(shapes).filter((name) => name.endsWith('.cfg'))) {
        const text = readFileSync(join(shapes, file), 'utf8').replaceAll('/etc/haproxy/pki', pki);
        const original = said(haproxy, text);
        if (!original.isTaken) continue;
        const built = said(haproxy, build(importText(text).text ?? '') ?? '');
        const added = built.warnings.filter((one) => !original.warnings.includes(one));
        expect([file, built.isTaken, added]).toEqual([file, true, []]);
      }
      folder.remove();
    }, 180_000);
  }
});

/** The load balancer of the article that the health check comes from; HAProxy then took an address behind the name. */
const article = (names: readonly [string, string]) => `
listen puppetmaster_8140 10.0.0.100:8140
  mode tcp
  balance source
  hash-type map-based
  option httpchk

  server ${names[0]} 10.0.0.101:8140 check port 9200 inter 2000 rise 3 fall 3
  server ${names[1]} 10.0.0.102:8140 check port 9200 inter 2000 rise 3 fall 3
`;

describe("the haproxy.cfg of Debian's package with a listen for Puppet", () => {
  for (const { version, root } of haproxies) {
    const file = join(root, 'etc/haproxy/haproxy.cfg');
    it.skipIf(!existsSync(file)).each([
      ['is a pool that means the same', ['puppetmaster1', 'puppetmaster2'], 1],
      ['is copied where both servers have one name', ['puppetmaster1', 'puppetmaster1'], 0],
    ] as const)(`${version} %s`, (_, names, pools) => {
      const text = readFileSync(file, 'utf8') + article(names);
      const { text: yaml = '' } = importText(text);
      const { inventory, diagnostics } = lint({ name: '', bytes: new TextEncoder().encode(yaml) });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      if (inventory === undefined) throw new Error('no inventory');
      const before = fileSide('haproxy.cfg', [{ name: 'haproxy.cfg', text }]);
      const sides = { before, after: builtSide('inventory', inventory) };
      expect(compareSides(sides, inventory.haproxy.version.value).changes).toEqual([]);
      expect(inventory.pools).toHaveLength(pools);
    });
  }
});
