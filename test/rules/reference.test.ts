import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type CodeInfo, severityText } from '../../src/findings/diagnostic.ts';
import { codes } from '../../src/rules/codes.ts';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';
import { besideIn } from '../beside.ts';

const root = join(import.meta.dirname, '../..');

const families: Readonly<Record<string, string>> = {
  YML: 'The text and its YAML',
  SCH: 'The shape',
  INV: 'Identity and addresses',
  CHK: 'Health checks',
  HAP: 'What HAProxy will do with it',
  PUP: 'Puppet',
  OPS: 'Changes and operation',
  LNT: 'Suppressions and severities',
};

/** A fixture as a block, without the markers of the test; undefined where it cannot be shown as text. */
function fixture({ code, name }: CodeInfo, file: string): string | undefined {
  const path = join(root, 'test/fixtures/rules', `${code}-${name}`, file);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  if (/[^\n\x20-\x7e]/.test(text) || text.includes('```')) return undefined;
  return text.replace(/ *# expect [A-Z0-9 ]+$/gm, '');
}

/** What is said of a wrong fixture by this code: line, message and help of the first few findings. */
function said({ code, name }: CodeInfo): string {
  const path = join(root, 'test/fixtures/rules', `${code}-${name}`, 'bad.yaml');
  if (!existsSync(path)) return '';
  const bytes = readFileSync(path);
  const today = /^# on ([0-9-]{10})/.exec(bytes.toString())?.[1];
  const { diagnostics } = lint(
    { name: 'bad.yaml', bytes, beside: besideIn(dirname(path), bytes) },
    today,
  );
  const own = diagnostics.filter((found) => found.code === code).slice(0, 3);
  const lines = own.flatMap(({ message, help, primary }) => {
    const { line } = new Lines(primary.source.text).position(primary.span.start);
    return [`line ${line}: ${message}`, ...(help === undefined ? [] : [`  = ${help}`])];
  });
  return lines.length === 0 ? '' : `Said:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n`;
}

function page(info: CodeInfo): string {
  const { code, name, summary, why } = info;
  const bad = fixture(info, 'bad.yaml');
  const good = fixture(info, 'good.yaml');
  const wrong = bad === undefined ? '' : `Wrong:\n\n\`\`\`yaml wrong\n${bad}\`\`\`\n\n`;
  const says = bad === undefined ? '' : said(info);
  const isFixed = existsSync(join(root, 'test/fixtures/rules', `${code}-${name}`, 'fixed.yaml'));
  const fixed = isFixed ? '`lint --fix` repairs it where only one thing can be meant.\n\n' : '';
  const right = good === undefined ? '' : `Right:\n\n\`\`\`yaml\n${good}\`\`\`\n\n`;
  return `### ${code} ${name}\n\n*${severityText(info)}* ${summary}\n\n${why}\n\n${wrong}${says}${fixed}${right}`;
}

it('the reference of rules is what rules and fixtures say', async () => {
  const chapters = Object.entries(families).map(([family, title]) => {
    const members = codes.filter(({ code }) => code.startsWith(family));
    return `## ${title}\n\n${members.map(page).join('')}`;
  });
  const text = `# Everything that puppetlb finds\n\n<!-- Made from the rules and their fixtures by test/rules/reference.test.ts. -->\n\nA warning or an info can be suppressed by a comment, and its severity set, by its code or its name:\n[suppression.md](suppression.md) tells how. An error cannot.\n\n${chapters.join('')}`;
  expect(codes.every(({ code }) => Object.hasOwn(families, code.slice(0, 3)))).toBe(true);
  await expect(`${text.trimEnd()}\n`).toMatchFileSnapshot(join(root, 'docs/rules.md'));
});
