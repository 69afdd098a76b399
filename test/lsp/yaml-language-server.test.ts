import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionItem, Hover, MarkupContent } from 'vscode-languageserver/node';
import { parse } from 'yaml';
import { Editor, marked } from './editor.ts';

const server = createRequire(import.meta.url).resolve(
  'yaml-language-server/bin/yaml-language-server',
);
const schema = pathToFileURL(join(import.meta.dirname, '../../schemas/inventory.schema.json')).href;
const modeline = `# yaml-language-server: $schema=${schema}\n`;

let editor: Editor;
let documents = 0;
beforeAll(async () => {
  editor = new Editor([process.execPath, server, '--stdio']);
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  editor.connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ section }: { section: string }) => (section === 'yaml' ? yaml : {})),
  );
  await editor.start({
    workspace: { configuration: true },
    textDocument: {
      completion: {
        completionItem: { snippetSupport: true, documentationFormat: ['markdown'] },
      },
      hover: { contentFormat: ['markdown'] },
    },
  });
});
afterAll(() => {
  editor.kill();
});

async function open(text: string): Promise<string> {
  documents += 1;
  const uri = `file:///fleet/${documents}.yaml`;
  await editor.open(uri, text);
  return uri;
}

async function at<R>(method: string, text: string): Promise<R> {
  const { text: whole, position } = marked(modeline + text);
  return editor.ask<R>(`textDocument/${method}`, {
    textDocument: { uri: await open(whole) },
    position,
  });
}

async function complete(text: string): Promise<CompletionItem[]> {
  const { items } = await at<{ items: CompletionItem[] }>('completion', text);
  return items;
}

function textOf(documentation: CompletionItem['documentation']): string {
  return typeof documentation === 'string' ? documentation : (documentation?.value ?? '');
}

const pool = '  - name: compile\n    bind: 10.0.0.100:8140\n';

describe('keys are offered with what they mean', () => {
  it.each([
    ['the inventory', '¦', ['haproxy', 'puppet', 'defaults', 'hosts', 'pools']],
    [
      'haproxy',
      'haproxy:\n  ¦',
      ['version', 'running', 'balancers', 'global', 'timeouts', 'sections'],
    ],
    ['global', 'haproxy:\n  global:\n    ¦', ['maxconn', 'log', 'stats-socket', 'chroot', 'extra']],
    [
      'timeouts',
      'haproxy:\n  timeouts:\n    ¦',
      ['connect', 'client', 'server', 'check', 'queue', 'tunnel'],
    ],
    ['puppet', 'puppet:\n  ¦', ['version', 'layout']],
    ['defaults', 'defaults:\n  ¦', ['balance', 'hash-type', 'check', 'default-server']],
    [
      'default-server',
      'defaults:\n  default-server:\n    ¦',
      ['weight', 'slowstart', 'agent-check', 'track'],
    ],
    ['a host', 'hosts:\n  a:\n    ¦', ['address', 'certname', 'state', 'except']],
    ['a pool', 'pools:\n  - ¦', ['name', 'role', 'bind', 'check', 'servers']],
    ['a pool begun', `pools:\n${pool}    ¦`, ['description', 'balance', 'timeouts', 'extra']],
    [
      'a bind',
      'pools:\n  - name: a\n    bind:\n      address: 10.0.0.1:8140\n      ¦',
      ['transparent', 'interface'],
    ],
    [
      'a check',
      `pools:\n${pool}    check:\n      ¦`,
      ['kind', 'inter', 'verify', 'transport', 'agent'],
    ],
    [
      'a server',
      `pools:\n${pool}    servers:\n      - name: a\n        ¦`,
      ['address', 'id', 'weight', 'state'],
    ],
    [
      'the check of a server',
      `pools:\n${pool}    servers:\n      - name: a\n        check:\n          ¦`,
      ['inter', 'rise', 'fall'],
    ],
  ])('in %s', async (_, text, keys) => {
    const items = await complete(text);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(keys));
    for (const { label, documentation } of items) {
      expect(textOf(documentation), label).toMatch(/\S\./);
    }
  });
});

describe('words are offered with what each means', () => {
  it.each([
    ['role', `pools:\n${pool}    role: ¦`, { compile: '8140', pcp: '8142', puppetdb: '8081' }],
    [
      'check',
      `pools:\n${pool}    check: ¦`,
      { node: '9200', puppet: 'HTTPS', tcp: 'hung', none: 'not check' },
    ],
    ['kind', 'defaults:\n  check:\n    kind: ¦', { node: '9200', puppet: 'HTTPS' }],
    ['verify', 'defaults:\n  check:\n    verify: ¦', { required: 'ca-file', none: 'any' }],
    ['transport', 'defaults:\n  check:\n    transport: ¦', { xinetd: 'xinetd', systemd: 'socket' }],
    [
      'state',
      'hosts:\n  a:\n    state: ¦',
      { ready: 'in rotation', drain: 'no new', maint: 'off' },
    ],
    ['send-proxy', 'hosts:\n  a:\n    send-proxy: ¦', { true: 'version 1', v2: 'version 2' }],
    ['layout', 'puppet:\n  layout: ¦', { vendor: 'OpenVox', debian: 'Debian' }],
  ] as [string, string, Record<string, string>][])('for %s', async (_, text, words) => {
    const items = await complete(text);
    for (const [word, meaning] of Object.entries(words)) {
      const item = items.find(({ label }) => label === word);
      expect(textOf(item?.documentation), word).toContain(meaning);
    }
    expect(items.map(({ label }) => label)).not.toContain('[object Object]');
  });

  it.each([
    [
      'balance',
      `pools:\n${pool}    balance: ¦`,
      ['source', 'leastconn', 'roundrobin', 'static-rr', 'first', 'random(2)'],
    ],
    ['hash-type', 'defaults:\n  hash-type: ¦', ['map-based', 'consistent']],
    ['inter', 'defaults:\n  check:\n    inter: ¦', ['2000', '5s']],
    ['version', 'haproxy:\n  version: ¦', ['"2.6"', '"3.2"']],
    ['chroot', 'haproxy:\n  global:\n    chroot: ¦', ['/var/lib/haproxy', 'false']],
    ['bind', 'pools:\n  - bind: ¦', ['10.0.0.100:8140', '"[2001:db8::100]:8140"', 'with options']],
    ['id', 'hosts:\n  "a[1:12]":\n    id: ¦', ['1', '"[1:12]"']],
  ])('or, where there are many, examples: %s', async (key, text, examples) => {
    const items = await complete(text);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(examples));
    for (const { label, insertText = '' } of items) {
      const written = insertText.replace(/\$\{\d+:([^}]*)\}/g, '$1');
      const lines = written.includes('\n') ? written : ` ${written}`;
      expect(() => parse(`${key}:${lines}`), label).not.toThrow();
    }
  });
});

describe('hovers', () => {
  it.each([
    ['a key', `pools:\n${pool}    bal¦ance: source`, 'How HAProxy selects the server'],
    ['a word', 'puppet: { layout: ven¦dor }', '`vendor`: the packages of Puppet and OpenVox'],
    ['a key in a flow mapping', 'defaults: { check: { in¦ter: 5s } }', 'Time between two checks'],
    ['a host', 'hosts:\n  comp¦ile01: { address: 10.0.0.1 }', 'A master, or a range of them.'],
    [
      'a key of a host',
      'hosts:\n  a: { unt¦il: 2026-12-01 }',
      'The day by which the server should be ready again',
    ],
  ])('describe %s', async (_, text, words) => {
    const found = await at<Hover | null>('hover', text);
    expect((found?.contents as MarkupContent | undefined)?.value).toContain(words);
  });
});

describe('mistakes are shown', () => {
  it.each([
    ['an unknown key', 'puppet: { verison: "8" }', 'Property verison is not allowed.'],
    ['a missing key', 'pools:\n  - { name: a, bind: "*:8140" }', 'Missing property "servers".'],
    [
      'an unknown word',
      'puppet: { layout: rpm }',
      'Value is not accepted. Valid values: "vendor", "debian".',
    ],
    [
      'a number that is too large',
      'pools: [{ servers: [{ name: a, port: 99999 }] }]',
      'Value is above the maximum of 65535.',
    ],
    ['a wrong type', 'pools: 3', 'Incorrect type. Expected "array".'],
    [
      'a wrong time',
      'haproxy: { timeouts: { check: 5 seconds } }',
      'a time is a whole number with ms, s, m, h or d, such as 500ms, 5s or 15m; without a unit it is milliseconds',
    ],
    [
      'a wrong name',
      'pools: [{ name: "a b" }]',
      'a name has letters, digits, "_", "." and "-", and begins with a letter or digit',
    ],
    [
      'a wrong algorithm',
      'defaults: { balance: least }',
      'balance is source, leastconn, roundrobin, static-rr, first, random or random(N)',
    ],
  ])('%s', async (_, text, message) => {
    const uri = await open(modeline + text);
    await expect
      .poll(
        () =>
          editor.published
            .findLast((one) => one.uri === uri)
            ?.diagnostics.map((one) => one.message),
        { timeout: 20_000 },
      )
      .toContain(message);
  });

  it('but none in an inventory that is right', async () => {
    const right = await open(
      `${modeline}pools:\n${pool}    servers: [{ name: a, address: 10.0.0.1 }]\n`,
    );
    const wrong = await open(`${modeline}pools: 3\n`);
    const of = (uri: string) =>
      editor.published.findLast((one) => one.uri === uri)?.diagnostics.length;
    await expect.poll(() => of(wrong), { timeout: 20_000 }).toBe(1);
    expect(of(right)).toBe(0);
  });
});
