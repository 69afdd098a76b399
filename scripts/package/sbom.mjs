/** What is in the executable, in CycloneDX's format. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../bundles.mjs';

export async function billOfMaterials(root, version) {
  const { license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { packages } = await buildBundles(root);
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'puppetlb',
        name: 'puppetlb',
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components: [...packages.map((name) => ofNpm(root, name)), ...ofNode()],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function ofNpm(root, path) {
  const file = join(root, 'node_modules', path, 'package.json');
  const { name, version, license } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    type: 'library',
    'bom-ref': `npm:${path}`,
    name,
    version,
    licenses: [{ license: { id: license } }],
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  };
}

/** Node, and what Node says that it was built with. */
function ofNode() {
  const { node, modules: _, napi: __, ...libraries } = process.versions;
  const parts = Object.entries({ node, ...libraries });
  return parts.map(([name, version]) => ({
    type: name === 'node' ? 'platform' : 'library',
    'bom-ref': `node:${name}`,
    name,
    version,
    purl: `pkg:generic/${name}@${encodeURIComponent(version)}`,
  }));
}
