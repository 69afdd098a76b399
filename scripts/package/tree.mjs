/** The files that both packages of a system install, below a folder that stands for /. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { importSource } from '../import-source.mjs';
import { buildFolder } from '../stage.mjs';
import { run } from './run.mjs';

const documents = 'usr/share/doc/puppetlb';

export async function makeTree({ root, tree, executable }) {
  const write = (path, contents, mode = 0o644) => {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
    chmodSync(file, mode);
  };
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  const program = join(tree, 'usr/bin/puppetlb');
  copyFileSync(executable, program);
  chmodSync(program, 0o755);
  const say = (...words) => run(program, words);
  write('usr/share/man/man1/puppetlb.1', say('man'));
  const { commands } = await importSource(root, 'src/cli/commands/list.ts');
  for (const { name } of commands) write(`usr/share/man/man1/puppetlb-${name}.1`, say('man', name));
  write('usr/share/bash-completion/completions/puppetlb', say('completion', 'bash'));
  write('usr/share/zsh/vendor-completions/_puppetlb', say('completion', 'zsh'));
  write('usr/share/fish/vendor_completions.d/puppetlb.fish', say('completion', 'fish'));
  const notices = 'third-party-notices.txt';
  const ours = readFileSync(join(root, 'LICENSE'), 'utf8');
  const others = `The program carries Node.js and libraries; ${notices} beside this file has their licences.`;
  write(`${documents}/copyright`, `puppetlb\n\n${ours}\n${others}\n`);
  write(`${documents}/${notices}`, thirdPartyNotices(root));
  for (const name of ['CHANGELOG.md', 'README.md']) {
    write(`${documents}/${name}`, readFileSync(join(root, name)));
  }
  // The commands that change a running HAProxy will have their configuration, units and folders here.
}

/** The licences of what is in the executable beside our own code. */
function thirdPartyNotices(root) {
  const libraries = readFileSync(join(root, buildFolder, 'dist/LICENSES.txt'), 'utf8');
  const rule = `\n${'-'.repeat(78)}\n\n`;
  return `${libraries}${rule}Node.js ${process.versions.node} and what is in it\n\n${nodeLicence()}`;
}

/** Node's licence is in its archive beside bin, and in the folders of documents of its packages. */
function nodeLicence() {
  const prefix = join(dirname(process.execPath), '..');
  const places = ['LICENSE', 'share/doc/nodejs/LICENSE', 'share/doc/node/LICENSE'];
  const file = places.map((place) => join(prefix, place)).find((place) => existsSync(place));
  if (file === undefined) throw new Error(`Node's LICENSE is missing below ${prefix}`);
  return readFileSync(file, 'utf8');
}
