import { valueCodes } from '../findings/value-codes.ts';
import { quote } from '../text/characters.ts';
import { isError, type Result } from '../text/result.ts';
import { isMapping } from '../yaml/document.ts';
import { parseNetwork } from './haproxy.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Bind, Inventory, OtherSites, Pool, Server, Site } from './model.ts';
import { below, type Setting } from './place.ts';
import { parseName } from './values/name.ts';

/** Reads `sites`, before everything that names one. */
export function readSites(sites: MappingReader): Site[] {
  return Object.keys(sites.values).flatMap((key) => {
    const place = below(sites.place, key);
    const name = parseName(key);
    if (isError(name)) {
      sites.report(place, valueCodes.name, name.message, { help: name.help }, 'key');
      return [];
    }
    const value = sites.values[key];
    const site = new MappingReader(place, isMapping(value) ? value : {}, sites.context);
    const balancers = site.parsedItems('balancers', valueCodes.address, parseNetwork);
    return { place, name: name.value, balancers };
  });
}

/** Reads a word that must be one of the sites. */
export function parseSite(name: string, { context }: MappingReader): Result<string> {
  if (context.sites.has(name)) return { value: name };
  const near = context.nearest(name, context.sites);
  const add = `add ${name}: { balancers: [ADDRESS] } to "sites"`;
  const help = near === undefined ? add : `did you mean "${near}"?`;
  return { message: `${quote(name)} is not in "sites"`, help };
}

/** An inventory as each balancer pair sees it: one for each site, or itself alone where there are none. */
export function viewsOf(inventory: Inventory): Inventory[] {
  const { sites } = inventory;
  return sites.length === 0 ? [inventory] : sites.map(({ name }) => siteView(inventory, name));
}

/** The inventory as the balancers of a site see it: their binds, and servers of other sites by each pool's setting. */
export function siteView(whole: Inventory, site: string): Inventory {
  const pools = whole.pools.flatMap((pool) => poolAt(pool, site));
  const here = new Set(pools.flatMap((pool) => pool.servers.map(({ place }) => place)));
  const anywhere = new Set(whole.pools.flatMap((pool) => pool.servers.map(({ place }) => place)));
  const hosts = whole.hosts.filter(({ place }) => here.has(place) || !anywhere.has(place));
  return { ...whole, site, whole, hosts, pools };
}

/** A pool at a site; none where all of its binds are at others. */
function poolAt(whole: Pool, site: string): Pool[] {
  const bindsHere = ({ binds }: Pick<Pool, 'binds'>) => binds.filter((bind) => isAt(bind, site));
  const binds = bindsHere(whole);
  if (whole.binds.length > 0 && binds.length === 0) return [];
  const frontends = whole.frontends
    .map((frontend) => ({ ...frontend, binds: bindsHere(frontend) }))
    .filter((frontend) => frontend.binds.length > 0);
  const pool = { ...whole, binds, frontends };
  const own = pool.servers.filter((server) => isAt(server, site));
  const { otherSites } = pool;
  if (otherSites?.value === 'none') return [{ ...pool, servers: own }];
  const hasBackups = otherSites?.value === 'backup' && own.length > 0;
  return [hasBackups ? withBackups(pool, site, otherSites) : pool];
}

/** Without "option allbackups" HAProxy would send all agents of a site to one server of another. */
function withBackups(pool: Pool, site: string, { from }: Setting<OtherSites>): Pool {
  const backup = { value: true, from };
  const servers = pool.servers.map((server) =>
    isAt(server, site) ? server : { ...server, backup },
  );
  const isShared = pool.role.value !== 'ca' && servers.filter(isBackup).length > 1;
  const isSaid = pool.extra.some(({ value }) => value.includes('allbackups'));
  const options =
    isShared && !isSaid
      ? new Map([['allbackups', backup] as const, ...pool.options])
      : pool.options;
  return { ...pool, servers, options };
}

function isBackup({ backup }: Server): boolean {
  return backup?.value === true;
}

/** Whether a bind or a server is at a site; what names none is at all of them. */
function isAt({ site }: Pick<Bind & Server, 'site'>, name: string): boolean {
  return site === undefined || site.value === name;
}
