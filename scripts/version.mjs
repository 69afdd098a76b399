/** Which version the sources are: the changelog's first heading says whether it is a release. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const unreleased = '## Unreleased';

/**
 * The version of the last release, whether the sources are that release, and the version that a build of them says.
 * Throws where the changelog and package.json do not agree.
 */
export function readVersion(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const heading = /^## .*$/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[0];
  if (heading === unreleased) return { version, isRelease: false, shown: `${version}-dev` };
  const released = /^## (\S+) \(\d{4}-\d\d-\d\d\)$/.exec(heading ?? '')?.[1];
  if (released === version) return { version, isRelease: true, shown: version };
  throw new Error(
    `the first heading of CHANGELOG.md is "${heading ?? ''}"; write "${unreleased}" or "## ${version} (YYYY-MM-DD)"`,
  );
}

/** The day of the last release, as YYYY-MM-DD. */
export function releaseDate(root) {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  return /^## \S+ \((\d{4}-\d\d-\d\d)\)$/m.exec(changelog)?.[1];
}
