/** Makes the pictures of a preview for the README, light and dark: node scripts/picture.mjs, after npm run build. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startChromium } from './chromium.mjs';
import { builtProgram } from './stage.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'puppetlb-picture-'));

function inventory(drained) {
  const servers = ['01', '02', '03', '04', '05'].map((number) => {
    const state = drained.includes(number) ? ', state: drain, reason: upgrade' : '';
    return `      - { name: compile${number}, address: 10.0.0.1${number}${state} }\n`;
  });
  return `haproxy: { running: 2.6.12 }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    servers:
${servers.join('')}`;
}

writeFileSync(join(folder, 'before.yaml'), inventory([]));
writeFileSync(join(folder, 'puppetlb.yaml'), inventory(['02', '04']));
const words = ['diff', '--against', 'before.yaml', '--format', 'html'];
const run = spawnSync(process.execPath, [builtProgram(root), ...words], {
  cwd: folder,
  encoding: 'utf8',
});
if (run.status !== 2) throw new Error(`diff ended with ${run.status}: ${run.stderr}`);
const file = join(folder, 'preview.html');
writeFileSync(file, run.stdout);

const browser = await startChromium();
for (const [scheme, name] of [
  ['light', 'preview.png'],
  ['dark', 'preview-dark.png'],
]) {
  const page = await browser.open(pathToFileURL(file).href, { width: 960, scheme });
  const bottom = "document.querySelector('figure').getBoundingClientRect().bottom + 28";
  const height = Math.ceil(await page.evaluate(bottom));
  writeFileSync(join(root, 'docs', name), await page.screenshot({ height }));
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });
