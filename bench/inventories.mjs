/** Inventories of any size, the same every time. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const poolSize = 500;

/** A number filled up with zeros. */
export const digits = (value, width) => String(value).padStart(width, '0');
const serverName = (index) => `puppet${digits(index, 5)}`;
const address = (index) => `10.${64 + (index >> 14)}.${(index >> 7) & 127}.${(index & 127) + 1}`;
const poolOf = (index) => Math.floor(index / poolSize);

/** Servers written out in pools; `wordServer` makes what stands in the braces. */
export function writtenOut(count, size = poolSize, wordServer = clean) {
  const lines = ['pools:'];
  for (let index = 0; index < count; index += 1) {
    if (index % size === 0) lines.push(...poolHead(index / size));
    lines.push(`      - { ${wordServer(index)} }`);
  }
  return lines;
}

/** What stands above the servers of a pool. */
export function poolHead(pool) {
  return [
    `  - name: compile${digits(pool, 3)}`,
    `    bind: 10.0.${pool >> 7}.${(pool & 127) + 1}:8140`,
    '    servers:',
  ];
}

/** A server without a mistake. */
export function clean(index) {
  return `name: ${serverName(index)}, address: ${address(index)}`;
}

/** A misspelled property, which the schema refuses. */
export function misspelled(index) {
  return `${clean(index)}, wieght: 3`;
}

/** An address that is none, which a reader of values refuses. */
export function noAddress(index) {
  return `name: ${serverName(index)}, address: 10.0.0.${256 + index}`;
}

/** One name for every server, which a rule refuses within a pool. */
export function oneName(index) {
  return `name: puppet1, address: ${address(index)}`;
}

/** Hosts in ranges of 100, five of them to a pool, which takes them by a pattern. */
export function rangesAndPatterns(count) {
  const lines = ['hosts:'];
  for (let index = 0; index < count; index += 100) {
    const network = `10.${64 + Math.floor(index / 25_600)}.${Math.floor(index / 100) % 256}`;
    const block = digits((index % poolSize) / 100, 1);
    lines.push(`  "p${digits(poolOf(index), 3)}-${block}[00:99]":`);
    lines.push(`    address: ${network}.[1:100]`);
  }
  lines.push('pools:');
  for (let pool = 0; pool * poolSize < count; pool += 1) {
    lines.push(...poolHead(pool), `      - "p${digits(pool, 3)}-*"`);
  }
  return lines;
}

/** Hosts one by one, all of them in one pool by a pattern. */
export function hostsInOnePool(count) {
  const lines = ['hosts:'];
  for (let index = 0; index < count; index += 1) {
    lines.push(`  ${serverName(index)}: { address: ${address(index)} }`);
  }
  return [...lines, 'pools:', ...poolHead(0), '      - "puppet*"'];
}

/** Writes an inventory into a folder; returns its path. */
export function writeInventory(folder, name, lines) {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** One address for all servers of a pool, which a rule refuses and tells where it was first. */
export function oneAddress(index) {
  return `name: ${serverName(index)}, address: 10.64.0.1`;
}

/** A server that tracks one that is not there. */
export function strayTrack(index) {
  return `${clean(index)}, track: compile000/nobody${index}`;
}
