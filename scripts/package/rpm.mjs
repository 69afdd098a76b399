import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Makes the RPM of a tree. */
export function makeRpm({ root, work, folder, tree, version }) {
  const top = join(work, 'rpm');
  mkdirSync(top);
  const settings = {
    _topdir: top,
    tree,
    wanted_version: version,
    // The same bytes on every machine, which rpm of every supported system can unpack.
    _buildhost: 'localhost',
    use_source_date_epoch_as_buildtime: '1',
    clamp_mtime_to_source_date_epoch: '1',
    _binary_payload: 'w3.xzdio',
    // The program that it carries stands behind the last section: what strips it would cut that off.
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [
    '--define',
    `${name} ${value}`,
  ]);
  const spec = join(root, 'scripts/package/puppetlb.spec');
  run('rpmbuild', ['-bb', '--target', 'x86_64', ...words, spec]);
  const [name] = readdirSync(join(top, 'RPMS/x86_64'));
  cpSync(join(top, 'RPMS/x86_64', name), join(folder, name));
  return join(folder, name);
}
