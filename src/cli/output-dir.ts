import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { renderNode } from '../health-check/node.ts';
import { isModuleName } from '../health-check/node-escape.ts';
import { nodeFileNames } from '../health-check/node-files.ts';
import { deployNodes, type Node } from '../health-check/node-plan.ts';
import { renderPuppetModule } from '../health-check/puppet-module.ts';
import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import { exit, isSystemError, RefusedError, UsageError } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';
import { isInterrupted, temporaryEnd } from './write-claim.ts';
import { differing, type OutputFile, writeFiles } from './write-files.ts';

/** A folder of files that are written together. */
export interface Tree {
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** What is in the folder, was written by an earlier build, and is not needed any more. */
  readonly leftovers: readonly string[];
}

/** What --out-dir writes: the balancer's file, and a folder for each node. */
export function outDirTree(
  folder: string,
  inventory: Inventory,
  configuration: string,
  io: Io,
): Tree {
  const deployed = deployNodes(inventory);
  const nodes = deployed.flatMap((node) =>
    renderNode(node).map(({ name, text, mode }) => ({
      name: join(node.name, name),
      text,
      isExecutable: mode === 0o755,
    })),
  );
  const files = [{ name: 'haproxy.cfg', text: configuration, isExecutable: false }, ...nodes];
  return { folder, files, leftovers: nodeLeftovers(folder, files, io) };
}

/** What --puppet-module writes; the folder's name is the module's. */
export function puppetModuleTree(
  folder: string,
  inventory: Inventory,
  configuration: string,
  io: Io,
): Tree {
  const name = basename(resolve(io.cwd, folder));
  if (!isModuleName(name)) {
    const help = 'name a folder of small letters, digits and "_"';
    throw new UsageError(`${quote(name)} cannot be the name of a Puppet module; ${help}`);
  }
  rejectForeign(folder, io);
  const nodes = deployNodes(inventory);
  rejectAmbiguous(nodes);
  const files = renderPuppetModule(name, nodes, configuration).map((file) => ({
    name: file.name,
    text: file.text,
    isExecutable: false,
  }));
  const known = new Set(files.map((file) => file.name));
  const leftovers = list(io, folder, 'data/nodes')
    .map((file) => join('data/nodes', file))
    .filter((file) => !known.has(file));
  return { folder, files, leftovers };
}

/** Data is found by certname, else by the name of the machine: one of them must not be the other's. */
function rejectAmbiguous(nodes: readonly Node[]): void {
  const unnamed = nodes.filter(({ certname }) => certname === undefined);
  const byName = new Map(
    unnamed.toReversed().flatMap((node) => node.names.map((name) => [name, node])),
  );
  for (const { certname, address } of nodes) {
    const other = certname === undefined ? undefined : byName.get(certname);
    if (certname === undefined || other === undefined) continue;
    throw new RefusedError(
      `certname ${quote(certname)} of ${address} is the name of the server at ${other.address}, whose data Puppet would not find; write the certname of ${other.address}`,
    );
  }
}

/** A module that somebody else wrote is not overwritten. */
function rejectForeign(folder: string, io: Io): void {
  const bytes = readIfThere(io, join(folder, 'metadata.json'));
  if (bytes === undefined) return;
  const name = /"name"\s*:\s*"([^"]*)"/.exec(Buffer.from(bytes).toString())?.[1] ?? '';
  if (name.startsWith('puppetlb-')) return;
  const help = 'name a folder of its own';
  throw new UsageError(`${folder} holds another Puppet module, ${quote(name)}; ${help}`);
}

/** Writes a tree, and points at what nobody needs any more. */
export function writeTree(tree: Tree, io: Io): void {
  writeFiles(tree.folder, tree.files, io);
  pointAtLeftovers(tree, io);
}

/** Says what would be written, and what nobody needs any more: 0 where there is neither. */
export function compareTree(tree: Tree, io: Io): number {
  const { folder, files } = tree;
  const changed = differing(folder, files, io);
  const shown = changed.slice(0, maxShown).map(({ name }) => `  ${join(folder, name)}\n`);
  if (changed.length > maxShown) shown.push(`  and ${changed.length - maxShown} more\n`);
  const what = changed.length === 1 ? '1 file differs' : `${changed.length} files differ`;
  if (changed.length > 0) {
    io.err(`puppetlb: ${what} from what the inventory builds:\n${shown.join('')}`);
  }
  const isCut = isInterrupted(resolve(io.cwd, folder));
  if (isCut) io.err(`puppetlb: ${folder} is incomplete: its build was interrupted; run it again\n`);
  pointAtLeftovers(tree, io);
  const isSame = changed.length + tree.leftovers.length === 0 && !isCut;
  return isSame ? exit.fine : exit.differs;
}

/** More names than this nobody reads. */
const maxShown = 20;

/** They stay where they are: somebody may still need them. */
function pointAtLeftovers({ folder, files, leftovers: found }: Tree, io: Io): void {
  const leftovers = found.filter((name) => existsSync(resolve(io.cwd, folder, name)));
  const folders = new Set(files.map(({ name }) => dirname(name)));
  for (const name of leftovers.slice(0, maxShown)) {
    const isTemporary = temporaryEnd.test(name);
    const isOfNode = !name.startsWith('data/') && folders.has(dirname(name)) && name.includes('/');
    const why = isOfNode ? 'is no longer needed by its node' : 'is no longer in the inventory';
    const said = isTemporary ? 'was left by an interrupted build' : why;
    io.err(`puppetlb: ${join(folder, name)} ${said}; remove it\n`);
  }
  if (leftovers.length > maxShown) {
    io.err(`puppetlb: and ${leftovers.length - maxShown} more\n`);
  }
}

/** Folders of nodes that are gone, and files that a node no longer has. */
function nodeLeftovers(folder: string, files: readonly OutputFile[], io: Io): string[] {
  const known = new Set(files.map(({ name }) => name));
  const nodes = new Set(files.map(({ name }) => name.slice(0, name.indexOf('/'))));
  return list(io, folder).flatMap((name) => {
    if (temporaryEnd.test(name)) return [name];
    const inside = list(io, folder, name);
    if (!nodes.has(name)) {
      const isNode = inside.includes('puppetmastercheck') && inside.includes('install.sh');
      return isNode ? [name] : [];
    }
    const ours = inside.filter((file) => nodeFileNames.has(file.replace(temporaryEnd, '')));
    return ours.map((file) => join(name, file)).filter((file) => !known.has(file));
  });
}

function list(io: Io, ...path: string[]): string[] {
  try {
    return readdirSync(resolve(io.cwd, ...path)).sort();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}
