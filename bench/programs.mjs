/** Where the measured programs are, and which of them are missing. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Debian's own Python: another one in the PATH may lack Debian's modules. */
export const python = '/usr/bin/python3';
export const ansible = '/usr/bin/ansible-playbook';
export const haproxy = '/usr/sbin/haproxy';
const dist = here('../dist');
export const script = here('others/build.py');
export const chooser = here('others/choose.py');
export const playbook = here('others/playbook.yaml');
export const launcher = here('launch.py');

/**
 * Copies the built program into a folder, for it keeps compiled code beside itself; returns what
 * makes a command line of puppetlb from its words, and what removes the compiled code.
 */
export function copyPuppetlb(folder) {
  const copy = join(folder, 'dist');
  cpSync(dist, copy, { recursive: true, filter: (path) => !isCompiled(path) });
  return {
    puppetlb: (...words) => [process.execPath, join(copy, 'puppetlb.cjs'), ...words],
    forget() {
      for (const name of readdirSync(copy)) if (isCompiled(name)) rmSync(join(copy, name));
    },
  };
}

function isCompiled(path) {
  return basename(path).startsWith('.compiled-');
}

/** What the measurements need and do not find, each with the command that brings it. */
export function missingFor(names) {
  const missing = [];
  if (!existsSync(join(dist, 'puppetlb.cjs'))) missing.push('dist/puppetlb.cjs (npm run build)');
  if (!existsSync(python)) missing.push(`${python} (bench/install-debian-packages)`);
  if (!names.includes('build')) return missing;
  const modules = spawnSync(python, ['-c', 'import jinja2; from yaml import CSafeLoader']);
  if (modules.status !== 0)
    missing.push(`yaml and jinja2 for ${python} (bench/install-debian-packages)`);
  for (const program of [ansible, haproxy]) {
    if (!existsSync(program)) missing.push(`${program} (bench/install-debian-packages)`);
  }
  return missing;
}
