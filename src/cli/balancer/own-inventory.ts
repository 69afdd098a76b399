import type { Settings } from '../../apply/settings.ts';
import { hasError } from '../../findings/diagnostic.ts';
import type { Inventory } from '../../inventory/model.ts';
import { siteView } from '../../inventory/sites.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments } from '../command.ts';
import { lintInventory } from '../configurations.ts';
import { FileError } from '../exit.ts';
import type { Io } from '../io.ts';

/** The inventory of this balancer, as its site sees it; why it cannot be built where that is so. */
export type OwnInventory =
  | { readonly inventory: Inventory; readonly problem?: undefined }
  | { readonly inventory?: undefined; readonly problem: string };

/** Reads the inventory that the settings name; a server can be taken out also while somebody edits it. */
export function readOwnInventory(settings: Settings, args: Arguments, io: Io): OwnInventory {
  const { inventory: name, configuration: target, site } = settings;
  try {
    const { inventory, diagnostics } = lintInventory(name, args, io, { target });
    if (inventory === undefined || hasError(diagnostics)) {
      return { problem: `${showUnseen(name)} has errors; puppetlb lint shows them` };
    }
    if (inventory.sites.length === 0) return { inventory };
    const isKnown = inventory.sites.some((one) => one.name === site);
    return site !== undefined && isKnown
      ? { inventory: siteView(inventory, site) }
      : { problem: `${showUnseen(name)} has sites, but the settings have no valid site` };
  } catch (error) {
    if (error instanceof FileError) return { problem: error.message };
    throw error;
  }
}
