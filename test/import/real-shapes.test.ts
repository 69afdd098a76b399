import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { builtSide, fileSide } from '../../src/diff/side.ts';
import { importFiles } from '../../src/import/import.ts';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';

const folder = join(import.meta.dirname, '../fixtures/real-shapes');

interface Shape {
  readonly file: string;
  readonly pools: number;
  readonly goal: string;
  readonly mentions: readonly (readonly [line: number, word: string])[];
}

const shapes = readFileSync(join(folder, 'index.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line): Shape => {
    const [file = '', , , , , pools = '', goal = '', mentions = ''] = line.split('\t');
    const pairs = mentions.split('; ').filter((text) => text !== '');
    return {
      file,
      pools: Number(pools),
      goal,
      mentions: pairs.map((text) => {
        const [, number, word = ''] = /^([0-9]+) (.*)$/.exec(text) ?? [];
        return [Number(number), word];
      }),
    };
  });

/** The shapes that are reached; a word that an inventory learns adds to them. */
const reached: ReadonlySet<string> = new Set([
  'accept-proxy-behind-nlb.cfg',
  'broker-two-protocols-no-chroot.cfg',
  'classroom-seats-with-spare-and-stats.cfg',
  'console-broker-agents-on-one-address.cfg',
  'frontend-two-vips-one-backend.cfg',
  'lists-and-ranges-in-one-bind.cfg',
  'one-host-three-ports-v4v6-stats-admin.cfg',
  'pe-status-string-over-tls-two-ports.cfg',
  'pe-tls-handshake-check-with-crl.cfg',
  'side-check-listener-table-backend-and-peers.cfg',
  'smart-proxy-pairs-on-four-ports.cfg',
  'stats-in-defaults-and-no-tcplog.cfg',
  'three-listens-log-that-nobody-uses.cfg',
  'http-listens-with-userlist.cfg',
  'resolvers-and-names-without-address.cfg',
  'rpm-stock-defaults-then-stick-match.cfg',
  'tcp-tls-on-both-sides-stick-in-frontend.cfg',
  'timeouts-of-version-1.cfg',
  'tls-front-rebuilt-headers-same-name.cfg',
  'tls-termination-http-with-ca-route.cfg',
]);

/** What is wrong with what import makes of a shape; nothing where it reaches its goal. */
function shortcomings({ file, pools, goal, mentions }: Shape): string[] {
  const bytes = readFileSync(join(folder, file));
  const { text = '', sources, diagnostics, proxies } = importFiles([{ name: file, bytes }]);
  const inventory = lint({ name: 'inventory.yaml', bytes: new TextEncoder().encode(text) });
  const errors = inventory.diagnostics.filter(({ severity }) => severity === 'error');
  const found = errors.map(({ message }) => `is refused: ${message}`);
  if (inventory.inventory === undefined) return ['has no inventory', ...found];
  const made = inventory.inventory;
  const sides = { before: { ...fileSide(file, sources), proxies }, after: builtSide('', made) };
  const { changes } = compareSides(sides, made.haproxy.version.value);
  if (goal === 'no change') {
    for (const { section, subject, kind } of changes) {
      found.push(`${section} ${subject.kind} ${subject.name ?? ''} ${kind}`);
    }
  }
  if (made.pools.length !== pools) found.push(`has ${made.pools.length} pools, not ${pools}`);
  const said = diagnostics.map(({ primary, message }) => ({
    line: new Lines(primary.source.text).position(primary.span.start).line,
    message,
  }));
  for (const [number, word] of changes.length === 0 ? [] : mentions) {
    const isSaid = said.some(({ line, message }) => line === number && message.includes(word));
    if (!isSaid) found.push(`does not name "${word}" of line ${number}`);
  }
  return found;
}

describe('configurations in the shape of real ones', () => {
  let count = 0;

  for (const shape of shapes) {
    it(`${shape.file} ${reached.has(shape.file) ? 'is reached' : 'is imported'}`, () => {
      const found = shortcomings(shape);
      if (found.length === 0) count += 1;
      if (reached.has(shape.file)) expect(found).toEqual([]);
      expect(found).not.toContain('has no inventory');
    });
  }

  afterAll(() => {
    process.stdout.write(`${count} of ${shapes.length}\n`);
  });
});
