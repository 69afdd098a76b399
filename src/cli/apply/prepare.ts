import { readFileSync } from 'node:fs';
import { settingsFile } from '../../apply/paths.ts';
import type { Asked } from '../../apply/plan.ts';
import { findOwner, findRefusals, type Refusal, type Situation } from '../../apply/refusals.ts';
import type { Settings } from '../../apply/settings.ts';
import type { WatchedServer } from '../../apply/watch.ts';
import { type BuiltConfiguration, buildConfiguration } from '../../compile/build.ts';
import { previewOf } from '../../diff/preview.ts';
import { builtSide, fileSide } from '../../diff/side.ts';
import { hasError } from '../../findings/diagnostic.ts';
import { configurationIdIn } from '../../haproxy/model/configuration-id.ts';
import type { Identity } from '../../haproxy/process/identity.ts';
import type { Running } from '../../haproxy/process/running.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import type { Inventory } from '../../inventory/model.ts';
import { untilPassed } from '../../rules/until-passed.ts';
import { statesByHand } from '../balancer/by-hand.ts';
import { hashOf, isMounted } from '../balancer/configuration-file.ts';
import { askIdentity, askServers } from '../balancer/serving.ts';
import { socketOf } from '../balancer/settings.ts';
import type { Arguments } from '../command.ts';
import { lintInventory } from '../configurations.ts';
import { exit, FileError, isSystemError, RefusedError, reasonOf } from '../exit.ts';
import type { Io } from '../io.ts';
import { onlyErrors, writeReport } from '../report.ts';
import { readRunning } from '../running-state.ts';
import { oneSite } from '../site.ts';
import { type ApplyOptions, textArguments } from './options.ts';

/** What is known once everything was asked and built, and nothing was changed. */
export interface Prepared {
  readonly situation: Situation;
  readonly asked: Asked;
  readonly inventory: Inventory;
  readonly built: BuiltConfiguration;
  readonly running: Running;
}

/** Builds the new configuration, or reports what is wrong with the inventory: then the exit status. */
export async function prepare(
  settings: Settings,
  options: ApplyOptions,
  args: Arguments,
  io: Io,
): Promise<Prepared | number> {
  const asked = await askRunning(settings, io);
  if (asked === undefined) return exit.wrong;
  const { name, inventory, dates } = readInventory(settings, options, args, io);
  if (inventory === undefined) return exit.wrong;
  const { configuration } = settings;
  const bytes = readOld(configuration);
  const text = new TextDecoder().decode(bytes);
  const owner = findOwner(text, configuration);
  if (owner !== undefined) throw refused([owner]);
  const built = buildConfiguration(inventory, 'whole');
  const sides = {
    before: fileSide(configuration, [{ name: configuration, text }]),
    after: builtSide(name, inventory),
  };
  const { running, identity, servers } = asked;
  const { haproxy } = inventory;
  const version = (haproxy.running ?? haproxy.version).value;
  const preview = previewOf(sides, { version, clients: undefined, dates, running });
  const situation: Situation = {
    ...{ sides, preview, servers, configuration },
    runningId: identity.id,
    fileId: configurationIdIn(readConfiguration([{ name: configuration, text }])),
    newId: configurationIdIn(built.configuration),
    socket: socketOf(settings),
  };
  const refusals = [
    ...findRefusals(situation, options.overrides),
    ...mountedFile(configuration, options.overrides.inPlace),
  ];
  if (refusals.length > 0) throw refused(refusals);
  return {
    situation,
    asked: {
      situation,
      running,
      pid: identity.pid,
      hashes: { before: hashOf(bytes), after: hashOf(built.text) },
      allowedEmpty: options.overrides.allowEmpty,
      isRollbackOff: options.isRollbackOff,
      confirm: options.confirm,
    },
    ...{ inventory, built, running },
  };
}

/** What is refused, all of it at once. */
function refused(refusals: readonly Refusal[]): RefusedError {
  return new RefusedError(...refusals.map(({ message, help }) => `${message}; ${help}`));
}

function mountedFile(configuration: string, isAllowed: boolean): Refusal[] {
  if (isAllowed || !isMounted(configuration)) return [];
  const message = `${configuration} is a mount of its own, so it cannot be replaced by renaming`;
  const help =
    'mount its folder, or add --in-place: the file is then overwritten, not replaced atomically';
  return [{ message, help }];
}

interface AskedRunning {
  readonly running: Running;
  readonly identity: Identity;
  readonly servers: readonly WatchedServer[];
}

async function askRunning(settings: Settings, io: Io): Promise<AskedRunning | undefined> {
  const socket = socketOf(settings);
  if (settings.reload === undefined) {
    throw new RefusedError(
      'no setting says how HAProxy is reloaded; add "master-socket", "unit", "pid-file" or "reload-command" to /etc/puppetlb/apply.yaml',
    );
  }
  const sockets = { socket, masterSocket: settings.masterSocket };
  const identity = await askIdentity(sockets);
  const servers = await askServers(sockets);
  if (identity === undefined || servers === undefined) {
    throw new FileError(
      `no answer from ${socket}; start HAProxy, or fix "socket" in ${settingsFile}`,
    );
  }
  const running = await readRunning(socket, io);
  if (running === undefined) return undefined;
  return { running, identity, servers };
}

interface ReadInventory {
  readonly name: string;
  readonly inventory: Inventory | undefined;
  readonly dates: readonly string[];
}

function readInventory(
  settings: Settings,
  { isJson }: ApplyOptions,
  args: Arguments,
  io: Io,
): ReadInventory {
  const { inventory: name, site, configuration: target } = settings;
  const own = textArguments(args, site);
  const linted = lintInventory(name, own, io, { target, today: io.today() });
  const { inventory, diagnostics } = linted;
  const isBad = inventory === undefined || hasError(diagnostics);
  if (isBad) {
    writeReport(
      { ...linted, diagnostics: onlyErrors(diagnostics), names: [name] },
      own,
      io,
      'stderr',
    );
    return { name, inventory: undefined, dates: [] };
  }
  const dates = diagnostics.filter(({ code }) => code === untilPassed.code);
  const tell = (text: string) => (isJson ? undefined : io.out(text));
  const merge = statesByHand({ target, isWritten: true, tell }, own, io);
  return {
    name,
    inventory: merge(oneSite(inventory, own)),
    dates: dates.map(({ message }) => message),
  };
}

function readOld(configuration: string): Uint8Array {
  try {
    return readFileSync(configuration);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== 'ENOENT') throw new FileError(`${configuration}: ${reasonOf(error)}`);
    throw new RefusedError(
      `${configuration}: no such file; for a first configuration run puppetlb build -o ${configuration} and start HAProxy`,
    );
  }
}
