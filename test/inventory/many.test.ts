import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

/**
 * Much of one mistake. What takes the time of its square is not seen by a clock here but by vitest's
 * own limit: each of these took minutes once.
 */
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const pool =
  'pools: [{ name: a, bind: "10.0.0.1:8140", servers: [{ name: b, address: 10.0.0.2 }] }]\n';

function codesOf(yaml: string): string[] {
  const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(yaml) });
  return [...new Set(diagnostics.map(({ code }) => code))];
}

describe('very many mistakes of one kind', () => {
  it('are found in one mapping of unknown properties', () => {
    expect(codesOf(pool + lines(100_000, (index) => `k${index}: 1`))).toEqual(['SCH001']);
  });

  it('are found in one text of sections', () => {
    const text = lines(60_000, (index) => `    x${index} "`);
    expect(codesOf(`${pool}haproxy:\n  sections: |\n${text}\n`)).toEqual(['HAP306']);
  });

  it('are found in the exceptions of a range', () => {
    const text = lines(10_000, (index) => `      x${index}: {}`);
    const io = '  "c[1:2000]":\n    address: c[1:2000].example\n    except:\n';
    expect(codesOf(`${pool}hosts:\n${io}${text}\n`)).toContain('INV114');
  });

  it('are found in servers that track what is not there', () => {
    const text = lines(
      9000,
      (index) => `      - { name: s${index}, address: s${index}.x, track: a/t${index} }`,
    );
    const found = codesOf(`pools:\n  - name: a\n    bind: 10.0.0.1:1\n    servers:\n${text}\n`);
    expect(found).toContain('HAP314');
  });

  it('are found in patterns that say nothing of how a name begins', () => {
    const hosts = lines(10_000, (index) => `  h${index}: { address: h.x }`);
    const text = lines(501, (index) => `      - "*${index}x*"`);
    const yaml = `hosts:\n${hosts}\npools:\n  - name: a\n    bind: 10.0.0.1:1\n    servers:\n${text}\n`;
    const { diagnostics } = lint({ name: 'i.yaml', bytes: Buffer.from(yaml) });
    expect(diagnostics.filter(({ code }) => code === 'INV114')).toHaveLength(500);
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'SCH005',
      help: 'write patterns that begin with the first letters of the names',
    });
  });
});
