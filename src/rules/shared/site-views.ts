import type { Inventory } from '../../inventory/model.ts';
import { viewsOf } from '../../inventory/sites.ts';
import { once } from './once.ts';

/** An inventory as each site has it, made once for all rules. */
export const siteViews: (inventory: Inventory) => readonly Inventory[] = once(viewsOf);
