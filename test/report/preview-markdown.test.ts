import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownCode, markdownFence } from '../../src/report/preview/markdown-escape.ts';
import { showUnseen } from '../../src/text/characters.ts';
import { assertProperty } from '../property.ts';
import { agentList, fleet, hostileFiles, hostileName, previews, runPreview } from './previews.ts';

const parser = new MarkdownIt({ html: true, linkify: true });
type Token = ReturnType<typeof parser.parse>[number];

function flat(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}

function tokensOf(text: string): Token[] {
  return flat(parser.parse(text, {}));
}

/** How many cells each row of each table has. */
function cellsOf(tokens: readonly Token[]): number[] {
  const rows: number[] = [];
  for (const { type } of tokens) {
    if (type === 'tr_open') rows.push(0);
    if (type === 'td_open' || type === 'th_open') rows.push((rows.pop() ?? 0) + 1);
  }
  return rows;
}

describe('a preview as markdown', () => {
  for (const [name, { files, words = '' }] of Object.entries(previews)) {
    it(`says first what the terminal says first: ${name}`, async () => {
      const asked = words === '' ? [] : words.split(' ');
      const text = await runPreview(files, asked);
      const shown = await runPreview(files, [...asked, '--format', 'markdown']);
      const head = text.split('\n').filter((line) => /^[A-Z]{6} {2}/.test(line));
      const first = shown.split('\n').slice(0, head.length);
      expect(first).toEqual(head.map((line) => line.replace(/^(\w+) {2}(.*)$/, '- **$1** `$2`')));
    });
  }

  it('keeps every hostile word in its place', async () => {
    const words = ['--clients', 'clients.json', '--format', 'markdown'];
    const shown = await runPreview(hostileFiles(), words, hostileName);
    const tokens = tokensOf(shown);
    const types = new Set(tokens.map(({ type }) => type));
    expect(
      [...types].filter((type) => /link|image|heading|quote|html_inline|hr/.test(type)),
    ).toEqual([]);
    for (const { type, content } of tokens) {
      if (type === 'html_block') {
        expect(content).toMatch(
          /^(<details>\n<summary>[^<]*(<code>[^<]*<\/code>[^<]*)*<\/summary>|<\/details>)\n$/,
        );
      }
      if (type === 'text') expect(content).toMatch(/^[\w .,:→%-]*$/);
    }
    expect(new Set(cellsOf(tokens))).toEqual(new Set([3, 7]));
    const codes = tokens.filter(({ type }) => type === 'code_inline').map(({ content }) => content);
    for (const word of ['@everyone', '#123', 'a|b||c', '`x`', '``` ```', 'www.evil.example']) {
      expect(codes.filter((code) => code.includes(word)).length, word).toBeGreaterThan(0);
    }
    expect(shown).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
    );
  });

  it('keeps any text in its cell', () => {
    const strip = (text: string) => text.replaceAll(' ', '').replaceAll('\\|', '|');
    assertProperty(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.string({
            unit: fc.constantFrom('`', '|', '\\', ' ', 'a', '<', '@', '\n'),
            maxLength: 12,
          }),
        ),
        (text) => {
          const cell = markdownCode(text);
          const tokens = tokensOf(`| a | b | c |\n| --- | --- | --- |\n| x | ${cell} | y |\n`);
          expect(cellsOf(tokens)).toEqual([3, 3]);
          const codes = tokens.filter(({ type }) => type === 'code_inline');
          expect(strip(codes.map(({ content }) => content).join(''))).toBe(strip(showUnseen(text)));
          const rest = tokens.filter(({ type }) => type === 'text').map(({ content }) => content);
          expect(rest.join('').replaceAll(' ', '')).toBe('abcxy');
        },
      ),
      2000,
    );
  });

  it('has fences that no line closes', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('`', '~', ' ', 'a'), maxLength: 9 }));
    assertProperty(
      fc.property(lines, (content) => {
        const tokens = tokensOf(`${markdownFence('diff', content).join('\n')}\n\nend\n`);
        const [fence] = tokens;
        expect(fence?.content).toBe(content.map((line) => `${line}\n`).join(''));
        expect(tokens.filter(({ type }) => type === 'fence')).toHaveLength(1);
      }),
    );
  });

  it('is never longer than a comment, and says what it leaves out', async () => {
    const files = {
      'before.yaml': fleet({ count: 3000, pool: '    check: { fall: 4 }\n' }),
      'after.yaml': fleet({ count: 3000, without: [5], others: { 7: ', weight: 2' } }),
      'agents.csv': agentList(5000),
    };
    const shown = await runPreview(files, ['--clients', 'agents.csv', '--format', 'markdown']);
    expect(shown.length).toBeLessThan(65_536);
    expect(shown.length).toBeGreaterThan(40_000);
    const said = shown.split('\n').find((line) => line.startsWith('_Too long for a comment'));
    expect(said).toMatch(/this shows \d+ of 3001 changes, .*\d+ of \d+ lines of the text diff/);
    const tokens = tokensOf(shown);
    const blocks = tokens.filter(({ type }) => type === 'html_block').map(({ content }) => content);
    const opened = blocks.filter((content) => content.startsWith('<details>'));
    expect(blocks.length).toBe(2 * opened.length);
    const rows = cellsOf(tokens).filter((cells) => cells === 7).length;
    expect(said).toContain(`shows ${rows - 1} of 3001 changes`);
  });
});
