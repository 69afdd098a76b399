import type { Inventory } from '../inventory/model.ts';
import { siteView, viewsOf } from '../inventory/sites.ts';
import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import type { Arguments, OptionSpec } from './command.ts';
import { UsageError } from './exit.ts';

/** The option that chooses a site. */
export const siteOption: OptionSpec = {
  name: 'site',
  value: 'NAME',
  summary: 'use the balancers of site NAME',
};

/** What the balancers of the chosen site have; of an inventory with sites one must be chosen. */
export function oneSite(inventory: Inventory, args: Arguments): Inventory {
  const [view, second] = chosenSites(inventory, args);
  if (view !== undefined && second === undefined) return view;
  throw new UsageError(
    `the inventory has sites; add --site ${namesOf(inventory).join(' or --site ')}`,
  );
}

/** What the balancers of each site have that is not excluded by a choice; the inventory where it has no sites. */
export function chosenSites(inventory: Inventory, args: Arguments): readonly Inventory[] {
  const site = args.value('site');
  if (site === undefined) return viewsOf(inventory);
  const names = namesOf(inventory);
  if (names.includes(site)) return [siteView(inventory, site)];
  if (names.length === 0) throw new UsageError('the inventory has no sites; remove --site');
  const near = nearest(site, names);
  const hint = near === undefined ? `known sites: ${names.join(', ')}` : `did you mean ${near}?`;
  throw new UsageError(`unknown site ${quote(site)}; ${hint}`);
}

function namesOf({ sites }: Inventory): string[] {
  return sites.map(({ name }) => name);
}
