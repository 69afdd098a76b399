import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type OpenPage, startChromium, type View } from '../../scripts/chromium.mjs';
import { showUnseen } from '../../src/text/characters.ts';
import { useFolder } from '../use-folder.ts';
import { collisions, drawnBars, drawnIn, faint } from './page-measures.ts';
import {
  agentList,
  fleet,
  hostile,
  hostileFiles,
  hostileName,
  previews,
  runPreview,
} from './previews.ts';

const views: readonly View[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];

const folder = useFolder();
let browser: Awaited<ReturnType<typeof startChromium>>;

describe.skipIf(!hasChromium())('a preview as a page', () => {
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function look(html: string, view: View, use: (page: OpenPage) => Promise<void>) {
    const file = folder.write('preview.html', html);
    const url = pathToFileURL(file).href;
    const page = await browser.open(url, view);
    try {
      await use(page);
      expect(page.complaints).toEqual([]);
      expect(page.requests).toEqual([url]);
    } finally {
      await page.close();
    }
  }

  async function expectReadable(page: OpenPage, { width }: View): Promise<void> {
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'width').toBe(width);
    const { count, found } = (await page.evaluate(faint)) as { count: number; found: string[] };
    expect(found, 'contrast').toEqual([]);
    expect(count).toBeGreaterThan(2);
    expect((await page.evaluate(collisions)) as object).toMatchObject({ found: [] });
  }

  for (const [name, { files, words = '' }] of Object.entries(previews)) {
    it(`looks well: ${name}`, async () => {
      const asked = words === '' ? [] : words.split(' ');
      const html = await runPreview(files, [...asked, '--format', 'html']);
      const grounds = new Set<unknown>();
      for (const view of views) {
        await look(html, view, async (page) => {
          await expectReadable(page, view);
          grounds.add(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
        });
      }
      expect(grounds.size, 'light and dark').toBe(2);
      const text = await runPreview(files, asked);
      const head = text.split('\n').filter((line) => /^[A-Z]{6} {2}/.test(line));
      await look(html, { width: 1280 }, async (page) => {
        const lines = await page.evaluate(
          "[...document.querySelectorAll('.head li')].map((line) => line.innerText.replace(/\\s+/, '  '))",
        );
        expect(lines).toEqual(head);
        const { pages, texts, areas } = drawnIn(await page.pdf());
        expect(pages).toBeGreaterThan(0);
        expect(texts).toBeGreaterThan(2);
        if (html.includes('<rect')) expect(areas).toBeGreaterThan(5);
      });
    });
  }

  it('draws as many as there are', async () => {
    let count = 0;
    for (const { files, words = '' } of Object.values(previews)) {
      const html = await runPreview(files, [
        ...words.split(' ').filter(Boolean),
        '--format',
        'html',
      ]);
      await look(html, { width: 1280 }, async (page) => {
        const drawings = (await page.evaluate(drawnBars)) as readonly DrawnRow[][];
        for (const rows of drawings) expectDrawn(rows);
        count += drawings.length;
      });
    }
    expect(count).toBe(7);
  });

  it('leaves out the domain that all masters share, and says so once', async () => {
    const { files } = previews['long names'] ?? { files: {} };
    const html = await runPreview(files, ['--format', 'html']);
    await look(html, { width: 390 }, async (page) => {
      const names = await page.evaluate(
        "[...document.querySelectorAll('.flows tbody th')].map((cell) => cell.textContent)",
      );
      expect((names as string[]).toSorted()).toEqual(
        Array.from({ length: 9 }, (_, at) => `puppet-compile-0${at + 1}`),
      );
      const text = (await page.evaluate(
        "document.querySelector('.flows').parentElement.innerText",
      )) as string;
      expect(text.split('.frankfurt.example.com')).toHaveLength(2);
      const cut =
        "[...document.querySelectorAll('.flows th, .flows td')].filter((cell) => cell.scrollWidth > cell.clientWidth).length";
      expect(await page.evaluate(cut)).toBe(0);
    });
  });

  it('keeps names whose domains differ, and addresses', async () => {
    for (const other of ['x.example.org', '10.1.0.9']) {
      const files = {
        'before.yaml': fleet({ count: 2 }).replaceAll(
          /name: (compile0\d)/g,
          'name: $1.example.com',
        ),
        'after.yaml': fleet({ count: 3 })
          .replaceAll(/name: (compile0[12])/g, 'name: $1.example.com')
          .replace('name: compile03', `name: ${other}`),
      };
      const html = await runPreview(files, ['--format', 'html']);
      expect(html).toContain('>compile01.example.com</th>');
      expect(html).toContain(`>${other}</th>`);
    }
  });

  it('shows hostile words as words', async () => {
    const words = ['--clients', 'clients.json', '--format', 'html'];
    const html = await runPreview(hostileFiles(), words, hostileName);
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    for (const view of views) {
      await look(html, view, async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
        const odd =
          "document.querySelectorAll('script, img, a, iframe, [onerror], [onmouseover], [style]').length";
        expect(await page.evaluate(odd)).toBe(0);
        expect(await page.evaluate("document.querySelectorAll('h1, style').length")).toBe(2);
        const names = (await page.evaluate(
          "[...document.querySelectorAll('.moves td:first-child')].map((cell) => cell.textContent)",
        )) as string[];
        const shownNames = hostile.map((word, at) => `${showUnseen(word)} 10.5.0.${at + 1}`);
        expect(names.filter((one) => !shownNames.includes(one))).toEqual([]);
        expect(names.length).toBeGreaterThan(10);
      });
    }
  });

  it('allows itself nothing but its style', async () => {
    const { files } = previews['one more of two'] ?? { files: {} };
    const html = await runPreview(files, ['--format', 'html']);
    const open = html.replace(
      '</body>',
      '<script>document.title = 1</script><img src="x.png"></body>',
    );
    expect(open).not.toBe(html);
    const file = folder.write('open.html', open);
    const page = await browser.open(pathToFileURL(file).href, { width: 1280 });
    expect(await page.evaluate('document.title')).toBe('before.yaml → after.yaml');
    expect(page.complaints.join('\n')).toMatch(
      /Content Security Policy[\s\S]*Content Security Policy/,
    );
    await page.close();
  });

  it('folds what is very much', async () => {
    const files = {
      'before.yaml': fleet({ count: 2000, pool: '    check: { fall: 4 }\n' }),
      'after.yaml': fleet({ count: 2000, without: [1500], others: { 1700: ', state: drain' } }),
      'agents.csv': agentList(100_000),
    };
    const html = await runPreview(files, ['--clients', 'agents.csv', '--format', 'html']);
    expect(html.length).toBeLessThan(2_000_000);
    for (const name of ['compile1500', 'compile1700', '1981 more servers']) {
      expect(html).toContain(`>${name}</th>`);
    }
    expect(html).toMatch(/and 1000 more changes|and \d+ more changes/);
    await look(html, { width: 390 }, (page) => expectReadable(page, { width: 390 }));
  });
});

/** Bars are as long as the numbers beside them say, and those who take over take all that leaves. */
function expectDrawn(rows: readonly DrawnRow[]): void {
  const ends = rows.flatMap(({ before, after }) => [before, after]);
  const most = Math.max(
    ...ends.map(({ width, text }) => (width > 0 ? Number.parseFloat(text) : 0)),
  );
  for (const { width, text } of ends) {
    if (width > 0) expect(Math.abs(width - Number.parseFloat(text) / most)).toBeLessThan(0.01);
  }
  for (const { before, after, takers, isFolded } of rows) {
    expect(before.width + after.width > 0).toBe(!isFolded);
    if (takers === '') continue;
    const taken = takers.split(', ').map((one) => Number.parseFloat(one));
    const sum = taken.reduce((all, one) => all + one, 0);
    expect(Math.abs(sum - before.leaving * most)).toBeLessThan(0.5);
  }
}

interface DrawnEnd {
  readonly text: string;
  /** What is drawn, of the whole room for a bar; what of it leaves or comes. */
  readonly width: number;
  readonly leaving: number;
}

interface DrawnRow {
  readonly before: DrawnEnd;
  readonly after: DrawnEnd;
  readonly takers: string;
  readonly isFolded: boolean;
}
