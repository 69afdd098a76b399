/** Inventories of other shapes than pools of servers, and the worst of each shape; the same every time. */
import { digits, poolHead, poolSize } from './inventories.mjs';

const onePool = [...poolHead(0), '      - { name: puppet1, address: 10.64.0.1 }'];
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const address = (index) => `10.${64 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;

/** Servers in block style, three lines to each. */
export function blockStyle(count) {
  const lines = ['pools:'];
  for (let index = 0; index < count; index += 1) {
    if (index % poolSize === 0) lines.push(...poolHead(index / poolSize));
    lines.push(`      - name: puppet${index}`, `        address: ${address(index)}`);
    lines.push('        weight: 100');
  }
  return lines;
}

/** The whole inventory in one line. */
export function oneLine(count) {
  const pools = times(Math.ceil(count / poolSize), (pool) => {
    const servers = times(Math.min(poolSize, count - pool * poolSize), (index) => {
      return `{ name: puppet${index}, address: ${address(pool * poolSize + index)} }`;
    });
    const bind = `"10.0.${pool >> 7}.${(pool & 127) + 1}:8140"`;
    return `{ name: compile${pool}, bind: ${bind}, servers: [${servers.join(', ')}] }`;
  });
  return [`{ pools: [${pools.join(', ')}] }`];
}

/** A long text of sections, ten lines to a section. */
export function longSections(count) {
  const line = (index) => (index % 10 === 0 ? `    backend b${index}` : '      option tcp-check');
  return ['haproxy:', '  sections: |', ...times(count, line), 'pools:', ...onePool];
}

/** A text of sections with a mistake in every line; a text may have 1 MiB. */
export function brokenSections(count) {
  const lines = times(count, (index) => `    x${index} "`);
  return ['haproxy:', '  sections: |', ...lines, 'pools:', ...onePool];
}

/** Hosts one by one, and a pattern for every fifty of them, which says how names begin or how they end. */
export function hostsAndPatterns(count) {
  const groups = count / 50;
  const host = (index) => {
    const group = digits(index % groups, 4);
    return `  g${group}-${index}-g${group}: { address: ${address(index)} }`;
  };
  const pattern = (group) => `      - "${group % 2 === 0 ? `g${group}-*` : `*-g${group}`}"`;
  const pools = times(groups / 20, (pool) => [
    ...poolHead(pool),
    ...times(20, (index) => pattern(digits(pool * 20 + index, 4))),
  ]);
  return ['hosts:', ...times(count, host), 'pools:', ...pools.flat()];
}

/** An exception for every host, in ranges of 200. */
export function exceptions(count) {
  const ranges = times(count / 200, (range) => [
    `  "c${range}-[1:200]":`,
    `    address: 10.${64 + (range >> 8)}.${range & 255}.[1:200]`,
    '    except:',
    ...times(200, (index) => `      c${range}-${index + 1}: { weight: 10 }`),
  ]);
  return ['hosts:', ...ranges.flat(), 'pools:', ...poolHead(0), '      - "c0-*"'];
}

/** One range of hosts with as many exceptions that name none of them; a range may have 10,000. */
export function strayExceptions(count) {
  const strays = times(count, (index) => `      x${index}: { weight: 10 }`);
  const address = `    address: c[1:${count}].example.com`;
  const host = [`  "c[1:${count}]":`, address, '    except:'];
  return ['hosts:', ...host, ...strays, 'pools:', ...poolHead(0), '      - "c*"'];
}

/** Pools of ten that share a thousand hosts. */
export function sharedHosts(count) {
  const ranges = times(5, (range) => `  "c${range}-[1:200]": { address: "10.9.${range}.[1:200]" }`);
  const pools = times(count / 10, (pool) => {
    const first = ((pool * 10) % 190) + 1;
    return [...poolHead(pool), `      - "c${pool % 5}-[${first}:${first + 9}]"`];
  });
  return ['hosts:', ...ranges, 'pools:', ...pools.flat()];
}

/** Binds, 250 to a pool. */
export function manyBinds(count) {
  const pools = times(count / 250, (pool) => [
    `  - name: compile${pool}`,
    '    bind:',
    ...times(250, (index) => `      - ${address(pool * 250 + index)}:8140`),
    `    servers: [{ name: puppet1, address: 10.63.0.1 }]`,
  ]);
  return ['pools:', ...pools.flat()];
}

/** Properties that nobody knows, all of them in one mapping. */
export function unknownProperties(count) {
  return [...times(count, (index) => `unknown${index}: 1`), 'pools:', ...onePool];
}

/** Servers written out of which each second line is indented wrongly, which YAML refuses. */
export function wrongIndents(count) {
  const servers = times(count, (index) => [
    `      - name: puppet${index}`,
    `       address: ${address(index)}`,
  ]);
  return ['pools:', ...poolHead(0), ...servers.flat()];
}

/** One file for every 500 servers, each a pool; returns what is written in each file. */
export function manyFiles(count) {
  return times(count / poolSize, (file) => [
    'pools:',
    ...poolHead(file),
    ...times(poolSize, (index) => {
      return `      - { name: puppet${index}, address: ${address(file * poolSize + index)} }`;
    }),
  ]);
}
