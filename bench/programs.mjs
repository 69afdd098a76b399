/** Where the measured programs are, and which of them are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../scripts/stage.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Debian's own Python: another one in the PATH may lack Debian's modules. */
export const python = '/usr/bin/python3';
export const ansible = '/usr/bin/ansible-playbook';
export const haproxy = '/usr/sbin/haproxy';
const program = builtProgram(here('..'));
export const script = here('others/build.py');
export const chooser = here('others/choose.py');
export const playbook = here('others/playbook.yaml');
export const launcher = here('launch.py');

/** The command line of puppetlb, as it is built, with some words. */
export function puppetlb(...words) {
  return [process.execPath, program, ...words];
}

/** What the measurements need and do not find, each with the command that brings it. */
export function missingFor(names) {
  const missing = [];
  if (!existsSync(program)) missing.push(`${program} (npm run build)`);
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
