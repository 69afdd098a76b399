import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Makes the Debian package of a tree with debhelper, and holds it to lintian. */
export function makeDebianPackage({ root, work, folder, tree, version, time }) {
  const source = join(work, 'debian', `puppetlb-${version}`);
  mkdirSync(source, { recursive: true });
  cpSync(join(root, 'scripts/package/debian'), join(source, 'debian'), { recursive: true });
  cpSync(tree, join(source, 'tree'), { recursive: true });
  const { author } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const control = join(source, 'debian/control');
  const maintainer = /^Maintainer: (.*)$/m.exec(readFileSync(control, 'utf8'))[1];
  if (!maintainer.startsWith(author)) throw new Error(`${control} names another author`);
  writeFileSync(
    join(source, 'debian/changelog'),
    `puppetlb (${version}-1) stable; urgency=medium

  * What is new stands in /usr/share/doc/puppetlb/changelog.gz.

 -- ${maintainer}  ${new Date(time * 1000).toUTCString().replace('GMT', '+0000')}
`,
  );
  run('dpkg-buildpackage', ['--build=binary', '--no-sign', '--no-check-builddeps'], {
    cwd: source,
  });
  const name = `puppetlb_${version}-1_amd64.deb`;
  const file = join(work, 'debian', name);
  run('lintian', ['--allow-root', '--fail-on', 'error,warning', '--info', file]);
  cpSync(file, join(folder, name));
  return join(folder, name);
}
