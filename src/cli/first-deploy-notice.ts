import type { Inventory } from '../inventory/model.ts';

/** One line where checks of kind node are built for the first time: who must answer before the reload. */
export function firstNodeChecks(
  { pools }: Inventory,
  name: string,
  existing: Uint8Array | undefined,
): string | undefined {
  const checked = pools.flatMap(({ servers }) => servers.map(({ check }) => check));
  const ports = new Set(
    checked.flatMap(({ kind, port }) => (kind.value === 'node' ? (port?.value ?? []) : [])),
  );
  if (ports.size === 0) return undefined;
  const before = existing === undefined ? '' : new TextDecoder().decode(existing);
  if (/^\s*server\s.*\scheck port \d/m.test(before)) return undefined;
  const where = [...ports].join(', ');
  return `puppetlb: before the reload every master must answer on port ${where}, or HAProxy takes it out at once; puppetlb probe ${name} asks them\n`;
}
