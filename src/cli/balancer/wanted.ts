import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { settingsFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import type { BuiltConfiguration } from '../../compile/build.ts';
import { compareDiagnostics, type Diagnostic } from '../../findings/diagnostic.ts';
import { haproxyCodes } from '../../findings/haproxy-codes.ts';
import { preflightCodes } from '../../findings/preflight-codes.ts';
import type { Inventory } from '../../inventory/model.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments, OptionSpec } from '../command.ts';
import { FileError, RefusedError, UsageError } from '../exit.ts';
import { findHaproxy } from '../haproxy.ts';
import type { Io } from '../io.ts';
import type { Target } from './preflight.ts';
import { loadSettings } from './settings.ts';

/** The options that check the machine, too. */
export const preflightOption: OptionSpec = {
  name: 'preflight',
  summary:
    'check this machine too: addresses, ports, folders and limits, which haproxy -c does not check',
};

/** The option that starts HAProxy where nobody sees it. */
export const trialOption: OptionSpec = {
  name: 'trial',
  summary: 'with --preflight: start HAProxy briefly in separate namespaces; needs root',
};

const usual = '/etc/haproxy/haproxy.cfg';

/** The HAProxy of this machine that a file is for; undefined where nobody says that it is for this machine. */
export function preflightTarget(
  file: string | undefined,
  args: Arguments,
  io: Io,
): Target | undefined {
  const [isAsked, isTried] = [args.flag('preflight'), args.flag('trial')];
  const isQuiet = args.flag('quiet');
  if (isTried && !isAsked) throw new UsageError('--trial needs --preflight');
  if (isTried && process.geteuid?.() !== 0) {
    throw new RefusedError('--trial needs root; run it with sudo, or remove --trial');
  }
  const path = file === undefined ? undefined : resolve(io.cwd, file);
  const settings = existsSync(settingsFile) ? readIfAllowed(args, io) : undefined;
  if (settings !== undefined && (path === undefined || path === settings.configuration)) {
    const { haproxy: program, ...known } = settings;
    return isAsked || path !== undefined ? { ...known, program, isTried, isQuiet } : undefined;
  }
  if (!isAsked) return undefined;
  const configuration = path ?? usual;
  const unknown = { arguments: [], pidFile: undefined, unit: undefined };
  return {
    ...unknown,
    configuration,
    files: [configuration],
    program: findHaproxy(io),
    isTried,
    isQuiet,
  };
}

/** Who may not read the settings builds without them. */
function readIfAllowed(args: Arguments, io: Io): Settings | undefined {
  try {
    return loadSettings(args, io);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/**
 * Adds what keeps a configuration from starting on this machine to what else was found, where it is for this machine;
 * what could not be checked is said in one line.
 */
export async function withPreflight(
  found: readonly Diagnostic[],
  built: BuiltConfiguration,
  inventory: Inventory,
  target: Target,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const { preflight } = await import('./preflight.ts');
  const { diagnostics, unchecked } = await preflight(built, inventory, target, io);
  if (unchecked.length > 0 && !target.isQuiet) {
    io.err(`puppetlb: not checked on this machine: ${unchecked.map(showUnseen).join('; ')}\n`);
  }
  // haproxy -c looked for users, too: on the machine itself that is no warning.
  const accounts = diagnostics.filter(({ code }) => code === preflightCodes.account.code);
  const isSaid = ({ code, primary }: Diagnostic) =>
    code === haproxyCodes.machine.code &&
    accounts.some((one) => one.primary.span.start === primary.span.start);
  return [...found.filter((one) => !isSaid(one)), ...diagnostics].sort(compareDiagnostics);
}
