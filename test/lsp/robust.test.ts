import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { useFreshFolder } from '../use-folder.ts';
import { able, Editor } from './editor.ts';

const folder = useFreshFolder();
const uri = 'file:///fleet/puppetlb.yaml';
const two = `pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers:
      - { name: compile01, address: 10.0.0.101 }
      - { name: compile01, address: 10.0.0.102 }
`;

const editors: Editor[] = [];
afterEach(() => {
  for (const editor of editors.splice(0)) editor.kill();
});

function startEditor(env?: NodeJS.ProcessEnv): Editor {
  const editor = new Editor([program, 'lsp'], env);
  editors.push(editor);
  return editor;
}

const hoverAt = (line: number, character: number) => ({
  textDocument: { uri },
  position: { line, character },
});

describe('the server ends', () => {
  it('with 1 where the editor leaves without a shutdown', async () => {
    const editor = startEditor();
    await editor.start();
    const left = once(editor.child, 'exit');
    await editor.tell('exit', {});
    expect(await left).toEqual([1, null]);
  });

  it('with 1 where its input ends', async () => {
    const editor = startEditor();
    await editor.start();
    await editor.open(uri, two);
    const left = once(editor.child, 'exit');
    editor.child.stdin?.end();
    expect(await left).toEqual([1, null]);
    expect(editor.stderr).toBe('');
  });

  it('with 1 where nobody reads what it says', async () => {
    const editor = startEditor();
    await editor.start();
    const left = once(editor.child, 'exit');
    editor.child.stdout?.destroy();
    await editor.open(uri, two);
    editor.child.stdin?.end();
    expect(await left).toEqual([1, null]);
    expect(editor.stderr).toBe('');
  });

  it('with 1 where it cannot tell where a message begins', async () => {
    const editor = startEditor();
    const left = once(editor.child, 'close');
    editor.child.stdin?.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await left).toEqual([1, null]);
    expect(editor.stderr).toBe(
      'puppetlb: standard input is not the language server protocol; an editor must start this command\n',
    );
  });

  it.each(['-1', '-5', '1e3', '0x10', '12abc', '', 'NaN', '99999999999999999999'])(
    'with 1 where a message is %s bytes long',
    async (length) => {
      const editor = startEditor();
      const left = once(editor.child, 'close');
      editor.child.stdin?.write(`Content-Length: ${length}\r\n\r\n{}`);
      expect(await left).toEqual([1, null]);
      expect(editor.stderr).toContain('is not the language server protocol');
    },
  );

  it('with 1 where what comes has no end', async () => {
    const editor = startEditor();
    const left = once(editor.child, 'close');
    editor.child.stdin?.write('x'.repeat(100_000));
    expect(await left).toEqual([1, null]);
  });

  it.each(['processId', '--clientProcessId'])('with the process named by %s', async (way) => {
    const parent = spawn('sleep', ['1000']);
    const words = way === 'processId' ? [] : [`--clientProcessId=${parent.pid}`];
    const editor = new Editor([program, 'lsp', ...words]);
    editors.push(editor);
    await editor.start(able, { processId: way === 'processId' ? parent.pid : null });
    const left = once(editor.child, 'exit');
    parent.kill();
    expect(await left).toEqual([1, null]);
  });
});

describe('the server lives on', () => {
  it('after what is no message', async () => {
    const editor = startEditor();
    await editor.start();
    const raw = (text: string) =>
      editor.child.stdin?.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
    raw('{"jsonrpc": "2.0", "method": ');
    raw('[]');
    raw('"text"');
    raw('{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}');
    raw(
      '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///none"},"contentChanges":[]}}',
    );
    raw('{"jsonrpc":"2.0","method":"$/nobodyKnowsThis","params":null}');
    for (const params of ['null', '7', '[]', '{}', '"x"', '{"id":null}', '{"id":{}}', '{"id":9}']) {
      raw(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":${params}}`);
      raw(`{"jsonrpc":"2.0","method":"$/progress","params":${params}}`);
      raw(`{"jsonrpc":"2.0","method":"$/setTrace","params":${params}}`);
    }
    raw('{"jsonrpc":"2.0","method":"$/cancelRequest"}');
    raw('');
    raw('{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":7}}');
    await expect(editor.ask('textDocument/nobodyKnowsThis', {})).rejects.toThrow(
      'Unhandled method',
    );
    await expect(editor.ask('puppetlb/preview', {})).rejects.toThrow('open the inventory');
    await expect(editor.ask('workspace/executeCommand', { command: 'rm' })).rejects.toThrow(
      'unknown command rm',
    );
    await editor.open(uri, two);
    expect(await editor.findings(uri)).toMatchObject([{ code: 'INV102' }]);
    expect(await editor.end()).toBe(0);
  });

  it('after an error of its own, which it logs', async () => {
    const editor = startEditor();
    await editor.start();
    await editor.open(uri, two);
    expect(await editor.ask('textDocument/hover', { textDocument: { uri } })).toBeNull();
    expect(editor.logged).toMatchObject([/^internal error, please report it: TypeError/]);
    expect(await editor.ask('textDocument/hover', hoverAt(4, 18))).not.toBeNull();
    expect(await editor.end()).toBe(0);
  });

  it('with positions that are nowhere', async () => {
    const editor = startEditor();
    await editor.start();
    await editor.open(uri, two);
    for (const [line, character] of [
      [0, 9999],
      [9999, 0],
      [6, 0],
    ] as const) {
      for (const method of ['hover', 'definition', 'references']) {
        await editor.ask(`textDocument/${method}`, hoverAt(line, character));
      }
    }
    expect(await editor.end()).toBe(0);
    expect(editor.logged).toEqual([]);
  });

  it('where a preview cannot be written', async () => {
    const editor = startEditor({ ...process.env, TMPDIR: '/nowhere' });
    await editor.start();
    await editor.open(uri, two.replace('compile01,', 'compile02,'));
    const command = { command: 'puppetlb.preview', arguments: [uri] };
    expect(await editor.ask('workspace/executeCommand', command)).toBeNull();
    expect(editor.messages).toEqual(['cannot write the preview: no such file']);
    expect(await editor.end()).toBe(0);
  });

  it('with an editor that can do nothing', async () => {
    const editor = startEditor();
    await editor.start({});
    await editor.open(uri, two);
    const [found] = await editor.findings(uri);
    expect(Object.keys(found ?? {}).sort()).toEqual([
      'code',
      'message',
      'range',
      'severity',
      'source',
    ]);
    const hover = await editor.ask<{ contents: { kind: string; value: string } }>(
      'textDocument/hover',
      hoverAt(4, 18),
    );
    expect(hover.contents).toEqual({
      kind: 'plaintext',
      value:
        'In pool compile:\n\nserver compile01 10.0.0.101:8140 check port 9200 inter 2000 rise 3 fall 3 # 50.0 % of all agents',
    });
    const symbols = await editor.ask<{ name: string; containerName?: string }[]>(
      'textDocument/documentSymbol',
      { textDocument: { uri } },
    );
    expect(symbols.map(({ name, containerName }) => [containerName, name])).toEqual([
      [undefined, 'compile'],
      ['compile', 'compile01'],
      ['compile', 'compile01'],
    ]);
    await editor.change(uri, 2, [{ text: two.replace('compile01,', 'compile02,') }]);
    await editor.ask('workspace/executeCommand', { command: 'puppetlb.preview' });
    expect(editor.messages).toMatchObject([/^the compiled haproxy\.cfg is \//]);
    expect(await editor.end()).toBe(0);
  });
});

it('judges dates where the editor wants it', async () => {
  const editor = startEditor();
  await editor.start({}, { initializationOptions: { today: false } });
  const text = two.replace('compile01,', 'compile02, state: drain, until: 2020-01-01,');
  await editor.open(uri, text);
  expect(await editor.findings(uri)).toEqual([]);
  await editor.tell('workspace/didChangeConfiguration', {
    settings: { puppetlb: { today: true } },
  });
  await editor.change(uri, 2, [{ text }]);
  expect(await editor.findings(uri, 2)).toMatchObject([{ code: 'OPS505' }]);
});

it('asks for the settings where the editor takes that', async () => {
  const editor = startEditor();
  editor.connection.onRequest('workspace/configuration', ({ items }) => {
    expect(items).toEqual([{ section: 'puppetlb' }]);
    return [{ today: true }];
  });
  const workspace = { configuration: true, didChangeConfiguration: { dynamicRegistration: true } };
  await editor.start({ workspace });
  await editor.open(uri, two.replace('compile01,', 'compile02, state: drain, until: 2020-01-01,'));
  await expect
    .poll(() => editor.published.at(-1)?.diagnostics.map(({ code }) => code))
    .toEqual(['OPS505']);
});

it('judges by the configuration file that is nearest, also after it is saved', async () => {
  const configuration = folder.at('puppetlb.config.yaml');
  const wanted = (level: string) =>
    folder.write('puppetlb.config.yaml', `lint: { severities: { HAP320: ${level} } }\n`);
  const own = pathToFileURL(folder.at('puppetlb.yaml')).href;
  const editor = startEditor();
  await editor.start();
  wanted('error');
  await editor.open(
    own,
    two
      .replace('compile01,', 'compile02,')
      .replace('    servers', '    balance: first\n    hash-type: consistent\n    servers'),
  );
  const levels = () =>
    editor.published
      .findLast((one) => one.uri === own)
      ?.diagnostics.flatMap(({ code, severity }) => (code === 'HAP320' ? [severity] : []));
  await expect.poll(levels).toEqual([1]);
  wanted('off');
  await editor.open(pathToFileURL(configuration).href, '');
  await editor.tell('textDocument/didSave', {
    textDocument: { uri: pathToFileURL(configuration).href },
  });
  await expect.poll(levels).toEqual([]);
  wanted('info');
  await editor.tell('workspace/didChangeWatchedFiles', { changes: [] });
  await expect.poll(levels).toEqual([3]);
  expect(await editor.end()).toBe(0);
});

it('repairs nothing that the configuration file switches off, and hangs on no pipe of its name', async () => {
  const configuration = folder.write(
    'puppetlb.config.yaml',
    'lint: { severities: { HAP322: off } }\n',
  );
  const own = pathToFileURL(folder.at('puppetlb.yaml')).href;
  const editor = startEditor();
  await editor.start();
  await editor.open(
    own,
    two
      .replace('compile01, address: 10.0.0.102', 'compile02, address: 10.0.0.102:8140')
      .replace('    servers', '    hash-type: consistent\n    servers'),
  );
  const repaired = async () => {
    const start = { line: 0, character: 0 };
    const range = { start, end: start };
    const context = { diagnostics: [], only: ['source.fixAll'] };
    const params = { textDocument: { uri: own }, range, context };
    const actions = await editor.ask('textDocument/codeAction', params);
    return JSON.stringify(actions);
  };
  expect(await repaired()).toMatch(/address: 10\.0\.0\.102, port: 8140/);
  expect(await repaired()).not.toMatch(/id: 1/);
  rmSync(configuration);
  execFileSync('mkfifo', [configuration]);
  await editor.tell('workspace/didChangeWatchedFiles', { changes: [] });
  expect(await repaired()).toMatch(/id: 1/);
  expect(await editor.end()).toBe(0);
});

it('lints ten thousand servers once for many changes', async () => {
  const editor = startEditor();
  await editor.start();
  const servers = Array.from({ length: 10_000 }, (_, at) => {
    const address = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
    return `      - { name: s${at}, address: ${address} }\n`;
  });
  const text = two.slice(0, two.indexOf('      - ')) + servers.join('');
  await editor.open(uri, text);
  expect((await editor.findings(uri)).map(({ code }) => code)).not.toContain('INV102');
  const range = { start: { line: 5, character: 16 }, end: { line: 5, character: 18 } };
  for (let version = 2; version <= 20; version += 1) {
    await editor.change(uri, version, [{ range, text: version % 2 === 0 ? 's0' : 's1' }]);
  }
  expect((await editor.findings(uri, 20)).map(({ code }) => code)).toContain('INV102');
  expect(editor.published.length).toBeLessThan(10);
  expect(await editor.ask('textDocument/hover', hoverAt(9000, 18))).not.toBeNull();
  expect(await editor.end()).toBe(0);
});

it('takes no arguments that it does not know', () => {
  const { status, stderr, stdout } = spawnSync(program, ['lsp', '--tcp'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  expect(stderr).toContain('lsp: unknown option "--tcp"');
});
