import { resolve } from 'node:path';
import type { BuiltConfiguration } from '../../compile/build.ts';
import { compareDiagnostics, type Diagnostic } from '../../findings/diagnostic.ts';
import { haproxyCodes } from '../../findings/haproxy-codes.ts';
import { preflightCodes } from '../../findings/preflight-codes.ts';
import type { Inventory } from '../../inventory/model.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments, OptionSpec } from '../command.ts';
import { findHaproxy } from '../haproxy.ts';
import type { Io } from '../io.ts';
import type { Target } from './preflight.ts';

/** The option that checks the machine, too. */
export const preflightOption: OptionSpec = {
  name: 'preflight',
  summary:
    'check this machine too: addresses, ports, folders and limits that haproxy -c does not see',
};

const usual = '/etc/haproxy/haproxy.cfg';

/** The HAProxy of this machine that a file is for; undefined where nobody said that it is for this machine. */
export function preflightTarget(
  file: string | undefined,
  args: Arguments,
  io: Io,
): Target | undefined {
  if (!args.flag('preflight')) return undefined;
  const configuration = resolve(io.cwd, file ?? usual);
  const program = findHaproxy(io);
  return { configuration, files: [configuration], program, pidFile: undefined, unit: undefined };
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
  if (unchecked.length > 0) {
    io.err(`puppetlb: not checked on this machine: ${unchecked.map(showUnseen).join('; ')}\n`);
  }
  // haproxy -c looked for users, too: on the machine itself that is no warning.
  const accounts = diagnostics.filter(({ code }) => code === preflightCodes.account.code);
  const isSaid = ({ code, primary }: Diagnostic) =>
    code === haproxyCodes.machine.code &&
    accounts.some((one) => one.primary.span.start === primary.span.start);
  return [...found.filter((one) => !isSaid(one)), ...diagnostics].sort(compareDiagnostics);
}
