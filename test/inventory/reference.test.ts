import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/inventory.schema.json'), 'utf8'));

interface Node {
  readonly $ref?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
}

/** The objects of an inventory, and how a path leads to them. */
const objects: readonly [string, Node][] = [
  ['The inventory', schema],
  ['haproxy', schema.$defs.haproxy],
  ['haproxy.global', schema.$defs.global],
  ['haproxy.timeouts, and timeouts of a pool', schema.$defs.timeouts],
  ['options, of defaults or a pool', schema.$defs.options],
  ['puppet', schema.$defs.puppet],
  ['defaults', schema.$defs.defaults],
  ['sites.NAME', schema.$defs.site],
  ['hosts.NAME', schema.$defs.host],
  ['hosts.NAME.except.NAME', schema.$defs.hostException],
  ['pools[]', schema.$defs.pool],
  ['pools[].bind[]', schema.$defs.bindOptions],
  ['pools[].frontend[]', schema.$defs.frontend],
  ['pools[].servers[], written out', schema.$defs.server],
  ['pools[].servers[], of a host', schema.$defs.poolHost],
  ['default-server, of defaults or a pool', schema.$defs.defaultServer],
  ['agent-check', schema.$defs.agentCheck],
  ['check, of defaults or a pool', schema.$defs.checkOptions],
  ['agent, in a check of kind node', schema.$defs.nodeAgent],
  ['check, of a server or a host', schema.$defs.serverCheckOptions],
  ['lint, here or in puppetlb.config.yaml', schema.$defs.lint],
];

function row([name, property]: [string, Node], required: readonly string[]): string {
  const target = schema.$defs[property.$ref?.replace('#/$defs/', '') ?? ''] as Node | undefined;
  const node: Node = { ...target, ...property };
  const words =
    node.enum === undefined ? '' : ` One of ${node.enum.map((word) => `\`${word}\``).join(', ')}.`;
  const byDefault = node.default === undefined ? '' : `\`${node.default}\``;
  const example = node.examples?.[0];
  const shown =
    example === undefined ? '' : `\`${JSON.stringify(example).replaceAll('|', '\\|')}\``;
  const mark = required.includes(name) ? ' (required)' : '';
  return `| \`${name}\`${mark} | ${node.description}${words} | ${byDefault} | ${shown} |`;
}

it('the reference of properties is what the schema says', async () => {
  const chapters = objects.map(([title, node]) => {
    const rows = Object.entries(node.properties ?? {}).map((entry) =>
      row(entry, node.required ?? []),
    );
    return `## ${title}\n\n${node.description}\n\n| property | meaning | default | example |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const note =
    '<!-- Made from schemas/inventory.schema.json by test/inventory/reference.test.ts. -->';
  const text = `# Reference: every property of the inventory\n\n${note}\n\n${chapters.join('\n')}`;
  await expect(text).toMatchFileSnapshot(join(root, 'docs/properties.md'));
});

it('the reference has every object of the schema', () => {
  const nodes: [string, Node][] = Object.entries(schema.$defs);
  const missing = nodes.filter(
    ([, node]) => node.properties !== undefined && !objects.some(([, shown]) => shown === node),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});
