import type { Random } from './random.ts';
import { hostileText, hostileValue } from './values.ts';

const head = 'pools:\n  - name: a\n    bind: 10.0.0.1:8140\n    servers:\n';

/** Inventories that are much in little, or much of one thing; `count` is how much. */
const shapes: readonly ((random: Random, count: number) => string)[] = [
  (_, count) => '['.repeat(count),
  (_, count) => `a: ${'{a: '.repeat(count)}1${'}'.repeat(count)}\n`,
  (_, count) => '- '.repeat(count),
  (_, count) => `${'? '.repeat(count)}a\n`,
  (_, count) =>
    Array.from({ length: Math.min(count, 300) }, (_i, at) => `${' '.repeat(at)}a:\n`).join(''),
  (random, count) => `a: ${hostileText(random).repeat(Math.ceil(count / 4))}\n`,
  (random, count) => `${hostileValue(random)}: `.repeat(Math.ceil(count / 4)),
  (_, count) => `a: "${'\\\\'.repeat(count)}\n`,
  (_, count) => `a: &a [x]\nb: [${'*a, '.repeat(count)}]\n`,
  (_, count) => bomb(Math.min(count, 40)),
  (_, count) => `a: ${'&x '.repeat(count)}1\n`,
  (_, count) => `a: ${'!x '.repeat(count)}1\n`,
  (_, count) => '---\n'.repeat(count),
  (_, count) => '# comment\n'.repeat(count),
  (_, count) => `a: |\n${'  x\n'.repeat(count)}`,
  (_, count) => `a: >\n${'  x\n\n'.repeat(count)}`,
  (_, count) => `a: ${'x\n  '.repeat(count)}\n`,
  (_, count) => `a: ${'\r'.repeat(count)}\n`,
  (_, count) => `${'\u202e'.repeat(count)}\n`,
  (_, count) => Array.from({ length: count }, (_i, at) => `k${at}: 1\n`).join(''),
  (_, count) => 'a: 1\n'.repeat(count),
  (_, count) => `pools: [${'{}, '.repeat(count)}]\n`,
  (_, count) => `pools: [${'{ name: a, bind: 10.0.0.1:1, servers: [] }, '.repeat(count)}]\n`,
  (random, count) => head + `      - ${hostileValue(random)}\n`.repeat(count),
  (random, count) => head + `      - { name: a, address: ${hostileValue(random)} }\n`.repeat(count),
  (_, count) =>
    `${head}      - { name: a, address: 10.0.0.2, extra: [${'weight 1, '.repeat(count)}] }\n`,
  (_, count) => `${head}      - { name: a, address: 10.0.0.2, ${'x: 1, '.repeat(count)}}\n`,
  (_, count) =>
    `haproxy:\n  sections: |\n${'    listen a\n      bind :1\n'.repeat(count)}${head}      - a\n`,
  (_, count) => `haproxy:\n  sections: |\n${'    x "\n'.repeat(count)}${head}      - a\n`,
  (random, count) =>
    `hosts:\n  "a[1:${random.pick([1, 9, 999, 10_000, 10_001])}]": { address: 10.0.[0:${random.pick([1, 8, 255])}].1 }\n${head}${'      - "*a*"\n'.repeat(Math.min(count, 500))}`,
  (random, count) =>
    `hosts:\n  "a[1:${count}]":\n    address: 10.0.0.[1:${count}]\n    except:\n${Array.from({ length: count }, (_i, at) => `      a${at}${random.pick(['', 'x'])}: { id: ${at} }\n`).join('')}`,
  (_, count) =>
    `hosts:\n${Array.from({ length: count }, (_i, at) => `  h${at}: { address: 10.0.0.1 }\n`).join('')}${head}${Array.from({ length: Math.min(count, 200) }, (_i, at) => `      - "*${at}*x"\n`).join('')}`,
];

/** Aliases of aliases: what would be gigabytes if they were followed. */
function bomb(levels: number): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x]'];
  for (let level = 1; level <= levels; level += 1) {
    const inner = Array.from({ length: 8 }, () => `*a${level - 1}`).join(', ');
    lines.push(`a${level}: &a${level} [${inner}]`);
  }
  return `${lines.join('\n')}\n`;
}

/** Much of one thing: mostly hundreds, seldom ten thousand and more. */
export function large(random: Random): string {
  const isHuge = random.once(50);
  const count = random.below(isHuge ? 20_000 : random.pick([10, 100, 1000, 2000]));
  // What is larger still is not hunted but measured: see bench/.
  return random
    .pick(shapes)(random, count)
    .slice(0, isHuge ? 400_000 : 60_000);
}
