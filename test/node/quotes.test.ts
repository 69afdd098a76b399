import { readFileSync } from 'node:fs';
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
import { useFolder } from '../use-folder.ts';
import { run, shells } from './nodes.ts';
import { start, stopAll, waitFor } from './serving.ts';

const folder = useFolder();
afterAll(stopAll);

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
        const text = `printf '%s\\0' ${texts.map(shellWord).join(' ')}\n`;
        const script = folder.write(`words-${words.join('-')}`, text);
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
        const text = renderSettings({ ...good.script, url, caFile, resolve });
        const print = `printf '%s\\0' "$url" "$ca_file" "$resolve"\n`;
        const script = folder.write(`settings-${words.join('-')}`, text + print);
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
  const config = folder.write('xinetd.conf', text);
  const log = folder.write('xinetd.log', '');
  await start(['xinetd', '-dontfork', '-filelog', log, '-f', config, '-pidfile', `${config}.pid`]);
  await waitFor(() => /available service/.test(folder.read('xinetd.log')));
  expect(folder.read('xinetd.log')).toMatch(/Started working: 2 available services/);
  expect(folder.read('xinetd.log')).not.toMatch(/ERROR|WARNING/);
});

it('HOCON is read back as it was meant', async () => {
  const parse = 'require "hocon"; $stdout.write Hocon.load(ARGV[0])["texts"].join("\\0")';
  await assertProperty(
    fc.asyncProperty(many, async (texts) => {
      const text = `texts: [ ${texts.map(hoconText).join(', ')} ]\n`;
      const file = folder.write('texts.conf', text);
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
  const hierarchy = 'version: 5\nhierarchy: [{ name: a, path: a.yaml }]\n';
  folder.write('modules/quotes/hiera.yaml', hierarchy);
  folder.make('read');
  const values = texts.map((text, index) => [folder.at('read', String(index)), text]);
  const data = `quotes::texts: ${hieraValue(Object.fromEntries(values))}\n`;
  folder.write('modules/quotes/data/a.yaml', data);
  const body =
    '$texts.each |$file, $text| { file { $file: content => $text, show_diff => false } }';
  folder.write('modules/quotes/manifests/init.pp', `class quotes(Hash $texts) { ${body} }\n`);
  const own = ['--vardir', folder.at('var'), '--confdir', folder.at('conf')];
  const words = ['--modulepath', folder.at('modules'), ...own, '-e', 'include quotes'];
  const { status, stdout } = await run(['unshare', '-n', 'puppet', 'apply', ...words]);
  expect(status, stdout).toBe(0);
  expect(values.map(([file = '']) => readFileSync(file, 'utf8'))).toEqual(texts);
});
