/** What it takes to say which server a client reaches. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { writeInventory } from './inventories.mjs';
import { median, medianOf, ratioOf, runInTurn } from './measure.mjs';
import { chooser, puppetlb, python } from './programs.mjs';
import { number, printTable, ratio } from './table.mjs';

const servers = 50;
const count = 1_000_000;
const cases = [
  { method: 'map-based', weight: 1 },
  { method: 'consistent', weight: 1 },
  { method: 'consistent', weight: 100 },
];

/** A million clients over 50 servers: the selection alone, and the whole program beside a script. */
export async function measureChoice(folder, runs) {
  await measureTables(folder, runs);
  measurePrograms(folder, Math.max(1, Math.round(runs / 5)));
}

/** The words of a million addresses, the same every time. */
function clientKeys() {
  let state = 1;
  return Uint32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  });
}

/** The modules of the selection, for they are not in the program by themselves. */
async function loadSelection(folder) {
  const root = fileURLToPath(new URL('../src/haproxy/selection/', import.meta.url));
  const contents = ['selection', 'hash', 'ring']
    .map((name) => `export * from './${name}.ts';`)
    .join('\n');
  const outfile = join(folder, 'selection.mjs');
  buildSync({ stdin: { contents, resolveDir: root }, outfile, bundle: true, format: 'esm' });
  return import(pathToFileURL(outfile).href);
}

function poolOf({ method, weight }) {
  return {
    servers: Array.from({ length: servers }, (_, at) => {
      return { name: `s${at + 1}`, id: at + 1, weight, isBackup: false, state: 'ready' };
    }),
    hashType: { method, words: [method] },
    usesAllBackups: false,
    ring: 'id',
  };
}

async function measureTables(folder, runs) {
  const { fullHash, prepareSelection, serverRing, serversOf } = await loadSelection(folder);
  const keys = clientKeys();
  const rows = cases.map((one) => {
    const pool = poolOf(one);
    const selection = prepareSelection(pool);
    const ring = serverRing(pool, [...pool.servers.keys()]);
    const plain =
      one.method === 'consistent'
        ? () => bisectAll(keys, ring, fullHash)
        : () => divideAll(keys, selection.table.map);
    const ways = [() => prepareSelection(pool), () => serversOf(selection, keys, false), plain];
    const expected = ways[2]();
    if (ways[1]().some((server, at) => server !== expected[at])) throw new Error('they differ');
    const taken = timeInTurn(ways, runs);
    const [prepared, own, other] = taken.map(median);
    const ratios = taken[1].map((time, run) => time / taken[2][run]);
    const each = (ms) => ((ms * 1e6) / count).toFixed(1);
    return [
      `${one.method}, weight ${one.weight}`,
      number(prepared),
      each(own),
      each(other),
      ratio(median(ratios)),
    ];
  });
  printTable(
    `Choice: ${number(count)} clients over ${servers} servers, ${runs} rounds in one process`,
    ['hash type', 'prepare ms', 'ns a client', 'plainly', 'ratio'],
    rows,
  );
}

/** What each of some functions takes, in turn, in milliseconds. */
function timeInTurn(ways, runs) {
  const taken = ways.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [at, way] of ways.entries()) {
      const start = performance.now();
      way();
      taken[at].push(performance.now() - start);
    }
  }
  return taken;
}

/** The nearest point by bisection, as a tree finds it. */
function bisectAll(hashed, { keys, servers: owners }, fullHash) {
  const chosen = new Int32Array(hashed.length);
  for (let at = 0; at < hashed.length; at += 1) {
    const hash = fullHash(hashed[at]);
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < hash) low = middle + 1;
      else high = middle;
    }
    const next = low % keys.length;
    const previous = (next + keys.length - 1) % keys.length;
    const isBefore = (hash - keys[previous]) >>> 0 <= (keys[next] - hash) >>> 0;
    chosen[at] = owners[isBefore ? previous : next];
  }
  return chosen;
}

function divideAll(keys, map) {
  return new Int32Array(keys.length).map((_, at) => map[keys[at] % map.length]);
}

function measurePrograms(folder, runs) {
  const clients = join(folder, 'clients.txt');
  const dotted = (word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
  writeFileSync(clients, `${Array.from(clientKeys(), dotted).join('\n')}\n`);
  const programs = cases.flatMap(({ method, weight }) => {
    const inventory = writeInventory(folder, `${method}-${weight}`, inventoryOf(method, weight));
    const [own, other] = ['puppetlb', 'script'].map((name) =>
      join(folder, `${name}-${method}-${weight}`),
    );
    const words = puppetlb('route', inventory, '--clients', clients, '--format', 'json');
    const script = [python, chooser, method, servers, weight, clients].map(String);
    const name = `${method}, weight ${weight}`;
    return [
      { name: `puppetlb route: ${name}`, words, output: own },
      { name: `Python script: ${name}`, words: script, output: other },
    ];
  });
  const taken = runInTurn(programs, runs, folder);
  for (let at = 0; at < programs.length; at += 2) assertSame(programs[at], programs[at + 1]);
  printTable(
    `Route: the same clients from a file, ${runs} rounds; both say the same`,
    ['program', 'wall ms', 'CPU ms', 'peak MiB', 'puppetlb / it: wall', 'CPU'],
    programs.map(({ name }, at) => [
      name,
      ...['wall', 'cpu', 'peak'].map((what) => number(medianOf(taken[at], what))),
      ...['wall', 'cpu'].map((what) => ratio(ratioOf(taken[at - (at % 2)], taken[at], what))),
    ]),
  );
}

function inventoryOf(method, weight) {
  const lines = Array.from({ length: servers }, (_, at) => {
    const own = `name: compile${at + 1}, address: 10.64.0.${at + 1}`;
    return `      - { ${own}, id: ${at + 1}, weight: ${weight} }`;
  });
  return [
    'haproxy: { running: 2.6.12 }',
    'pools:',
    '  - name: compile',
    '    bind: 10.0.0.1:8140',
    `    hash-type: ${method}`,
    '    servers:',
    ...lines,
  ];
}

/** Throws where the two answer something else. */
function assertSame(own, other) {
  const answers = readFileSync(own.output, 'utf8').trim().split('\n');
  const expected = readFileSync(other.output, 'utf8').trim().split('\n');
  const isSame = answers.every((line, at) => {
    const { client, server } = JSON.parse(line);
    return `${client} ${server}` === expected[at];
  });
  if (!isSame || answers.length !== count)
    throw new Error(`${own.name} is not what ${other.name} says`);
}
