import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CodeInfo } from '../../src/diagnostics/diagnostic.ts';
import { codes } from '../../src/rules/codes.ts';

const root = join(import.meta.dirname, '../..');

const families: Readonly<Record<string, string>> = {
  YML: 'The text and its YAML',
  SCH: 'The shape',
  INV: 'Identity and addresses',
  CHK: 'Health checks',
  HAP: 'What HAProxy will do with it',
  PUP: 'Puppet',
  OPS: 'Changes and operation',
};

/** A fixture as a block, without the markers of the test; undefined where it cannot be shown as text. */
function fixture({ code, name }: CodeInfo, file: string): string | undefined {
  const path = join(root, 'test/fixtures/rules', `${code}-${name}`, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (/[^\n\x20-\x7e]/.test(text) || text.includes('```')) return undefined;
  return text.replace(/ *# expect [A-Z0-9 ]+$/gm, '');
}

function page(info: CodeInfo): string {
  const { code, name, severity, summary, why } = info;
  const bad = fixture(info, 'bad.yaml');
  const good = fixture(info, 'good.yaml');
  const wrong = bad === undefined ? '' : `Wrong:\n\n\`\`\`yaml wrong\n${bad}\`\`\`\n\n`;
  const right = good === undefined ? '' : `Right:\n\n\`\`\`yaml\n${good}\`\`\`\n\n`;
  return `### ${code} ${name}\n\n*${severity}* ${summary}\n\n${why}\n\n${wrong}${right}`;
}

it('the reference of rules is what rules and fixtures say', async () => {
  const chapters = Object.entries(families).map(([family, title]) => {
    const members = codes.filter(({ code }) => code.startsWith(family));
    return `## ${title}\n\n${members.map(page).join('')}`;
  });
  const text = `# Everything that puppetlb finds\n\n<!-- Made from the rules and their fixtures by test/rules/reference.test.ts. -->\n\n${chapters.join('')}`;
  expect(codes.every(({ code }) => Object.hasOwn(families, code.slice(0, 3)))).toBe(true);
  await expect(`${text.trimEnd()}\n`).toMatchFileSnapshot(join(root, 'docs/rules.md'));
});
