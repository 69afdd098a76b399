import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StartFinding } from '../../apply/machine.ts';
import { checkStart } from '../../apply/preflight.ts';
import type { BuiltConfiguration } from '../../compile/build.ts';
import { lineLabel } from '../../compile/haproxy-findings.ts';
import { wholeSources } from '../../compile/whole.ts';
import { diagnose } from '../../findings/diagnose.ts';
import { compareDiagnostics, type Diagnostic } from '../../findings/diagnostic.ts';
import { preflightCodes } from '../../findings/preflight-codes.ts';
import type { Proxies } from '../../haproxy/model/proxies.ts';
import { readProxies } from '../../haproxy/model/read.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import type { Inventory } from '../../inventory/model.ts';
import { quote } from '../../text/characters.ts';
import type { SourceText } from '../../text/positions.ts';
import { readConfigurationFiles } from '../configuration-files.ts';
import type { Io } from '../io.ts';
import { thisMachine } from './machine.ts';
import { readPid } from './master.ts';

/** The HAProxy that a configuration is for. */
export interface Target {
  /** The file that is built. */
  readonly configuration: string;
  /** What stands behind each -f, the built file among them. */
  readonly files: readonly string[];
  readonly program: string | undefined;
  readonly pidFile: string | undefined;
  readonly unit: string | undefined;
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
  const { findings, unchecked } = await checkStart(
    readProxies(readConfiguration(sources)),
    before,
    machine,
  );
  const diagnostics = [...missing, ...findings.map((finding) => toDiagnostic(finding, own, built))];
  return { diagnostics: diagnostics.sort(compareDiagnostics), unchecked };
}

function toDiagnostic(
  { code, severity, message, help, line }: StartFinding,
  own: SourceText,
  built: BuiltConfiguration,
): Diagnostic {
  const { source, span } = line.source === own ? lineLabel(line.number, built, own) : line;
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

function missingFile(file: string, { place }: Inventory): Diagnostic {
  const message = `${quote(file)} of HAProxy's command line does not exist`;
  const help = 'put the file there, or take it out of the command line of HAProxy';
  const span = { start: 0, end: 0 };
  return diagnose(preflightCodes.file, place.document.source, span, message, { help });
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
