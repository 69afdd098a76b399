import type { Line, Section } from '../haproxy/section.ts';
import type { Inventory, Sections } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { defaultsSection } from './defaults.ts';
import { globalSection } from './global.ts';
import { listenSection } from './listen.ts';

/** A line of the output; every one knows why it is there. */
export interface OutputLine extends Line<Origin> {
  /** Whether an empty line stands before it. */
  readonly gap?: boolean;
}

/** A section of the output, and the comment above it. */
export interface OutputSection extends Section<Origin> {
  readonly comment: Setting<string> | undefined;
  readonly lines: readonly OutputLine[];
}

/** What is written for a balancer. */
export interface Deployment {
  readonly base: readonly OutputSection[];
  readonly listens: readonly OutputSection[];
  readonly verbatim: Sections | undefined;
}

/** Lowers an inventory without errors to HAProxy's language; the order is that of the inventory. */
export function deploy(inventory: Inventory): Deployment {
  const { haproxy, pools } = inventory;
  return {
    base: [globalSection(haproxy), defaultsSection(haproxy)],
    listens: pools.map((pool) => listenSection(pool, inventory.puppet)),
    verbatim: haproxy.sections,
  };
}
