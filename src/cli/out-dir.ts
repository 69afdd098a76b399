import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deployNodes } from '../deployment/node.ts';
import { nodeFileNames } from '../deployment/node-files.ts';
import type { Inventory } from '../inventory/model.ts';
import { renderNode } from '../render/node.ts';
import { exit, isSystemError } from './exit.ts';
import type { Host } from './host.ts';
import { differing, type OutputFile, writeFiles } from './write-files.ts';

/** The files that --out-dir writes: the balancer's, and a folder for each node. */
export function outDirFiles(inventory: Inventory, configuration: string): OutputFile[] {
  const nodes = deployNodes(inventory).flatMap((node) =>
    renderNode(node).map(({ name, text, mode }) => ({
      name: join(node.name, name),
      text,
      isExecutable: mode === 0o755,
    })),
  );
  return [{ name: 'haproxy.cfg', text: configuration, isExecutable: false }, ...nodes];
}

/** Writes the files of --out-dir, and points at what nobody needs any more. */
export function writeOutDir(folder: string, files: readonly OutputFile[], host: Host): void {
  writeFiles(folder, files, host);
  pointAtLeftovers(folder, files, host);
}

/** Says what --out-dir would change: 0 where nothing would. */
export function compareOutDir(folder: string, files: readonly OutputFile[], host: Host): number {
  const changed = differing(folder, files, host);
  const shown = changed.slice(0, maxShown).map(({ name }) => `  ${join(folder, name)}\n`);
  const more = changed.length - shown.length;
  if (more > 0) shown.push(`  and ${more} more\n`);
  const what = changed.length === 1 ? '1 file differs' : `${changed.length} files differ`;
  if (changed.length > 0) {
    host.err(`puppetlb: ${what} from what the inventory builds:\n${shown.join('')}`);
  }
  pointAtLeftovers(folder, files, host);
  return changed.length === 0 ? exit.fine : exit.differs;
}

/** More names than this nobody reads. */
const maxShown = 20;

/** Folders of nodes that are gone and files that a node no longer has stay: somebody may still need them. */
function pointAtLeftovers(folder: string, files: readonly OutputFile[], host: Host): void {
  const known = new Set(files.map(({ name }) => name));
  const nodes = new Set(files.map(({ name }) => name.slice(0, name.indexOf('/'))));
  const left = list(resolve(host.cwd, folder)).flatMap((name) => {
    const inside = list(resolve(host.cwd, folder, name));
    if (nodes.has(name)) {
      return inside
        .filter((file) => nodeFileNames.has(file))
        .map((file) => join(name, file))
        .filter((file) => !known.has(file));
    }
    return inside.includes('puppetmastercheck') && inside.includes('install.sh') ? [name] : [];
  });
  for (const name of left.slice(0, maxShown)) {
    host.err(`puppetlb: ${join(folder, name)} is not in the inventory any more; remove it\n`);
  }
  if (left.length > maxShown) host.err(`puppetlb: and ${left.length - maxShown} more\n`);
}

function list(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}
