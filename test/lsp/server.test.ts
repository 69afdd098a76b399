import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, DocumentSymbol, Hover, Location } from 'vscode-languageserver/node';
import { lint } from '../../src/rules/lint.ts';
import { program, stagedTree } from '../built.ts';
import { runProgram } from '../program.ts';
import { able, applied, Editor, marked, textAt } from './editor.ts';

const uri = 'file:///fleet/puppetlb.yaml';
const root = join(import.meta.dirname, '../..');
const fleet = readFileSync(join(root, 'examples/fleet/inventory.yaml'), 'utf8');

const two = `pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers:
      - { name: compile01, address: 10.0.0.101 }
      - { name: compile02, address: 10.0.0.102 }
`;

let editor: Editor;
let documents = 0;
beforeAll(async () => {
  // The pages that findings point to are beside the program of a release.
  editor = new Editor([join(stagedTree(), 'dist/puppetlb.cjs'), 'lsp']);
  await editor.start();
});
afterAll(async () => {
  expect(await editor.end()).toBe(0);
  expect(editor.stderr).toBe('');
  expect(editor.logged).toEqual([]);
});

/** Opens a text as a document of its own; returns its address. */
async function open(text: string): Promise<string> {
  documents += 1;
  const own = `file:///fleet/${documents}/puppetlb.yaml`;
  await editor.open(own, text);
  return own;
}

async function at<R>(method: string, text: string, more: object = {}): Promise<R> {
  const { text: whole, position } = marked(text);
  const textDocument = { uri: await open(whole) };
  return await editor.ask<R>(method, { textDocument, position, ...more });
}

async function hover(text: string): Promise<string | undefined> {
  const found = await at<Hover | null>('textDocument/hover', text);
  return found === null ? undefined : (found.contents as { value: string }).value;
}

describe('findings', () => {
  it('are those of lint, with what the editor can show', async () => {
    const own = await open(two.replace('compile02,', 'compile01,'));
    const [found, ...others] = await editor.findings(own);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      code: 'INV102',
      severity: 1,
      source: 'puppetlb',
      message: `server name "compile01" is already taken\nwrite another name, for example compile02`,
      range: { start: { line: 5, character: 16 }, end: { line: 5, character: 25 } },
      relatedInformation: [
        {
          message: 'first used here',
          location: {
            uri: own,
            range: { start: { line: 4, character: 16 }, end: { line: 4, character: 25 } },
          },
        },
      ],
    });
    const href = new URL(found?.codeDescription?.href ?? '');
    const heading = readFileSync(fileURLToPath(new URL(href.pathname, 'file:')), 'utf8')
      .split('\n')
      .find((line) => line.startsWith('### INV102 '));
    expect(href.hash).toBe(`#${heading?.slice(4).toLowerCase().replace(' ', '-')}`);
  });

  it('fade what has no effect', async () => {
    const own = await open(
      two.replace(
        '    servers:',
        '    balance: leastconn\n    hash-type: consistent\n    servers:',
      ),
    );
    const found = await editor.findings(own);
    expect(found.filter(({ tags }) => tags?.includes(1)).map(({ code }) => code)).toEqual([
      'HAP320',
    ]);
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['line breaks of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    [
      'characters of two units before it',
      (text: string) =>
        text.replace('- { name: compile01', '- { reason: "😀é", state: drain, name: compile01'),
    ],
  ])('stand where they are, with %s', async (_, change) => {
    const text = change(two).replace('address: 10.0.0.101', 'address: 10.0.0.1010');
    const own = await open(text);
    const [found] = await editor.findings(own);
    expect(found && textAt(text, found.range)).toBe('10.0.0.1010');
  });

  it('follow the text as it is typed', async () => {
    const own = await open(two);
    expect(await editor.findings(own)).toEqual([]);
    const range = { start: { line: 5, character: 24 }, end: { line: 5, character: 25 } };
    await editor.change(own, 2, [{ range, text: '9' }]);
    await editor.change(own, 3, [{ range, text: '1' }]);
    expect(await editor.findings(own, 3)).toMatchObject([{ code: 'INV102' }]);
    expect(editor.published.filter((one) => one.uri === own).map(({ version }) => version)).toEqual(
      [1, 3],
    );
    await editor.change(own, 4, [{ text: 'pools: [' }]);
    expect(await editor.findings(own, 4)).toMatchObject([{ code: 'YML001' }]);
  });

  it('are there for a document that has no file, and go when it is closed', async () => {
    await editor.open('untitled:Untitled-1', 'pools: 3\n', 'puppetlb');
    expect(await editor.findings('untitled:Untitled-1')).toMatchObject([{ code: 'SCH003' }]);
    await editor.tell('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    await editor.ask('textDocument/documentSymbol', { textDocument: { uri } });
    expect(editor.published.at(-1)).toEqual({ uri: 'untitled:Untitled-1', diagnostics: [] });
  });

  it('are not there for YAML that is no inventory', async () => {
    const other = 'file:///docker-compose.yaml';
    await editor.open(other, 'services:\n  web: { image: nginx }\n');
    const answer = await editor.ask('textDocument/hover', {
      textDocument: { uri: other },
      position: { line: 0, character: 1 },
    });
    expect(answer).toBeNull();
    const later = await open('pools: 3\n');
    await editor.findings(later);
    expect(editor.published.filter((one) => one.uri === other)).toEqual([]);
  });
});

describe('hovers', () => {
  it('show what each site has', async () => {
    const sites = `sites: { fra: {}, muc: {} }
hosts: { c1: { site: fra, address: 10.10.1.1 }, c2: { site: muc, address: 10.20.1.1 } }
pools:
  - { name: p, bind: { fra: "10.10.0.9:8140", muc: "10.20.0.9:8140" }, other-sites: backup, servers: ["c*"] }
`;
    const ofPool = await hover(sites.replace('name: p', 'name: ¦p'));
    expect(ofPool).toMatch(
      /At site \*\*fra\*\*:[\s\S]*bind 10\.10\.0\.9:8140[\s\S]*At site \*\*muc\*\*:[\s\S]*bind 10\.20\.0\.9:8140/,
    );
    const ofHost = await hover(sites.replace('c1:', 'c¦1:'));
    expect(ofHost).toMatch(
      /fra[\s\S]*server c1 10\.10\.1\.1:8140 check[^\n]* fall 3 #[\s\S]*muc[\s\S]*server c1 [^\n]* backup/,
    );
    expect(await hover(sites.replace('backup,', 'ba¦ckup,'))).toContain(
      'take clients when no server',
    );
  });

  it('say why a finding matters', async () => {
    const said = await hover(two.replace('compile02,', 'comp¦ile01,'));
    expect(said).toContain('**INV102 duplicate-server-name** (error): ');
  });

  it('show the line of a server, and its share of the agents', async () => {
    expect(await hover(two.replace('compile02', 'comp¦ile02'))).toBe(
      'In pool **compile**:\n\n```haproxy\nserver compile02 10.0.0.102:8140 check port 9200 inter 2000 rise 3 fall 3 # 50.0 % of all agents\n```',
    );
  });

  it('show a host in every pool, and who is drained', async () => {
    const said = await hover(fleet.replace('compile07:', 'compile0¦7:'));
    expect(said?.match(/^server compile07 .*$/gm)).toHaveLength(2);
    expect(said).toMatch(
      /^server compile07 .* id 7 disabled # no agents now, [0-9.]+ % of them once it is ready$/m,
    );
  });

  it('show the section of a pool as build writes it', async () => {
    const said = await hover(fleet.replace('- name: ca\n', '- name: c¦a\n'));
    const code = /```haproxy\n([\s\S]*)\n```/.exec(said ?? '')?.[1];
    expect(readFileSync(join(root, 'examples/fleet/haproxy.cfg'), 'utf8')).toContain(`\n${code}\n`);
  });

  it('say that there is no share where none is fixed', async () => {
    const said = await hover(
      two
        .replace('    servers', '    balance: leastconn\n    servers')
        .replace('compile01', 'compile¦01'),
    );
    expect(said).toContain('balance leastconn gives no server a fixed share of the agents.');
  });

  it('name what the share depends on', async () => {
    const text = two
      .replace('    servers', '    hash-type: consistent\n    servers')
      .replace('compile01', 'compile¦01');
    expect(await hover(text)).toContain('Assuming that HAProxy is not 3.0, 3.1 or 3.2');
  });

  it('describe a property', async () => {
    expect(await hover(fleet.replace('layout: vendor', 'lay¦out: vendor'))).toBe(
      "**layout**: Where Puppet Server keeps its files: the vendors' packages or Debian's.\n\n- `vendor`: the packages of Puppet and OpenVox\n- `debian`: Debian's own packages\n\nDefault: `vendor`.",
    );
  });

  it('show what there is where the rest is wrong', async () => {
    const wrong = two
      .replace('bind: 10.0.0.100:8140', 'bind: nowhere')
      .replace('compile01', 'compile¦01');
    expect(await hover(wrong)).toContain('server compile01 10.0.0.101:8140 check');
    const worse = two.replace('10.0.0.101', '10.0.0.¦1010');
    expect(await hover(worse)).toContain('it becomes no line yet');
  });

  it('have nothing to say of a comment', async () => {
    expect(await hover(`# he¦llo\n${two}`)).toBeUndefined();
  });
});

describe('actions', () => {
  async function actions(text: string, only?: string[]): Promise<[string, CodeAction[]]> {
    const { text: whole, position } = marked(text);
    const own = await open(whole);
    const found = await editor.ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: own },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    });
    return [whole, found];
  }

  const fixtures = join(root, 'test/fixtures/rules');
  const repairable = readdirSync(fixtures).flatMap((folder) => {
    const bytes = readFileSync(join(fixtures, folder, 'bad.yaml'));
    const { diagnostics } = lint({ name: 'bad.yaml', bytes });
    const first = new Map(diagnostics.map((found) => [found.code, found]));
    return [...first.values()].flatMap(({ code, primary, fixes: { length } }) =>
      length === 0 ? [] : [{ folder, code, start: primary.span.start, text: String(bytes) }],
    );
  });

  it('know every kind of repair', () => {
    expect(repairable.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['HAP320', 'HAP321', 'HAP326', 'SCH006']),
    );
  });

  it.each(repairable)('repair $code in $folder', async ({ code, start, text }) => {
    const [whole, found] = await actions(`${text.slice(0, start)}¦${text.slice(start)}`, [
      'quickfix',
    ]);
    const repair = found.find(({ title }) => title.endsWith(`(${code})`));
    expect(repair).toMatchObject({ kind: 'quickfix', diagnostics: [{ code }] });
    const [own, edits = []] = Object.entries(repair?.edit?.changes ?? {})[0] ?? ['', []];
    const count = (all: readonly { code?: unknown }[]) =>
      all.filter((one) => one.code === code).length;
    const before = count(await editor.findings(own));
    await editor.change(own, 2, [{ text: applied(whole, edits) }]);
    expect(count(await editor.findings(own, 2))).toBeLessThan(before);
  });

  it('repair all that has one right answer, as lint --fix does', async () => {
    const wrong = two
      .replace('    servers', '    timeouts: { client: 15min, server: 900s }\n    servers')
      .replace('10.0.0.101', '10.0.0.101:8140');
    for (const text of [wrong, `\ufeff${wrong.replaceAll('\n', '\r\n')}`]) {
      const [whole, found] = await actions(`¦${text}`, ['source.fixAll']);
      expect(found.map(({ kind }) => kind)).toEqual(['source.fixAll.puppetlb']);
      const [[own, edits] = ['', []]] = Object.entries(found[0]?.edit?.changes ?? {});
      const repaired = applied(whole, edits);
      const right = text.replace('15min', '15m').replace('101:8140', '101, port: 8140');
      expect(repaired).toBe(right);
      expect(await editor.findings(own)).toHaveLength(2);
      await editor.change(own, 2, [{ text: repaired }]);
      expect(await editor.findings(own, 2)).toEqual([]);
    }
  });

  it('suppress a finding by a comment above it', async () => {
    const text = two.replace(
      '    servers:',
      '    balance: leastconn\n    hash-type: consis¦tent\n    servers:',
    );
    const [whole, found] = await actions(text, ['quickfix']);
    const suppression = found.find(({ title }) => title === 'Suppress HAP320 here, with a reason');
    const [[own, edits] = ['', []]] = Object.entries(suppression?.edit?.changes ?? {});
    const suppressed = applied(whole, edits);
    expect(suppressed).toContain(
      '\n    # puppetlb-disable-next-line HAP320 -- reason\n    hash-type: consistent\n',
    );
    expect((await editor.findings(own)).map(({ code }) => code)).toContain('HAP320');
    await editor.change(own, 2, [{ text: suppressed }]);
    expect((await editor.findings(own, 2)).map(({ code }) => code)).not.toContain('HAP320');
  });

  it('offer the preview where nothing is wrong', async () => {
    const [, found] = await actions(two.replace('name', '¦name'));
    expect(found.map(({ title, kind }) => ({ title, kind }))).toEqual([
      { title: 'Preview haproxy.cfg', kind: 'source' },
    ]);
  });
});

describe('places', () => {
  async function texts(method: string, text: string, more: object = {}): Promise<string[]> {
    const found = await at<Location[]>(method, text, more);
    return found.map(({ range }) => `${range.start.line}: ${textAt(marked(text).text, range)}`);
  }
  const hosts = `hosts:
  a1: { address: 10.0.0.1 }
  a2: { address: 10.0.0.2 }
pools:
  - { name: one, bind: 10.0.0.9:8140, servers: ["a*"] }
  - { name: two, bind: 10.0.0.9:8142, servers: [a2], default-server: { track: one/* } }
`;

  it.each([
    ['an anchor', 'x: &one { a: 1 }\nx: &one { a: 2 }\ny: *o¦ne\n', ['1: { a: 2 }']],
    ['a host', hosts.replace('[a2]', '[a¦2]'), ['2: a2']],
    [
      'a host with what is different',
      hosts.replace('[a2]', '[{ host: a¦2, weight: 3 }]'),
      ['2: a2'],
    ],
    ['nothing else of it', hosts.replace('[a2]', '[{ host: a2, weight: ¦3 }]'), []],
    ['the hosts of a pattern', hosts.replace('a*', 'a¦*'), ['1: a1', '2: a2']],
    ['tracked servers', hosts.replace('one/*', 'one¦/*'), ['1: a1', '2: a2']],
  ])('are found of %s', async (_, text, places) => {
    expect(await texts('textDocument/definition', text)).toEqual(places);
  });

  it('are found of the one server that is tracked', async () => {
    const tracking = two.replace(
      'address: 10.0.0.102',
      'address: 10.0.0.102, track: compile/com¦pile01',
    );
    expect(await texts('textDocument/definition', tracking)).toEqual(['4: compile01']);
    const tracked = two
      .replace('compile01', 'compi¦le01')
      .replace('10.0.0.102', '10.0.0.102, track: compile/compile01');
    expect(
      await texts('textDocument/references', tracked, { context: { includeDeclaration: false } }),
    ).toEqual(['5: compile/compile01']);
  });

  it('are found of all that names a host', async () => {
    const text = hosts.replace('  a2:', '  a¦2:');
    expect(
      await texts('textDocument/references', text, { context: { includeDeclaration: false } }),
    ).toEqual(['4: "a*"', '5: a2', '5: one/*']);
    const refined = text.replace('[a2]', '[{ host: a2, weight: 3 }]');
    expect(
      await texts('textDocument/references', refined, { context: { includeDeclaration: false } }),
    ).toEqual(['4: "a*"', '5: { host: a2, weight: 3 }', '5: one/*']);
  });

  it('are listed for an outline', async () => {
    const textDocument = { uri: await open(fleet) };
    const found = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    });
    const shown = found.map(({ name, detail, children = [] }) => [
      name,
      detail,
      children.map((child) => child.name),
    ]);
    expect(shown).toEqual([
      ['ca1', undefined, []],
      ['compile[01:12]', undefined, []],
      ['compile', 'compile', ['"compile*"']],
      ['ca', 'ca', ['ca1']],
      ['pcp', 'pcp', ['"compile*"']],
    ]);
  });
});

describe('the preview', () => {
  it('is what build writes', async () => {
    const own = await open(fleet);
    const lenses = await editor.ask<{ command: { command: string; arguments: string[] } }[]>(
      'textDocument/codeLens',
      { textDocument: { uri: own } },
    );
    expect(lenses.map(({ command }) => command)).toMatchObject([
      { command: 'puppetlb.preview', arguments: [own] },
    ]);
    const built = await runProgram(
      ['build', join(root, 'examples/fleet/inventory.yaml'), '--haproxy', 'off'],
      root,
    );
    expect(await editor.ask('puppetlb/preview', { textDocument: { uri: own } })).toEqual({
      text: built.stdout,
    });
    const shown = await editor.ask<{ uri: string; text: string }>('workspace/executeCommand', {
      command: 'puppetlb.preview',
      arguments: [own],
    });
    expect(shown.text).toBe(built.stdout);
    expect(editor.shown).toEqual([shown.uri]);
    expect(readFileSync(fileURLToPath(shown.uri), 'utf8')).toBe(built.stdout);
    await editor.change(own, 2, [{ text: two }]);
    await editor.tell('textDocument/didSave', { textDocument: { uri: own } });
    const again = await editor.ask<{ text: string }>('puppetlb/preview', {
      textDocument: { uri: own },
    });
    expect(readFileSync(fileURLToPath(shown.uri), 'utf8')).toBe(again.text);
  });

  it('says why there is none', async () => {
    const own = await open('pools: 3\n');
    await expect(editor.ask('puppetlb/preview', { textDocument: { uri: own } })).rejects.toThrow(
      'there is no haproxy.cfg of an inventory with an error: ',
    );
    expect(
      await editor.ask('workspace/executeCommand', {
        command: 'puppetlb.preview',
        arguments: [own],
      }),
    ).toBeNull();
    expect(editor.messages.at(-1)).toContain(
      'there is no haproxy.cfg of an inventory with an error: ',
    );
  });
});

it('completes a document that does not parse', async () => {
  const other = new Editor([program, 'lsp']);
  await other.start(able);
  const own = 'file:///typed/puppetlb.yaml';
  await other.open(own, 'hosts:\n  ca1: {}\npools:\n  - name: [\n    servers: [\n');
  await other.open('file:///b/puppetlb.yaml', 'hosts:\n  ca1: {}\npools:\n  - servers: [');
  const ask = async (uri: string, line: number, character: number): Promise<string[]> => {
    const position = { line, character };
    const asked = { textDocument: { uri }, position };
    const items = await other.ask<{ label: string }[]>('textDocument/completion', asked);
    return items.map(({ label }) => label);
  };
  expect(await ask('file:///b/puppetlb.yaml', 3, 14)).toEqual(expect.arrayContaining(['ca1']));
  expect(await ask(own, 0, 0)).toEqual(expect.arrayContaining(['haproxy']));
  expect(await other.end()).toBe(0);
});

it('says what it can do', async () => {
  const other = new Editor([program, 'lsp', '--stdio', `--clientProcessId=${process.pid}`]);
  const { capabilities } = await other.start(able);
  expect(capabilities).toMatchSnapshot();
  expect(await other.end()).toBe(0);
});
