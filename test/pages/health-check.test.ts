import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runApart } from '../node/machine.ts';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const page = join(import.meta.dirname, '../../docs/health-check.md');
const text = readFileSync(page, 'utf8');
const folder = useFolder();

/** The blocks of a language, with what is named after it. */
function blocks(language: string): (readonly [string, string])[] {
  const found = text.matchAll(new RegExp(`^\`\`\`${language}(.*)\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, name = '', block = '']) => [name.trim(), block]);
}

async function build(): Promise<void> {
  const [[, yaml = ''] = []] = blocks('yaml');
  folder.write('puppetlb.yaml', yaml);
  const { code } = await runProgram(['build', '--out-dir', 'out', '--haproxy', 'off'], folder.path);
  expect(code).toBe(0);
}

it('shows files as they are built', async () => {
  await build();
  let shown = text;
  for (const [name, block] of blocks('ini')) {
    shown = shown.replace(block, () => folder.read(name));
  }
  await expect(shown).toMatchFileSnapshot(page);
});

it('has commands that do what it says, on a machine of their own', {
  timeout: 120_000,
}, async () => {
  await build();
  const [state = '', install = ''] = blocks('sh').map(([, block]) => block);
  const lines = state
    .split('\n')
    .map((line) => line.replace(/^(puppetmastercheck).*/, '$1 || true'));
  const { stdout, stderr } = await runApart(
    folder.path,
    `export PATH=/usr/local/sbin:$PATH
service xinetd start >/dev/null
${install.replaceAll(/install.sh$/gm, 'install.sh || true')}
${lines.join('\n')}
puppetmastercheck || true`,
  );
  const said = stdout.split('\n').filter((line) => line.startsWith('Puppetmaster '));
  const promised = /# (Puppetmaster is in .*)$/m.exec(state)?.[1];
  expect(said.at(-2), stderr).toBe(promised);
  expect(said.at(-1)).toMatch(/^Puppetmaster has failed: /);
});
