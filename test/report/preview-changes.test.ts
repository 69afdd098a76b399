import { describe, expect, it } from 'vitest';
import { fleet, runPreview } from './previews.ts';

const out = ', state: drain, reason: "kernel | <b>upgrade</b>", until: 2026-12-24';
const formats = {
  text: 'ready -> drain (kernel | <b>upgrade</b>, until 2026-12-24)',
  markdown: '| `ready` | `drain (kernel \\| <b>upgrade</b>, until 2026-12-24)` |',
  html: '<bdi>drain (kernel | &lt;b&gt;upgrade&lt;/b&gt;, until 2026-12-24)</bdi>',
  json: '"state_reason": "kernel | <b>upgrade</b>",\n      "until": "2026-12-24"',
} as const;

describe('why a server is out of rotation', () => {
  const drained = {
    'before.yaml': fleet({ count: 3 }),
    'after.yaml': fleet({ count: 3, others: { 2: out } }),
  };
  for (const [format, shown] of Object.entries(formats)) {
    it(`stands beside a new drain: ${format}`, async () => {
      expect(await runPreview(drained, ['--format', format])).toContain(shown);
    });
  }

  it('stands beside a new server, and a reason alone', async () => {
    const files = {
      'before.yaml': fleet({ count: 2 }),
      'after.yaml': fleet({ count: 3, others: { 3: ', state: maint, reason: not racked' } }),
    };
    expect(await runPreview(files, [])).toContain('id 3, disabled (not racked)  after.yaml');
  });

  it('is not said of a server that comes back, nor of one that was out before', async () => {
    const back = { 'before.yaml': drained['after.yaml'], 'after.yaml': drained['before.yaml'] };
    expect(await runPreview(back, [])).not.toContain('upgrade');
    const same = { ...drained, 'before.yaml': drained['after.yaml'] };
    expect(await runPreview(same, [])).toBe('no difference to HAProxy; no reload needed\n');
  });
});

it('names a reason for a reload once', async () => {
  const binds = (...last: readonly number[]) =>
    fleet({ count: 2 }).replace(
      'bind: 10.0.0.100:8140',
      `bind: [${last.map((one) => `10.0.0.${one}:8140`).join(', ')}]`,
    );
  const files = { 'before.yaml': binds(100, 101), 'after.yaml': binds(102, 103) };
  expect(await runPreview(files, [])).toContain('RELOAD  needed: compile bind (');
});

describe('advice', () => {
  const ids = { 1: ', id: 1, weight: 100', 2: ', id: 2, weight: 100', 3: ', id: 3, weight: 100' };
  const ring = fleet({ count: 3, others: ids, pool: '    hash-type: consistent\n' });
  const map = fleet({ count: 3, others: ids });

  it('names another hash type where both sides have a map', async () => {
    const files = { 'before.yaml': map, 'after.yaml': fleet({ count: 4, others: ids }) };
    expect(await runPreview(files, [])).toContain('with hash-type consistent');
  });

  it('is silent where the hash type itself changes', async () => {
    for (const [before, after] of [
      [ring, map],
      [map, ring],
    ] as const) {
      const shown = await runPreview({ 'before.yaml': before, 'after.yaml': after }, []);
      expect(shown).toContain('only because hash-type changed');
      expect(shown).not.toContain('would move');
    }
  });
});
