/** Where the measured programs are, and which of them are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Debian's own Python: another one in the PATH may lack Debian's modules. */
export const python = '/usr/bin/python3';
export const ansible = '/usr/bin/ansible-playbook';
export const haproxy = '/usr/sbin/haproxy';
export const bundle = here('../dist/puppetlb.cjs');
export const script = here('others/build.py');
export const playbook = here('others/playbook.yaml');
export const launcher = here('launch.py');

/** The words of a command line that runs puppetlb. */
export function puppetlb(...words) {
  return [process.execPath, bundle, ...words];
}

/** What the measurements need and do not find, each with the command that brings it. */
export function missingFor(names) {
  const missing = [];
  if (!existsSync(bundle)) missing.push('dist/puppetlb.cjs (npm run build)');
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
