import { describe, expect, it } from 'vitest';
import { corpus } from '../haproxy/corpus.ts';
import { build, importText } from '../import/meaning.ts';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { check, haproxies } from './haproxies.ts';

const folder = useFolder();

/** Configurations that nothing is wrong with, as they are built again. */
const built = corpus
  .filter(({ class: kind, judge }) => kind === 'ok' && judge === 'ok')
  .flatMap(({ file, bytes }) => {
    const text = build(importText(bytes.toString('utf8')).text ?? '');
    return text === undefined || text.length > 100_000 ? [] : [{ file, text }];
  });

describe('an imported configuration', () => {
  it('is built again where nothing is wrong with it', () => {
    expect(built.length).toBeGreaterThan(100);
  });

  for (const haproxy of haproxies) {
    it(`is taken by HAProxy ${haproxy.version} once it is built again`, () => {
      for (const { file, text } of built) {
        // What these say, an older HAProxy does not know.
        if (haproxy.version === '2.2' && file.startsWith('ver-')) continue;
        const { messages } = check(haproxy, text);
        const said = messages
          .filter(({ level, machine }) => machine === undefined && /alert|warning/.test(level))
          .map((message) => message.text);
        expect([file, said]).toEqual([file, []]);
      }
    }, 120_000);
  }

  it('is judged by the real HAProxy where that is wanted', async () => {
    folder.write('a.cfg', 'global\n  maxconn 10\nlisten a\n  bind :18140\n');
    folder.write('b.cfg', '  servr m1 10.0.0.1:8140\n  server m2 10.0.0.2:8140\n');
    const words = ['import', folder.path, '--haproxy', '/usr/sbin/haproxy'];
    const { code, stderr } = await runProgram(words, folder.path);
    expect(code).toBe(1);
    expect(stderr).toContain("error HAP390 HAProxy: unknown keyword 'servr' in 'listen' section");
    expect(stderr).toContain(`b.cfg:1:1`);
  });
});
