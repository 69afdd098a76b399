import type { CodeInfo, Fix } from '../findings/diagnostic.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';

/** A second place that a finding speaks of. */
export interface RelatedPlace {
  /** The finding does without a place that nobody wrote. */
  readonly at: Origin | undefined;
  readonly part?: 'key' | 'value';
  readonly note: string;
}

/** What a rule found; the engine adds code, severity and span. */
export interface Finding {
  readonly message: string;
  readonly at: Origin;
  readonly part?: 'key' | 'value';
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fix?: Fix | undefined;
  /** Whether it has the rule's `mildSeverity`. */
  readonly isMild?: boolean;
}

/** A mistake in an inventory: its words, why it matters, and how to find it. */
export interface Rule extends CodeInfo {
  /** Whether it can find something in inventories that are linted together, and in none of them alone. */
  readonly comparesPools?: true;
  /** `today`, as YYYY-MM-DD, is there if dates are to be checked. */
  check(inventory: Inventory, today?: string): Iterable<Finding>;
}
