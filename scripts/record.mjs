/**
 * Holds what the program says against what it said: runs every command over the examples and fixtures, with the
 * sources of a revision and with those of the working tree, and prints what differs. Exit status 0: nothing does.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const shownAtMost = 12;

const usage = `Usage: npm run record -- [--against REV] [--save FOLDER]

Compares standard output, standard error, exit status and files written of every command with those of REV
(HEAD unless named), and the types of the library. --save also writes both records into FOLDER.
`;

function run(command, words, cwd) {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** The function that is the program, from the sources of a tree. */
async function programOf(tree, folder) {
  run(process.execPath, ['scripts/generate.mjs'], tree);
  const outfile = join(folder, 'main.mjs');
  await build({
    absWorkingDir: tree,
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    external: ['./lsp/serve.ts'],
    // What jsonc-parser has for Node finds its own files at run time, and is not bundled whole.
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return (await import(pathToFileURL(outfile).href)).main;
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort();
}

/** Runs one command in a folder; what it wrote, as one text. */
async function runOnce(main, words, cwd, stdin) {
  let [out, err] = ['', ''];
  const io = {
    cwd,
    env: { PATH: '', HOME: cwd },
    today: () => '2026-12-02',
    isTerminal: () => words.includes('--color=always'),
    readStdin: () => Buffer.from(stdin),
    out: (content) => {
      out += typeof content === 'string' ? content : Buffer.from(content).toString();
    },
    err: (text) => {
      err += text;
    },
  };
  const status = await main(words, io);
  return { text: `status ${status}\n--- standard output\n${out}--- standard error\n${err}`, out };
}

/** Every command over every input below a folder, by the words that were typed. */
async function record(main, inputs) {
  const results = new Map();
  const take = async (words, stdin = '') => {
    const { text, out } = await runOnce(main, words, inputs, stdin);
    results.set(words.join(' '), text);
    return out;
  };
  await recordTexts(take, inputs);
  const files = filesBelow(inputs);
  const inventories = files.filter((file) => file.endsWith('.yaml') && !file.includes('lint-out'));
  for (const file of inventories) await recordInventory(take, file);
  for (const file of files.filter((name) => /^examples\/.*inventory\.yaml$/.test(name))) {
    await recordExample(take, file, inputs);
  }
  for (const file of files.filter((name) => /^fixtures\/.*\.cfg$/.test(name))) {
    await recordConfiguration(take, file, inputs);
  }
  for (const file of filesBelow(join(inputs, 'written'))) {
    results.set(`written ${file}`, readFileSync(join(inputs, 'written', file), 'latin1'));
  }
  return results;
}

const commands = [
  'init',
  'build',
  'lint',
  'diff',
  'route',
  'probe',
  'import',
  'explain',
  'rules',
  'schema',
  'lsp',
  'completion',
  'man',
];

async function recordTexts(take, inputs) {
  for (const words of [
    [],
    ['--help'],
    ['--nonsense'],
    ['lint', '--nonsense'],
    ['rules'],
    ['man'],
  ]) {
    await take(words);
  }
  for (const command of commands) {
    await take([command, '--help']);
    // probe would ask the servers of an inventory, and init would write one.
    if (command !== 'probe' && command !== 'init') await take([command, 'no-such-file']);
  }
  for (const name of ['', 'inventory', 'config', 'lint-report', 'preview']) {
    await take(['schema', ...[name].filter((word) => word !== '')]);
  }
  for (const shell of ['bash', 'zsh', 'fish', 'tcsh']) await take(['completion', shell]);
  const codes = readdirSync(join(inputs, 'fixtures/rules')).map((name) => name.split('-')[0]);
  for (const code of new Set(codes)) await take(['explain', code]);
}

async function recordInventory(take, file) {
  await take(['lint', '--today=2026-12-02', file]);
  await take(['lint', '--format', 'json', file]);
  await take(['lint', '--fix', '--diff', file]);
  await take(['build', '--haproxy', 'off', file]);
  await take(['route', file, '10.0.3.17', '10.1.0.0/16', '2001:db8::17']);
}

const formats = ['text', 'concise', 'json', 'github', 'sarif', 'gitlab', 'junit', 'checkstyle'];
const views = ['text', 'json', 'markdown', 'html'];

async function recordExample(take, file, inputs) {
  for (const format of formats) await take(['lint', '--format', format, file]);
  await take(['lint', '--color=always', file]);
  const name = file.replace(/\W/g, '-');
  await take(['build', '--haproxy', 'off', '--out-dir', `written/${name}`, file]);
  await take([
    'build',
    '--haproxy',
    'off',
    '--puppet-module',
    `written/puppet_${name.replace(/-/g, '_')}`,
    file,
  ]);
  const others = filesBelow(inputs).filter((other) => /^examples\/.*inventory\.yaml$/.test(other));
  for (const other of others) {
    for (const view of views) await take(['diff', '--against', other, '--format', view, file]);
    await take([
      'diff',
      '--against',
      other,
      '--verbose',
      '--unified',
      '--clients',
      'clients.csv',
      file,
    ]);
  }
  await take(['route', '--format', 'json', '--clients', 'clients.csv', file]);
}

async function recordConfiguration(take, file, inputs) {
  await take(['import', '--format', 'json', file]);
  const inventory = await take(['import', file]);
  if (inventory === '') return;
  const imported = `imported/${file.replace(/\W/g, '-')}.yaml`;
  writeFileSync(join(inputs, imported), inventory);
  await take(['lint', imported]);
  await take(['diff', '--against', file, imported]);
  await take(['diff', '--against', file, '--verbose', 'examples/smallest/inventory.yaml']);
  if (!file.startsWith('fixtures/real-shapes/')) return;
  for (const view of views) {
    await take(['diff', '--against', file, '--format', view, 'examples/fleet/inventory.yaml']);
  }
}

/** The inputs of the working tree, in a folder of their own. */
function copyInputs(folder) {
  const inputs = join(folder, 'inputs');
  cpSync(join(root, 'examples'), join(inputs, 'examples'), { recursive: true });
  for (const kind of ['rules', 'haproxy-cases', 'real-shapes']) {
    cpSync(join(root, 'test/fixtures', kind), join(inputs, 'fixtures', kind), { recursive: true });
  }
  for (const name of ['written', 'imported']) mkdirSync(join(inputs, name));
  const clients = Array.from(
    { length: 200 },
    (_, at) => `web${at}.example.com,10.${at % 7}.3.${at}`,
  );
  writeFileSync(join(inputs, 'clients.csv'), `certname,ipaddress\n${clients.join('\n')}\n`);
  return inputs;
}

/** The record of a tree: what its program does, and the types of its library. */
async function recordOf(tree, folder) {
  mkdirSync(folder, { recursive: true });
  const inputs = copyInputs(folder);
  const main = await programOf(tree, folder);
  const results = await record(main, inputs);
  const { libraryTypes } = await import(pathToFileURL(join(tree, 'scripts/library.mjs')).href);
  for (const [file, text] of libraryTypes(tree)) results.set(`types ${file}`, text);
  // Of a release and of what follows it everything is compared but that the latter says so.
  const version = (await runOnce(main, ['--version'], inputs, '')).out
    .replace('puppetlb ', '')
    .trim();
  const said = version.replace(/-dev$/, '');
  return new Map([...results].map(([name, text]) => [name, text.replaceAll(version, said)]));
}

function save(folder, results) {
  mkdirSync(folder, { recursive: true });
  const blocks = [...results].map(([name, text]) => `=== ${name}\n${text}\n`);
  writeFileSync(join(folder, 'record.txt'), blocks.join(''));
}

function optionValue(option, fallback) {
  const at = process.argv.indexOf(option);
  return at === -1 ? fallback : (process.argv[at + 1] ?? fallback);
}

if (process.argv.includes('--help')) {
  process.stdout.write(usage);
  process.exit(0);
}
const revision = optionValue('--against', 'HEAD');
const folder = mkdtempSync(join(tmpdir(), 'puppetlb-record-'));
const tree = join(folder, 'tree');
try {
  run('git', ['worktree', 'add', '--detach', tree, revision], root);
  // The bundler follows links, and must find its modules in the tree itself.
  run('cp', ['-al', join(root, 'node_modules'), tree], root);
  const before = await recordOf(tree, join(folder, 'before'));
  const after = await recordOf(root, join(folder, 'after'));
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const differing = names.filter((name) => before.get(name) !== after.get(name));
  const saved = optionValue('--save');
  if (saved !== undefined) {
    save(join(saved, 'before'), before);
    save(join(saved, 'after'), after);
  }
  for (const name of differing.slice(0, shownAtMost)) console.log(`differs: ${name}`);
  console.log(`${names.length} results compared with ${revision}, ${differing.length} differ`);
  process.exitCode = differing.length === 0 ? 0 : 1;
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}
