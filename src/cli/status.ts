import { drainsOf, poolStatuses, serverDifferences } from '../apply/look.ts';
import type { Settings } from '../apply/settings.ts';
import { mergeStates, type RecordedState } from '../apply/states.ts';
import type { FileStatus, Status } from '../apply/status.ts';
import { buildConfiguration } from '../compile/build.ts';
import { isSame, previewOf } from '../diff/preview.ts';
import { builtSide, fileSide, type Side } from '../diff/side.ts';
import { hasError } from '../findings/diagnostic.ts';
import { configurationIdIn } from '../haproxy/model/configuration-id.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { readAsMeant } from '../haproxy/syntax/old-syntax.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Inventory } from '../inventory/model.ts';
import { siteView, viewsOf } from '../inventory/sites.ts';
import type { SourceText } from '../text/positions.ts';
import { lookAt } from './balancer/look.ts';
import { recall } from './balancer/memory.ts';
import { askOldWorkers } from './balancer/old-workers.ts';
import { wholeBefore } from './beside.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { lintInventory } from './configurations.ts';
import { UsageError } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';
import { writeText } from './report.ts';

/** The inventory of this balancer and what it builds. */
interface Wanted {
  readonly name: string;
  readonly inventory: Inventory;
  readonly side: Side;
  readonly text: string;
  readonly id: string | undefined;
}

/** Looks at inventory, file and runtime; undefined where the inventory has an error, which is said. */
export async function readStatus(
  name: string,
  settings: Settings,
  socket: string,
  args: Arguments,
  io: Io,
): Promise<Status | undefined> {
  const memory = recall(settings, io);
  const wanted = readWanted(name, settings, memory.states, args, io);
  if (wanted === undefined) return undefined;
  const { stat: stats, servers: running, ...process } = await lookAt(socket);
  const oldWorkers = await askOldWorkers(settings, process.pid);
  const sources = readSources(settings, io);
  const file = fileStatus(wanted, settings, sources, memory.changed, io);
  const isUnknown = file.id === undefined && process.id === undefined;
  const others = sources.filter((source) => source.name !== settings.configuration);
  const otherProxies = readProxies(readAsMeant(readConfiguration(others))).proxies;
  const at = new Date();
  return {
    at,
    inventory: { name, id: wanted.id },
    file,
    runtime: {
      ...{ version: process.version, pid: process.pid, uptime: process.uptime, id: process.id },
      state: isUnknown ? 'unknown' : file.id === process.id ? 'same' : 'differs',
    },
    otherFiles: memory.changed?.filter((path) => path !== settings.configuration) ?? [],
    pools: poolStatuses(wanted.side, stats),
    servers: serverDifferences(wanted.side, {
      ...{ running, stats },
      others: new Set(otherProxies.map((proxy) => proxy.name)),
    }),
    drains: drainsOf(wanted.side, memory.states, { at, today: io.today() }),
    oldWorkers: typeof oldWorkers === 'string' ? undefined : oldWorkers,
    pending: memory.pending,
    unknown: [...(typeof oldWorkers === 'string' ? [oldWorkers] : []), ...memory.unknown],
  };
}

function readWanted(
  name: string,
  { configuration, site }: Settings,
  states: readonly RecordedState[],
  args: Arguments,
  io: Io,
): Wanted | undefined {
  const linted = lintInventory(name, args, io, { target: configuration });
  if (linted.inventory === undefined || hasError(linted.diagnostics)) {
    writeText(linted, args, io, 'stderr');
    return undefined;
  }
  const inventory = mergeStates(ownSite(linted.inventory, site), states).inventory;
  const { text, configuration: built } = buildConfiguration(inventory, 'whole');
  const side = builtSide(name, inventory);
  return { name, inventory, side, text, id: configurationIdIn(built) };
}

/** What the balancers of this site have. */
function ownSite(inventory: Inventory, site: string | undefined): Inventory {
  const names = inventory.sites.map(({ name }) => name);
  if (site !== undefined) {
    if (names.includes(site)) return siteView(inventory, site);
    const there =
      names.length === 0 ? 'the inventory has no sites' : `there are ${names.join(', ')}`;
    throw new UsageError(`the settings name unknown site ${site}; ${there}`);
  }
  const [view, second] = viewsOf(inventory);
  if (view !== undefined && second === undefined) return view;
  throw new UsageError(
    `the inventory has sites; write "site: ${names.join('" or "site: ')}" into the settings`,
  );
}

/** The files that HAProxy reads, in their order; ours may be missing. */
function readSources({ files, configuration }: Settings, io: Io): readonly SourceText[] {
  const isThere = readIfThere(io, configuration) !== undefined;
  const names = isThere ? files : files.filter((file) => file !== configuration);
  return readConfigurationFiles(io, names, 'may-be-empty').map((file) => ({
    name: file.name,
    text: new TextDecoder().decode(file.bytes),
  }));
}

function fileStatus(
  { inventory, side, text }: Wanted,
  { configuration: name }: Settings,
  sources: readonly SourceText[],
  changed: readonly string[] | undefined,
  io: Io,
): FileStatus {
  const id = configurationIdIn(readConfiguration(sources));
  const of = { name, id, changes: 0, isEdited: changed?.includes(name) };
  const own = sources.find((source) => source.name === name);
  if (own === undefined) return { ...of, state: 'missing' };
  if (own.text === text) return { ...of, state: 'same' };
  const before = fileSide(name, wholeBefore([own], inventory.beside, io));
  const version = (inventory.haproxy.running ?? inventory.haproxy.version).value;
  const options = { version, clients: undefined, dates: [], running: undefined };
  const preview = previewOf({ before, after: side }, options);
  if (isSame(preview)) return { ...of, state: 'comments' };
  return { ...of, state: 'differs', changes: Math.max(1, preview.changes.length) };
}
