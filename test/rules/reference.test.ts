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
  SCH: 'Properties and values',
  INV: 'Names and addresses',
  CHK: 'Health checks',
  HAP: 'HAProxy',
  PUP: 'Puppet',
  OPS: 'Operation',
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

/** What this code reports in a wrong fixture: line, message and help of the first few findings. */
function reported({ code, name }: CodeInfo): string {
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
  return lines.length === 0 ? '' : `Reported:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n`;
}

function page(info: CodeInfo): string {
  const { code, name, summary, why } = info;
  const bad = fixture(info, 'bad.yaml');
  const good = fixture(info, 'good.yaml');
  const wrong = bad === undefined ? '' : `Wrong:\n\n\`\`\`yaml wrong\n${bad}\`\`\`\n\n`;
  const report = bad === undefined ? '' : reported(info);
  const isFixed = existsSync(join(root, 'test/fixtures/rules', `${code}-${name}`, 'fixed.yaml'));
  const fixed = isFixed ? '`lint --fix` fixes it where only one meaning is possible.\n\n' : '';
  const right = good === undefined ? '' : `Right:\n\n\`\`\`yaml\n${good}\`\`\`\n\n`;
  return `### ${code} ${name}\n\n*${severityText(info)}* ${summary}\n\n${why}\n\n${wrong}${report}${fixed}${right}`;
}

/** A line of the table of contents. */
function entry({ code, name, summary }: CodeInfo): string {
  return `- [${code} ${name}](#${code.toLowerCase()}-${name}): ${summary}\n`;
}

const introduction = `# Reference: every finding of puppetlb

<!-- Made from the rules and their fixtures by test/rules/reference.test.ts. -->

Each finding has a code and a name; \`puppetlb explain CODE\` prints its part of this page. A comment can suppress
a warning or an info, and a setting can change its severity: see [suppression.md](suppression.md). An error cannot
be suppressed.
`;

it('the reference of rules is what rules and fixtures say', async () => {
  const chapters = Object.entries(families).map(([family, title]) => {
    return { title, members: codes.filter(({ code }) => code.startsWith(family)) };
  });
  const contents = chapters.map(({ title, members }) => {
    return `**${title}**\n\n${members.map(entry).join('')}`;
  });
  const parts = chapters.map(
    ({ title, members }) => `## ${title}\n\n${members.map(page).join('')}`,
  );
  const text = `${introduction}\n## Contents\n\n${contents.join('\n')}\n${parts.join('')}`;
  expect(codes.every(({ code }) => Object.hasOwn(families, code.slice(0, 3)))).toBe(true);
  await expect(`${text.trimEnd()}\n`).toMatchFileSnapshot(join(root, 'docs/rules.md'));
});
