import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/generated/manifest.ts';
import { lint } from '../../src/rules/lint.ts';
import { useFreshFolder } from '../use-folder.ts';
import { runPage } from './transcript.ts';

const folder = useFreshFolder();
const root = join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'test/pages/transcripts')).map(
    (name) => `test/pages/transcripts/${name}`,
  ),
].filter((file) => file.endsWith('.md'));

/** Its commands need git and pre-commit; test/precommit/tutorial.test.ts runs them. */
const tutorial = 'docs/tutorial.md';

describe('pages', () => {
  for (const page of pages) {
    it.skipIf(page === tutorial)(`${page} shows what the program does`, async () => {
      const file = join(root, page);
      const run = await runPage(readFileSync(file, 'utf8'), folder);
      const shown = run.replaceAll(`puppetlb ${version}\n`, 'puppetlb X.Y.Z\n');
      expect(shown).not.toContain('please report it');
      await expect(shown).toMatchFileSnapshot(file);
    });

    it(`${page} has only inventories that lint as they are meant to`, () => {
      const text = readFileSync(join(root, page), 'utf8');
      for (const [, name = '', yaml = ''] of text.matchAll(/^```yaml(.*)\n([\s\S]*?)^```$/gm)) {
        if (/wrong|config|pre-commit|gitlab|github/.test(name)) continue;
        const { diagnostics } = lint({ name: page, bytes: new TextEncoder().encode(yaml) });
        expect(
          diagnostics.filter(({ severity }) => severity === 'error'),
          yaml,
        ).toEqual([]);
      }
    });
  }
});
