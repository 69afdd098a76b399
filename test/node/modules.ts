import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildInto } from './machine.ts';

/** An inventory of two nodes on this machine, with a check and further lines. */
export function moduleInventory(check: string, more = ''): string {
  return `
haproxy: { balancers: [127.0.0.1], global: { log: [], chroot: false, user: false, group: false } }
${more}
pools:
  - name: compile
    bind: 127.0.0.100:8140
    check: ${check}
    servers:
      - { name: compile01, address: 127.0.0.1, certname: compile01.example.com }
      - { name: compile02, address: 127.0.0.2 }
`;
}

/** Builds the Puppet module of an inventory in a folder, which it returns. */
export async function buildModule(folder: string, yaml: string): Promise<string> {
  await buildInto(folder, yaml, ['--puppet-module', 'modules/masters']);
  return folder;
}

/** Applies classes as a node, twice; prints what Puppet said, and how it ended each time. */
export function applyTwice(
  folder: string,
  certname: string,
  classes: string,
  between = ':',
): string {
  writeFileSync(join(folder, 'site.pp'), classes);
  const words = `puppet apply --color false --modulepath modules --certname ${certname} --detailed-exitcodes`;
  const own = '--vardir own/var --confdir own/conf';
  return `
again() { rc=0; ${words} ${own} site.pp || rc=$?; echo "ended with $rc"; }
again
${between}
again`;
}
