import type { Inventory, Sections } from '../inventory/model.ts';
import { defaultsSection, formatLines, hasSilentSection } from './defaults.ts';
import { globalSection } from './global.ts';
import { listenSection } from './listen.ts';
import type { OutputSection } from './output.ts';

/** What is written for a balancer. */
export interface Deployment {
  readonly base: readonly OutputSection[];
  readonly listens: readonly OutputSection[];
  readonly verbatim: Sections | undefined;
}

/** Lowers an inventory without errors to HAProxy's language; the order is that of the inventory. */
export function deploy(inventory: Inventory): Deployment {
  const { haproxy, pools } = inventory;
  const format = hasSilentSection(haproxy) ? formatLines(haproxy) : [];
  return {
    base: [globalSection(haproxy), defaultsSection(haproxy)],
    listens: pools.map((pool) => listenSection(pool, inventory.puppet, format)),
    verbatim: haproxy.sections,
  };
}
