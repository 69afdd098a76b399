import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'bench/README.md',
  ...docs.map((name) => `docs/${name}`),
];

/** What a page links to and shows, but for blocks of code and other sites. */
function targets(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^(```+).*\n[\s\S]*?^\1$/gm, '');
  const found = text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g);
  return [...found]
    .map(([, link, image]) => link ?? image ?? '')
    .filter((to) => !/^https?:/.test(to));
}

/** The anchors of a page's headings, as GitHub and GitLab make them. */
function anchors(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^(```+).*\n[\s\S]*?^\1$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    for (const to of targets(page)) {
      const [path = '', anchor] = to.split('#');
      const file = path === '' ? join(root, page) : join(root, dirname(page), path);
      expect(existsSync(file), to).toBe(true);
      if (anchor !== undefined && statSync(file).isFile())
        expect(anchors(file), to).toContain(anchor);
    }
  });

  it('of the README lead to every document', () => {
    const linked = targets('README.md').map((to) => to.replace(/#.*/, ''));
    expect(linked).toEqual(expect.arrayContaining(docs.map((name) => `docs/${name}`)));
  });

  it.each(['docs/promises.md', 'CONTRIBUTING.md'])('of %s name tests and scripts', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const tests = text.match(/\btest\/[\w./-]*\w/g) ?? [];
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const run = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(run.length).toBeGreaterThan(3);
  });
});

it.each(docs)('docs/%s says by its title which kind of page it is', (name) => {
  const [title] = readFileSync(join(root, 'docs', name), 'utf8').split('\n');
  expect(title).toMatch(/^# (Tutorial: |How to |Reference: |Explanation: )/);
});
