import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { renderNode, renderSettings } from '../../src/health-check/node.ts';
import {
  bareWord,
  hieraValue,
  hoconText,
  iniPattern,
  shellWord,
  systemdWord,
} from '../../src/health-check/node-escape.ts';
import { deployNodes, type Node } from '../../src/health-check/node-plan.ts';
import { freePorts } from '../ports.ts';
import { inventoryOf } from '../probe/inventory.ts';
import { assertProperty, sample } from '../property.ts';
import { run, shells } from './nodes.ts';
import { start, stopAll, waitFor } from './serving.ts';

const folder = mkdtempSync(join(tmpdir(), 'puppetlb-quotes-'));
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Texts that end a quote, begin a comment, are replaced, or run something, in one language or another. */
const signs = [
  ...['', "'", '"', '\\', '`', '$', '${x}', '$(id)', '%', '%{', '%{x}', "%{literal('%')}", '%i'],
  ...['#', '//', ';', '&', '|', '<', '>', '(', ')', '{', '}', '[', ']', '!', '*', '?', '~', '='],
  ...[' ', '\t', '\n', '\r', '\r\n', '\\n', '\\\n', 'é', '\u2028', '\ufeff', '\u0007', '-n', '--'],
  ...["'; id; '", "'\n}\nservice x\n{\n", '"\n}', '\n[Service]\nExecStart=/bin/id', 'a b', '$a'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join('').replaceAll(/[\0\ud800-\udfff]/g, ''));
const many = fc.array(hostile, { minLength: 1, maxLength: 60 });

const [node] = deployNodes(
  inventoryOf({
    pools: [
      {
        name: 'compile',
        bind: '10.0.0.100:8140',
        check: { kind: 'node', agent: { port: 9201 } },
        servers: [{ name: 'm1', address: '10.0.0.1', certname: 'm1.example.com' }],
      },
    ],
  }),
);
if (node === undefined) throw new Error('there is no node');
const good: Node = node;

describe.each(shells)('what is written for %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);

  it('is read back as it was meant', async () => {
    await assertProperty(
      fc.asyncProperty(many, async (texts) => {
        const script = join(folder, `words-${words.join('-')}`);
        writeFileSync(script, `printf '%s\\0' ${texts.map(shellWord).join(' ')}\n`);
        const { stdout, stderr } = await run([...words, script]);
        expect(stderr).toBe('');
        const read = Buffer.from(stdout, 'latin1').toString();
        expect(read).toBe(texts.map((text) => `${text}\0`).join(''));
      }),
      40,
    );
  });

  it('is the settings of the script, whatever they hold', async () => {
    await assertProperty(
      fc.asyncProperty(fc.tuple(hostile, hostile, hostile), async ([url, caFile, resolve]) => {
        const script = join(folder, `settings-${words.join('-')}`);
        const text = renderSettings({ ...good.script, url, caFile, resolve });
        writeFileSync(script, `${text}printf '%s\\0' "$url" "$ca_file" "$resolve"\n`);
        expect((await run([...words, '-n', script])).status).toBe(0);
        const { stdout } = await run([...words, script]);
        const read = Buffer.from(stdout, 'latin1').toString();
        expect(read).toBe(`${url}\0${caFile}\0${resolve}\0`);
      }),
      30,
    );
  });
});

it('nothing that is refused or accepted leaves its word in xinetd, units and patterns', () => {
  assertProperty(
    fc.property(hostile, (text) => {
      for (const quote of [bareWord, systemdWord, iniPattern]) {
        let written: string | undefined;
        try {
          written = quote(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
        if (written !== undefined) {
          const read = quote === systemdWord ? written.replaceAll('%%', '%') : written;
          expect(read).toBe(text);
          expect(written).toMatch(/^[\w.,:/@%+^$-]+$/);
        }
      }
    }),
    3000,
  );
});

it('a hostile node is refused, or each of its files still is what it was', () => {
  assertProperty(
    fc.property(hostile, fc.constantFrom('xinetd', 'systemd'), (text, transport) => {
      const changed = { ...good, transport, name: text, certname: text, balancers: [text] };
      let files: readonly { name: string; text: string }[];
      try {
        files = renderNode(changed as Node);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return;
      }
      for (const file of files.filter(({ name }) => /socket$|service$|xinetd$/.test(name))) {
        const plain = renderNode({ ...good, transport, balancers: ['a'] } as Node);
        const same = plain.find(({ name }) => name === file.name)?.text ?? '';
        expect(file.text.split('\n').length).toBe(same.split('\n').length);
      }
    }),
    500,
  );
});

it('xinetd itself reads what is written for it, with the most balancers', async () => {
  const balancers = Array.from({ length: 256 }, (_, index) =>
    index % 2 === 0 ? `10.${index}.0.0/16` : `2001:db8:${index.toString(16)}::/48`,
  );
  const changed = { ...good, isIpv6: true, balancers };
  const file = renderNode(changed).find(({ name }) => name.endsWith('.xinetd'));
  const [own, agent] = await freePorts(2);
  const text = (file?.text ?? '')
    .replaceAll(/= 9200$/gm, `= ${own}`)
    .replaceAll(/= 9201$/gm, `= ${agent}`)
    .replaceAll('/usr/local/sbin/puppetmastercheck', '/bin/true');
  const config = join(folder, 'xinetd.conf');
  const log = join(folder, 'xinetd.log');
  writeFileSync(config, text);
  writeFileSync(log, '');
  await start(['xinetd', '-dontfork', '-filelog', log, '-f', config, '-pidfile', `${config}.pid`]);
  await waitFor(() => /available service/.test(readFileSync(log, 'utf8')));
  expect(readFileSync(log, 'utf8')).toMatch(/Started working: 2 available services/);
  expect(readFileSync(log, 'utf8')).not.toMatch(/ERROR|WARNING/);
});

it('HOCON is read back as it was meant', async () => {
  const parse = 'require "hocon"; $stdout.write Hocon.load(ARGV[0])["texts"].join("\\0")';
  await assertProperty(
    fc.asyncProperty(many, async (texts) => {
      const file = join(folder, 'texts.conf');
      writeFileSync(file, `texts: [ ${texts.map(hoconText).join(', ')} ]\n`);
      const { stdout, stderr } = await run(['ruby', '-Ku', '-e', parse, file]);
      expect(stderr).toBe('');
      expect(Buffer.from(stdout, 'latin1').toString()).toBe(texts.join('\0'));
    }),
    10,
  );
});

it('Hiera hands to Puppet what was meant', { timeout: 120_000 }, async () => {
  const texts = sample(many, 20)
    .flat()
    .filter((text) => text !== '');
  const module = join(folder, 'modules/quotes');
  for (const path of ['data', 'manifests', '../../read']) {
    mkdirSync(join(module, path), { recursive: true });
  }
  writeFileSync(join(module, 'hiera.yaml'), 'version: 5\nhierarchy: [{ name: a, path: a.yaml }]\n');
  const values = texts.map((text, index) => [join(folder, 'read', String(index)), text]);
  const data = `quotes::texts: ${hieraValue(Object.fromEntries(values))}\n`;
  writeFileSync(join(module, 'data/a.yaml'), data);
  const body =
    '$texts.each |$file, $text| { file { $file: content => $text, show_diff => false } }';
  writeFileSync(join(module, 'manifests/init.pp'), `class quotes(Hash $texts) { ${body} }\n`);
  const own = ['--vardir', join(folder, 'var'), '--confdir', join(folder, 'conf')];
  const words = ['--modulepath', join(folder, 'modules'), ...own, '-e', 'include quotes'];
  const { status, stdout } = await run(['unshare', '-n', 'puppet', 'apply', ...words]);
  expect(status, stdout).toBe(0);
  expect(values.map(([file = '']) => readFileSync(file, 'utf8'))).toEqual(texts);
});
