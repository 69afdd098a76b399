import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StartFinding } from '../../apply/machine.ts';
import { checkStart } from '../../apply/preflight.ts';
import type { Settings } from '../../apply/settings.ts';
import { hiddenInTrial, trialObstacles } from '../../apply/trial.ts';
import type { BuiltConfiguration } from '../../compile/build.ts';
import { lineLabel } from '../../compile/haproxy-findings.ts';
import { wholeSources } from '../../compile/whole.ts';
import { diagnose } from '../../findings/diagnose.ts';
import { type Diagnostic, hasError, type Label } from '../../findings/diagnostic.ts';
import { preflightCodes } from '../../findings/preflight-codes.ts';
import type { Proxies } from '../../haproxy/model/proxies.ts';
import { readProxies } from '../../haproxy/model/read.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import type { Inventory } from '../../inventory/model.ts';
import { quote } from '../../text/characters.ts';
import { Lines, type SourceText } from '../../text/positions.ts';
import { readConfigurationFiles } from '../configuration-files.ts';
import type { Io } from '../io.ts';
import { thisMachine } from './machine.ts';
import { readPid } from './master.ts';
import { tryOut } from './trial.ts';

/** The HAProxy that a configuration is for. */
export interface Target
  extends Pick<Settings, 'configuration' | 'files' | 'arguments' | 'pidFile' | 'unit'> {
  readonly program: string | undefined;
  /** Whether HAProxy is started for a moment where nobody sees it; only root can. */
  readonly isTried: boolean;
  /** Whether what could not be checked is not said. */
  readonly isQuiet: boolean;
}

/** What keeps a configuration from starting on this machine, and what nobody could check, in words. */
export interface PreflightResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly unchecked: readonly string[];
}

/** Checks on this machine what `haproxy -c` does not see of a built configuration. */
export async function preflight(
  built: BuiltConfiguration,
  inventory: Inventory,
  target: Target,
  io: Io,
): Promise<PreflightResult> {
  const { running, version } = inventory.haproxy;
  const pid = readPid(target);
  const machine = thisMachine({ ...target, pid, version: (running ?? version).value });
  const own: SourceText = { name: 'haproxy.cfg', text: built.text };
  const { sources, missing } = sourcesOf(own, inventory, target, io);
  const before = pid === undefined ? undefined : runningProxies(target, io);
  const configuration = readConfiguration(sources);
  const proxies = readProxies(configuration);
  const { findings, unchecked } = await checkStart(proxies, before, machine);
  const label = (line: number, source: SourceText) =>
    source === own
      ? lineLabel(line, built, own)
      : { source, span: new Lines(source.text).span(line) };
  const diagnostics = [...missing, ...findings.map((finding) => toDiagnostic(finding, label))];
  const trial = target.isTried && !hasError(diagnostics);
  const obstacles = trial ? trialObstacles(configuration) : [];
  diagnostics.push(...obstacles.map((finding) => toDiagnostic(finding, label)));
  if (!trial || obstacles.length > 0) return { diagnostics, unchecked };
  const outcome = await tryOut(sources, hiddenInTrial(proxies, machine.host), target, machine);
  if (outcome.is === 'untried') {
    return { diagnostics, unchecked: [...unchecked, `trial: ${outcome.why}`] };
  }
  if (outcome.is === 'failed') {
    const { message, help, at } = outcome;
    const { source, span } = at === undefined ? startOf(inventory) : label(at.line, at.source);
    diagnostics.push(diagnose(preflightCodes.trial, source, span, message, { help }));
  }
  return { diagnostics, unchecked };
}

type LabelOf = (line: number, source: SourceText) => Label;

function toDiagnostic(
  { code, severity, message, help, line }: StartFinding,
  labelOf: LabelOf,
): Diagnostic {
  const { source, span } = labelOf(line.number, line.source);
  return { ...diagnose(code, source, span, message, { help }), severity };
}

/** All that HAProxy will read, and the files of it that are missing. */
function sourcesOf(
  own: SourceText,
  inventory: Inventory,
  { files, configuration }: Target,
  io: Io,
): { sources: readonly SourceText[]; missing: Diagnostic[] } {
  const missing = files
    .filter((file) => file !== configuration && !existsSync(file))
    .map((file) => missingFile(file, inventory));
  if (inventory.beside !== undefined) return { sources: wholeSources(inventory, own), missing };
  const sources = readThere(files, io).map((source) =>
    resolve(io.cwd, source.name) === configuration ? own : source,
  );
  return { sources: sources.includes(own) ? sources : [...sources, own], missing };
}

function missingFile(file: string, inventory: Inventory): Diagnostic {
  const message = `${quote(file)} of HAProxy's command line does not exist`;
  const help = 'add the file, or remove it from the command line of HAProxy';
  const { source, span } = startOf(inventory);
  return diagnose(preflightCodes.file, source, span, message, { help });
}

function startOf({ place }: Inventory): Label {
  return { source: place.document.source, span: { start: 0, end: 0 } };
}

function readThere(files: readonly string[], io: Io): SourceText[] {
  const there = files.filter((file) => existsSync(file));
  return readConfigurationFiles(io, there, 'may-be-empty').map(({ name, bytes }) => ({
    name,
    text: new TextDecoder().decode(bytes),
  }));
}

/** What runs is what its files say, unless somebody changed them since. */
function runningProxies({ files }: Target, io: Io): Proxies {
  return readProxies(readConfiguration(readThere(files, io)));
}
