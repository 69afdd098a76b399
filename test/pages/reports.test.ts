import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { formats } from '../../src/report/lint/formats.ts';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const page = readFileSync(join(import.meta.dirname, '../../docs/reports.md'), 'utf8');
const block = (name: string): string =>
  page.split(`\`\`\`yaml ${name}\n`)[1]?.split('```')[0] ?? '';

it('names every format', () => {
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name).sort()).toEqual(
    [...formats].sort(),
  );
});

it('has lines for GitLab and Jenkins that leave the reports which they name', async () => {
  folder.write('puppetlb.yaml', block('puppetlb.yaml'));
  const { lint } = parse(block('.gitlab-ci.yml'));
  const jenkins = ['puppetlb lint --format junit=puppetlb.xml'];
  for (const line of [
    ...lint.script,
    'puppetlb lint --format text --format checkstyle=checkstyle.xml',
    ...jenkins,
  ]) {
    expect(page).toContain(line.slice('puppetlb lint '.length));
    const { code } = await runProgram(line.split(' ').slice(1), folder.path);
    expect(code).toBe(0);
  }
  for (const name of [lint.artifacts.reports.codequality, 'checkstyle.xml', 'puppetlb.xml']) {
    expect(folder.has(name), name).toBe(true);
  }
});
