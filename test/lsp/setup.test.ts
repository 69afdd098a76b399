import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { program } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/editor.md'), 'utf8');

function blocks(language: string): string[] {
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return Array.from(found, ([, text = '']) => text);
}

describe('the page for editors', () => {
  it('has JSON for VS Code', () => {
    const [schema, server, ...others] = blocks('json').map((text) => JSON.parse(text));
    expect(Object.keys(schema)).toEqual(['yaml.schemas']);
    expect(server['glspc.server.commandArguments']).toEqual(['lsp']);
    expect(others).toEqual([]);
  });

  it('has TOML for Helix', () => {
    const [text = ''] = blocks('toml');
    const script = 'import json, sys, tomllib; print(json.dumps(tomllib.loads(sys.stdin.read())))';
    const { stdout, stderr } = spawnSync('python3', ['-c', script], {
      input: text,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      'language-server': {
        puppetlb: { command: 'puppetlb', args: ['lsp'], config: { puppetlb: { today: false } } },
      },
      language: [{ name: 'yaml', 'language-servers': ['puppetlb', 'yaml-language-server'] }],
    });
  });

  it('has Lisp for Emacs whose brackets close', () => {
    const [text = ''] = blocks('elisp');
    const brackets = text.replace(/"[^"]*"|[^()]/g, '');
    let left = brackets;
    while (left.includes('()')) left = left.replaceAll('()', '');
    expect({ brackets: brackets.length > 0, left }).toEqual({ brackets: true, left: '' });
    expect(text).toContain('("puppetlb" "lsp")');
  });
});

/** What Neovim 0.11 does with the two functions, for the older one that Debian has. */
const shim = `
if not vim.lsp.enable then
  local configs = {}
  vim.lsp.config = function(name, config) configs[name] = config end
  vim.lsp.enable = function(name)
    local config = vim.tbl_extend('force', { name = name }, configs[name])
    local client = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(0, client)
  end
end
`;

const ask = `
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local said = {}
for _, found in ipairs(vim.diagnostic.get(0)) do
  table.insert(said, string.format('%d:%d %s %s', found.lnum + 1, found.col + 1, found.code or '', found.message))
end
local function request(method, position)
  local params = { textDocument = vim.lsp.util.make_text_document_params(), position = position }
  params.command, params.arguments = 'puppetlb.preview', { vim.uri_from_bufnr(0) }
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  for _, answer in pairs(answers) do return answer.result end
end
local hover = request('textDocument/hover', { line = 4, character = 18 })
vim.api.nvim_buf_set_text(0, 5, 16, 5, 17, { 'x' })
vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 20)
local preview = request('workspace/executeCommand')
vim.fn.writefile({ vim.json and vim.json.encode({ said = said, hover = hover.contents.value, left = #vim.diagnostic.get(0), preview = preview.text }) or '' }, os.getenv('ANSWER'))
vim.cmd('qall!')
`;

const hasNeovim = spawnSync('nvim', ['--version']).status === 0;

describe.skipIf(!hasNeovim && process.env['CI'] === undefined)(
  'Neovim, set up as the page says',
  () => {
    const folder = useFolder();
    beforeAll(() => {
      folder.link(program, 'puppetlb');
    });

    it('shows findings as they are typed, hovers and the preview', () => {
      const [setup = ''] = blocks('lua');
      const inventory = `pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers:
      - { name: compile01, address: 10.0.0.101 }
      - { name: compile01, address: 10.0.0.102 }
`;
      folder.write('puppetlb.yaml', inventory);
      folder.write('setup.lua', shim + setup + ask);
      const answer = folder.at('answer.json');
      const { stderr } = spawnSync(
        'nvim',
        [
          '--headless',
          '-u',
          'NONE',
          '-i',
          'NONE',
          '-n',
          'puppetlb.yaml',
          '-c',
          'set filetype=yaml',
          '-c',
          'luafile setup.lua',
        ],
        {
          cwd: folder.path,
          encoding: 'utf8',
          timeout: 60_000,
          env: {
            ...process.env,
            ANSWER: answer,
            HOME: folder.path,
            XDG_STATE_HOME: folder.path,
            PATH: `${folder.path}:${process.env['PATH']}`,
          },
        },
      );
      expect(folder.has('answer.json'), stderr).toBe(true);
      const { said, hover, left, preview } = JSON.parse(folder.read('answer.json'));
      expect(said).toEqual([
        '6:17 INV102 server name "compile01" is already taken\nwrite another name, for example compile02',
      ]);
      expect(hover).toContain('server compile01 10.0.0.101:8140 check port 9200');
      expect(left).toBe(0);
      expect(preview).toContain('server xompile01 10.0.0.102:8140 check port 9200');
    });
  },
);
